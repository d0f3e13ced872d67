// Bodies on scalars, widened to vectors.
#ifndef AICC_PASSES_TILE_SCALARBODY_H
#define AICC_PASSES_TILE_SCALARBODY_H

#include "dialects/Kernel/Kernel.h"
#include "llvm/ADT/SmallBitVector.h"

namespace aicc::tile {
/// Emits `body` on vectors of `lanes` lanes, with `inputs` for its arguments and what `positions` gives for the positions
/// that it asks for. Returns the value that it yields.
mlir::Value widenBody(mlir::OpBuilder &builder, mlir::Block &body, mlir::ValueRange inputs, int64_t lanes,
                      llvm::function_ref<mlir::Value(kernel::IndexOp)> positions);

/// As `widenBody`, where `inputs` that are marked in `isCode` are codes of four bits in vectors of 32-bit numbers, of
/// which the low four bits count: what the body makes of a code and constants alone is looked up in a table of 16
/// constants.
mlir::Value widenTabulated(mlir::OpBuilder &builder, mlir::Block &body, mlir::ValueRange inputs,
                           const llvm::SmallBitVector &isCode, int64_t lanes);

/// Extends the elements of vector `value` to those of `type`, signed where they are integers.
mlir::Value widen(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::Type type);

/// Combines all lanes of `value` into a scalar.
mlir::Value reduceLanes(mlir::OpBuilder &builder, mlir::Location loc, kernel::Combiner combiner, mlir::Value value);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_SCALARBODY_H
