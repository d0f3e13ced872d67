// A box of a kernel's iteration space during tiling: where it starts, how large it is, how large it can get.
#ifndef AICC_PASSES_TILE_BOX_H
#define AICC_PASSES_TILE_BOX_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/MapVector.h"

namespace aicc::tile {
/// One dimension of a box.
struct Span {
  mlir::Value lower;       ///< first index, of type index
  mlir::OpFoldResult size; ///< elements in this box; an attribute where every box has as many
  int64_t max;             ///< most elements that any box has
  int64_t extent;          ///< elements of the whole dimension
  /// Where a mask leaves a part of the dimension only: its first and its end, of type index. Null: all of it is left.
  mlir::Value begin = {}, end = {};
  /// The part ends at a multiple of it, or where the dimension does.
  int64_t granule = 0;
  /// `size` is a multiple of it.
  int64_t multiple = 1;
  /// One of several parts of what a mask leaves.
  bool isPart = false;
  /// Elements that count as all of the dimension where it is computed in parts (Parts.h), each complete in itself; 0: it
  /// is not.
  int64_t whole = 0;
  /// True where no band has cut the dimension, or its part.
  bool isWhole() const { return max == (whole ? whole : extent) && !isPart; }
};

/// A box by dimension name, in the kernel's order of dimensions.
using Box = llvm::MapVector<llvm::StringRef, Span>;

/// Cuts `span` into the tile of `tile` elements that starts at `lower`.
Span cut(mlir::OpBuilder &builder, mlir::Location loc, const Span &span, mlir::Value lower, int64_t tile);

/// `a + b`, `a - b` on index values, folded where constant.
mlir::Value addIndex(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value a, mlir::OpFoldResult b);

/// `value` as an SSA value of type index.
mlir::Value materialise(mlir::OpBuilder &builder, mlir::Location loc, mlir::OpFoldResult value);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_BOX_H
