// What a module must be before any pass runs: the errors a user can make, each with its place.
#ifndef AICC_COMPILER_DRIVER_CHECKINPUT_H
#define AICC_COMPILER_DRIVER_CHECKINPUT_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"

namespace aicc::driver {
struct Signature;

/// Attribute of function arguments: random floats for it lie in [-r, r), r a power of two. Weights of deep sums want small
/// ones: scores of random products of thousands of terms leave a softmax with one key, and a check with nothing to see.
inline constexpr llvm::StringLiteral kRangeAttr = "aicc.range";

/// Fails, after diagnostics, where `module` has no public function, where a public function has arguments or results
/// that are no tensors of supported types with static shapes, or where `aicc.inout` or `aicc.range` does not fit.
mlir::LogicalResult checkInput(mlir::ModuleOp module);

/// Sets the ranges of `signature`'s arguments to those that `function` of `module` asks for; others stay.
void readRanges(mlir::ModuleOp module, llvm::StringRef function, Signature &signature);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_CHECKINPUT_H
