// Transposes of square blocks of 32-bit words held in vector registers.
#ifndef AICC_PASSES_TILE_TRANSPOSE_H
#define AICC_PASSES_TILE_TRANSPOSE_H

#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace aicc::tile {
/// The columns of the square block whose rows are `rows`: W vectors of W words (32 bits), W = 4, 8 or 16. Shuffles stay
/// within 128 bits for the first two steps and move whole 128-bit pieces afterwards, as unpack and shuffle instructions
/// do: 4 W of them for W = 16.
llvm::SmallVector<mlir::Value> transposeWords(mlir::OpBuilder &builder, mlir::Location loc,
                                              llvm::ArrayRef<mlir::Value> rows);

/// One vector that holds element i of every vector of `parts` before element i + 1 of any; a power of two of them.
mlir::Value interleaveVectors(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<mlir::Value> parts);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_TRANSPOSE_H
