// What a schedule's layout means: shapes of packed buffers and accesses into them.
#ifndef AICC_PASSES_TILE_LAYOUTS_H
#define AICC_PASSES_TILE_LAYOUTS_H

#include "dialects/Schedule/Schedule.h"
#include "mlir/IR/AffineMap.h"

namespace aicc::tile {
/// The shape of the buffer that holds a box of `extents` elements of dimensions `dims` in `layout`: blocks in outer
/// order, then the elements of a block. Blocks that a box does not fill are padded; a shifted layout has one block more
/// along its innermost outer dimension. A split layout has runs, the lanes of half a run, what a group has, and the two
/// halves of a byte in place of the elements of a block.
llvm::SmallVector<int64_t> packedShape(schedule::LayoutAttr layout, llvm::ArrayRef<llvm::StringRef> dims,
                                       llvm::ArrayRef<int64_t> extents);

/// The index into a packed buffer. `positions[i]` is the offset from the box's origin in dimension `dims[i]`.
llvm::SmallVector<mlir::AffineExpr> packedIndex(schedule::LayoutAttr layout, llvm::ArrayRef<llvm::StringRef> dims,
                                                llvm::ArrayRef<mlir::AffineExpr> positions);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_LAYOUTS_H
