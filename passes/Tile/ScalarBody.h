// Bodies on scalars, widened to vectors.
#ifndef AICC_PASSES_TILE_SCALARBODY_H
#define AICC_PASSES_TILE_SCALARBODY_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Emits `body` on vectors of `lanes` lanes, with `inputs` for its arguments. Returns the value that it yields.
mlir::Value widenBody(mlir::OpBuilder &builder, mlir::Block &body, mlir::ValueRange inputs, int64_t lanes);

/// Extends the elements of vector `value` to those of `type`, signed where they are integers.
mlir::Value widen(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::Type type);

/// Combines all lanes of `value` into a scalar.
mlir::Value reduceLanes(mlir::OpBuilder &builder, mlir::Location loc, kernel::Combiner combiner, mlir::Value value);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_SCALARBODY_H
