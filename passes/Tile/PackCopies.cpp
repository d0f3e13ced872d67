// Packing copies of rows; see PackCopies.h.
#include "passes/Tile/PackCopies.h"
#include "passes/Tile/PackSource.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::PackOp;

namespace {
class RowCopier : PackSource {
public:
  RowCopier(PackOp pack, int64_t vectorBits) : PackSource(pack) {
    depthName = layout.getOuter().back();
    depth = position(depthName), group = blockSize(depthName);
    lanes = vectorBits / element.getIntOrFloatBitWidth();
  }

  /// True where the source and the layout have the form that `emit` makes.
  bool matches() {
    schedule::TileAttr block = layout.getBlock();
    bool isBlockOfDepth = block.getDims().size() == 1 ? block.getDims()[0] == depthName : block.getDims().empty();
    return depth + 1 == dims.size() && isBlockOfDepth && !layout.getSplit() && !layout.getShift() &&
           !layout.getSwizzle() && isSourceOfBytes() && lanes > 1 && lanes % group == 0;
  }

  void emit() {
    from.assign(dims.size(), index(0));
    for (StringAttr name : layout.getOuter().drop_back())
      from[position(name)] = enterLoop(size(position(name)));
    Value whole = div(size(depth), lanes), rest = sub(size(depth), mul(whole, lanes));
    {
      OpBuilder::InsertionGuard guard(builder);
      copy(mul(enterLoop(whole), lanes), Value());
    }
    branch(isLess(index(0), rest), [&] { copy(mul(whole, lanes), rest); }, [] {});
  }

private:
  /// One register from `start` on, of which the first `rest` elements are there, where given.
  void copy(Value start, Value rest) {
    from[depth] = start;
    Value row = load(lanes, absolute(from), rest);
    SmallVector<Value> where;
    for (StringAttr name : layout.getOuter())
      where.push_back(from[position(name)]);
    where.back() = div(start, group);
    if (!layout.getBlock().getDims().empty())
      where.push_back(index(0));
    storeGroups(row, where, rest, group);
  }

  StringAttr depthName;
  unsigned depth;          ///< the source's dimension
  int64_t group, lanes;    ///< elements along the depth in a block, and in a register
  SmallVector<Value> from; ///< first element of the copy in each of the source's dimensions
};
} // namespace

bool tile::emitPackCopies(PackOp pack, int64_t vectorBits) {
  if (cast<schedule::LayoutAttr>(pack.getLayout()).getOuter().empty() || vectorBits == 0)
    return false;
  RowCopier copier(pack, vectorBits);
  bool matches = copier.matches();
  if (matches)
    copier.emit();
  return matches;
}
