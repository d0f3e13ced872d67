// The oracle: what a graph means, computed naively and without this compiler's kernels, schedules or vectors.
//
// The graph is lowered to linalg.generic, its float arithmetic is widened to f64 and rounded once at each tensor
// (docs/Numerics.md), and plain loops are compiled by LLVM for this machine. Nothing behind phase `import` of the
// pipeline is shared with the artifacts that it judges, but for the upstream passes.
#ifndef AICC_COMPILER_ORACLE_ORACLE_H
#define AICC_COMPILER_ORACLE_ORACLE_H

#include "compiler/Data/Array.h"
#include "compiler/Data/Tolerance.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

namespace aicc::oracle {
/// A result and how closely an artifact has to come to it.
struct Reference {
  data::Array values;              ///< of the result's element type
  data::ToleranceParams tolerance; ///< derived from the graph
};

/// Evaluates the function `entry` of `module`, as it was parsed, on `inputs`: all of its arguments, in order. The
/// module stays as it is. Results are in the function's order, tied ones included. Fails, after diagnostics, where the
/// graph cannot be lowered; fails where `entry` is no function of the module or the inputs are not its arguments.
llvm::Expected<std::vector<Reference>> computeReference(mlir::ModuleOp module, llvm::StringRef entry,
                                                        llvm::ArrayRef<data::Array> inputs);

/// The tolerances of the results of the function `entry` of `module`, those that `computeReference` would give, without
/// evaluating it. Fails where the graph cannot be lowered and where `entry` is no function of the module.
llvm::Expected<std::vector<data::ToleranceParams>> computeTolerances(mlir::ModuleOp module, llvm::StringRef entry);
} // namespace aicc::oracle

#endif // AICC_COMPILER_ORACLE_ORACLE_H
