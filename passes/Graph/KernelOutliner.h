// Writes operations of a function as a kernel. The function stays as it is, so that a kernel can be made to ask what it
// would cost.
#ifndef AICC_PASSES_GRAPH_KERNELOUTLINER_H
#define AICC_PASSES_GRAPH_KERNELOUTLINER_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinOps.h"

namespace aicc::graph {
/// A kernel, and what a call of it takes.
struct OutlinedKernel {
  kernel::KernelOp kernel;
  llvm::SmallVector<mlir::Value> operands; ///< values of the function, one for each argument of the kernel
};

/// What feeds the reductions among `ops` comes first, then they and what reads them; else in the given order. Siblings
/// are reduced side by side, with everything expanded before.
llvm::SmallVector<mlir::linalg::GenericOp> feedersFirst(llvm::ArrayRef<mlir::linalg::GenericOp> ops);

/// A private kernel at the end of `module` that computes `ops`, which stand as `feedersFirst` orders them; only the
/// last one's result is used by others. What was chosen about them (RegionCost.h) is noted in the kernel. Fails, after
/// a diagnostic, for an operation that no kernel holds.
mlir::FailureOr<OutlinedKernel> outlineKernel(llvm::ArrayRef<mlir::linalg::GenericOp> ops, llvm::StringRef name,
                                              mlir::ModuleOp module);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_KERNELOUTLINER_H
