// VERBS on graphs: from linalg on tensors to calls of kernels.
#ifndef AICC_PASSES_GRAPH_PASSES_H
#define AICC_PASSES_GRAPH_PASSES_H

#include "dialects/Kernel/Kernel.h"
#include "passes/Graph/RegionCost.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

namespace aicc::graph {
/// Attribute that `choose-regions` puts on operations: the number of their region.
inline constexpr llvm::StringLiteral kRegionAttr = "aicc.region";

/// `choose-regions` that asks `predict` where operations may become one kernel or stay apart.
std::unique_ptr<mlir::Pass> createChooseRegions(PredictRegion predict);

#define GEN_PASS_DECL
#include "passes/Graph/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_PASSES_H
