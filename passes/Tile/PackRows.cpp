// Packing copies that turn rows; see PackRows.h.
#include "passes/Tile/PackRows.h"
#include "passes/Tile/PackSource.h"
#include "passes/Tile/Transpose.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::PackOp;

namespace {
class RowPacker : PackSource {
public:
  RowPacker(PackOp pack, int64_t vectorBits) : PackSource(pack), words(vectorBits / 32) {
    depthName = layout.getOuter().back();
    lanes = dims.size() - 1, depth = position(depthName), group = blockSize(depthName);
  }

  /// True where the source and the layout have the form that `emit` makes.
  bool matches() {
    TileAttr block = layout.getBlock();
    bool isBlockOfDepth = block.getDims().size() == 1 ? block.getDims()[0] == depthName : block.getDims().empty();
    bool hasRows = lanes != depth && llvm::any_of(layout.getOuter(), [&](StringAttr n) { return position(n) == lanes; });
    return isBlockOfDepth && hasRows && isSourceOfBytes() && !layout.getSplit() && !layout.getShift() &&
           !layout.getSwizzle() && element.getIntOrFloatBitWidth() * group == 32 &&
           llvm::is_contained({4, 8, 16}, words);
  }

  /// Along the depth outside, so that whole lines of the source are used up.
  void emit() {
    from.assign(dims.size(), index(0));
    Value steps = ceil(size(depth), words * group), parts = ceil(size(lanes), words);
    for (StringAttr name : layout.getOuter())
      if (unsigned dim = position(name); dim != lanes && dim != depth)
        from[dim] = enterLoop(size(dim));
    from[depth] = mul(enterLoop(steps), words * group);
    from[lanes] = mul(enterLoop(parts), words);
    Value left = sub(size(lanes), from[lanes]), rest = sub(size(depth), from[depth]);
    branch(isWhole(left, rest), [&] { turnBlock(Value(), Value()); }, [&] { turnBlock(left, rest); });
  }

private:
  using TileAttr = schedule::TileAttr;

  Value isWhole(Value left, Value rest) {
    std::optional<int64_t> allLanes = getConstantIntValue(size(lanes)), all = getConstantIntValue(size(depth));
    if (allLanes && all && *allLanes % words == 0 && *all % (words * group) == 0)
      return yes();
    Value isLong = isLess(index(words * group - 1), rest), isWide = isLess(index(words - 1), left);
    return builder.createOrFold<arith::AndIOp>(loc, isWide, isLong);
  }

  /// One block of words, of which the first `left` lanes and `rest` elements along the depth are there, where given.
  void turnBlock(Value left, Value rest) {
    SmallVector<Value> rows;
    for (int64_t word = 0; word < words; ++word) {
      SmallVector<Value> parts;
      for (int64_t inside = 0; inside < group; ++inside)
        parts.push_back(sourceRow(word * group + inside, left, rest));
      rows.push_back(vector::BitCastOp::create(builder, loc, VectorType::get(words, builder.getI32Type()),
                                               interleaveVectors(builder, loc, parts)));
    }
    for (auto [lane, column] : llvm::enumerate(transposeWords(builder, loc, rows))) {
      auto store = [&, lane = int64_t(lane), column = column] { storeRow(column, lane, rest); };
      left ? branch(isLess(index(lane), left), store, [] {}) : store();
    }
  }

  /// Lanes of the source `number` elements down the block; zero behind the last.
  Value sourceRow(int64_t number, Value left, Value rest) {
    SmallVector<Value> where = from;
    Value at = add(from[depth], index(number));
    where[depth] = rest ? least(at, sub(size(depth), index(1))) : at;
    Value row = load(words, absolute(where), left);
    return rest ? zeroUnless(isLess(index(number), rest), row) : row;
  }

  void storeRow(Value column, int64_t lane, Value rest) {
    auto type = VectorType::get(words * group, element);
    Value row = vector::BitCastOp::create(builder, loc, type, column);
    SmallVector<Value> where;
    for (StringAttr name : layout.getOuter())
      where.push_back(from[position(name)]);
    where.back() = div(from[depth], group);
    for (auto [name, place] : llvm::zip(layout.getOuter(), where))
      if (position(name) == lanes)
        place = add(place, index(lane));
    if (!layout.getBlock().getDims().empty())
      where.push_back(index(0));
    storeGroups(row, where, rest, group);
  }

  int64_t words; ///< 32-bit words of a register
  StringAttr depthName;
  unsigned lanes, depth;   ///< the source's dimensions
  int64_t group;           ///< elements along the depth in a word
  SmallVector<Value> from; ///< first element of the block in each of the source's dimensions
};
} // namespace

bool tile::emitPackRows(PackOp pack, int64_t vectorBits) {
  if (cast<schedule::LayoutAttr>(pack.getLayout()).getOuter().empty())
    return false;
  RowPacker packer(pack, vectorBits);
  bool matches = packer.matches();
  if (matches)
    packer.emit();
  return matches;
}
