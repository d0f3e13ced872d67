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
  if (int64_t split = layout.getSplit()) {
    ArrayRef<int64_t> sizes = layout.getBlock().getSizes();
    int64_t group = sizes.size() > 1 ? sizes.back() : 1;
    llvm::append_values(shape, sizes.front() * group / (2 * split), split / group);
    llvm::append_range(shape, sizes.drop_front());
    shape.push_back(2);
    return shape;
  }
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
  ArrayRef<int64_t> sizes = layout.getBlock().getSizes();
  auto inside = [&](unsigned number) {
    return positions[positionOf(dims, layout.getBlock().getDims()[number])] % sizes[number];
  };
  for (unsigned number = layout.getSplit() ? 1 : 0; number < sizes.size(); ++number)
    index.push_back(inside(number));
  if (layout.getSplit()) {
    // Lanes of half a run: the other half lies in the same bytes.
    int64_t half = layout.getSplit() / (sizes.size() > 1 ? sizes.back() : 1);
    unsigned first = layout.getOuter().size();
    index.insert(index.begin() + first, {inside(0).floorDiv(2 * half), inside(0) % half});
    index.push_back(inside(0).floorDiv(half) % 2);
  }
  return index;
}
