// What a schedule's layout means; see Layouts.h.
#include "passes/Tile/Layouts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace aicc;

static unsigned positionOf(ArrayRef<StringRef> dims, StringAttr name) {
  auto found = llvm::find(dims, name.getValue());
  assert(found != dims.end() && "checkSchedule: layouts name the operand's dimensions");
  return found - dims.begin();
}

SmallVector<int64_t> tile::packedShape(schedule::LayoutAttr layout, ArrayRef<StringRef> dims,
                                       ArrayRef<int64_t> extents) {
  SmallVector<int64_t> shape;
  for (StringAttr name : layout.getOuter())
    shape.push_back(llvm::divideCeil(extents[positionOf(dims, name)], layout.getBlock().lookup(name, 1)));
  // The sums of a shifted operand lie in one more block.
  if (layout.getShift())
    ++shape.back();
  llvm::append_range(shape, layout.getBlock().getSizes());
  return shape;
}

SmallVector<AffineExpr> tile::packedIndex(schedule::LayoutAttr layout, ArrayRef<StringRef> dims,
                                          ArrayRef<AffineExpr> positions) {
  SmallVector<AffineExpr> index;
  for (StringAttr name : layout.getOuter()) {
    AffineExpr position = positions[positionOf(dims, name)];
    int64_t block = layout.getBlock().lookup(name, 1);
    index.push_back(block == 1 ? position : position.floorDiv(block));
  }
  for (auto [name, size] : llvm::zip(layout.getBlock().getDims(), layout.getBlock().getSizes()))
    index.push_back(positions[positionOf(dims, name)] % size);
  return index;
}
