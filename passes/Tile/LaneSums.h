// The lanes of many vectors, combined vector by vector.
#ifndef AICC_PASSES_TILE_LANESUMS_H
#define AICC_PASSES_TILE_LANESUMS_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Combines all lanes of each of `values`, as many vectors as one of them has lanes, which is a power of two: lane number i
/// of the result is made of `values[i]`. Two shuffles and one combination take two vectors to one, so that n vectors take
/// n - 1 of these steps, where one after the other they would take n log n.
mlir::Value combineLanes(mlir::OpBuilder &builder, mlir::Location loc, kernel::Combiner combiner,
                         llvm::SmallVector<mlir::Value> values);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_LANESUMS_H
