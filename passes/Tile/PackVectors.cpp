// Packing copies by vectors; see PackVectors.h.
#include "passes/Tile/PackVectors.h"
#include "passes/Tile/PackSource.h"
#include "passes/Tile/Transpose.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::PackOp;

namespace {
/// A layout of panels, seen from its source.
struct Panels {
  unsigned lanes, depth; ///< the source's dimensions that run along the lanes and along the depth
  int64_t width;         ///< lanes of a panel
  int64_t group;         ///< elements along the depth that lie together
  int64_t words;         ///< 32-bit words of a register
  bool isTransposed;     ///< the source is contiguous along the depth, not along the lanes
};

std::optional<Panels> matchPanels(PackOp pack, int64_t vectorBits) {
  auto layout = cast<schedule::LayoutAttr>(pack.getLayout());
  auto dims = llvm::to_vector(pack.getDims().getAsValueRange<StringAttr>());
  ArrayRef<StringAttr> outer = layout.getOuter(), block = layout.getBlock().getDims();
  int64_t bits = cast<MemRefType>(pack.getDest().getType()).getElementTypeBitWidth();
  if (cast<MemRefType>(pack.getSource().getType()).getElementTypeBitWidth() % 8)
    return std::nullopt;
  if (outer.size() < 2 || block.empty() || block.size() > 2 || block.front() == outer.back() || bits % 8 || bits > 32 ||
      (block.size() == 2 && block.back() != outer.back()))
    return std::nullopt;
  auto position = [&](StringAttr name) -> unsigned { return llvm::find(dims, name.getValue()) - dims.begin(); };
  Panels panels = {position(block.front()), position(outer.back()), layout.getBlock().getSizes().front(),
                   layout.getBlock().lookup(outer.back(), 1), vectorBits / 32, false};
  // Groups of one element would be a dimension of their own, which no vector fills.
  if (block.size() == 2 && panels.group == 1)
    return std::nullopt;
  bool isBlockedElsewhere = llvm::any_of(block.drop_front(), [&](StringAttr name) { return name != outer.back(); });
  if (isBlockedElsewhere || panels.words < 4 || panels.words > 16 || panels.width % panels.words ||
      llvm::popcount(unsigned(panels.group)) != 1)
    return std::nullopt;
  panels.isTransposed = panels.depth == dims.size() - 1;
  bool fits = panels.group * bits <= 32 && (panels.isTransposed || panels.lanes == dims.size() - 1);
  return fits ? std::optional<Panels>(panels) : std::nullopt;
}

class VectorPacker : PackSource {
public:
  VectorPacker(PackOp pack, Panels panels) : PackSource(pack), panels(panels) {}

  void emit() {
    enterOuterLoops();
    if (panels.isTransposed)
      emitTransposed();
    else
      emitInterleaved();
  }

  void emitSums() {
    enterOuterLoops();
    Value part = enterLoop(index(panels.width / panels.words));
    auto type = VectorType::get(panels.words, builder.getI32Type());
    Value groups = ceil(size(panels.depth), panels.group);
    auto loop = scf::ForOp::create(builder, loc, index(0), groups, index(1), ValueRange{zero(type)});
    {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(loop.getBody());
      Value words = vector::BitCastOp::create(
          builder, loc, type,
          vector::LoadOp::create(builder, loc, bytesType(), pack.getDest(), target(loop.getInductionVar(), part)));
      scf::YieldOp::create(builder, loc, sumOfBytes(words, loop.getRegionIterArgs()[0]));
    }
    Value factor = arith::ConstantOp::create(
        builder, loc, DenseElementsAttr::get(type, builder.getI32IntegerAttr(-int32_t(layout.getShift()))));
    Value sums = arith::MulIOp::create(builder, loc, loop.getResult(0), factor);
    vector::StoreOp::create(builder, loc, vector::BitCastOp::create(builder, loc, bytesType(), sums), pack.getDest(),
                            target(groups, part));
  }

private:
  VectorType bytesType() { return VectorType::get(panels.words * panels.group, element); }

  /// Loops over all blocks but those along the depth.
  void enterOuterLoops() {
    from.assign(dims.size(), index(0));
    for (StringAttr name : layout.getOuter().drop_back()) {
      unsigned dim = position(name);
      int64_t block = blockSize(name);
      Value number = enterLoop(ceil(size(dim), block));
      outer.push_back(number);
      from[dim] = mul(number, block);
    }
  }

  /// Where words of the panel lie: group `number` of the depth, part `part` of the lanes.
  SmallVector<Value> target(Value number, Value part) {
    SmallVector<Value> where(outer);
    where.push_back(number);
    where.push_back(mul(part, panels.words));
    if (layout.getBlock().getDims().size() > 1)
      where.push_back(index(0));
    return where;
  }

  /// The source's element at lane `lane` and depth `depth`, counted from the box's origin.
  SmallVector<Value> source(Value lane, Value depth) {
    SmallVector<Value> where(from);
    where[panels.lanes] = lane;
    where[panels.depth] = depth;
    return absolute(where);
  }

  //===-- Rows that are contiguous along the depth --------------------------------------------------------------===//

  /// Part by part, so that as many rows are read at once as a register has words.
  void emitTransposed() {
    Value part = enterLoop(index(panels.width / panels.words));
    Value first = add(from[panels.lanes], mul(part, panels.words));
    Value lanesSize = size(panels.lanes);
    std::optional<int64_t> whole = getConstantIntValue(lanesSize);
    bool isAlwaysWhole = whole && *whole % panels.width == 0;
    Value isWhole = isAlwaysWhole ? yes() : isLess(add(first, index(panels.words - 1)), lanesSize);
    branch(isWhole, [&] { transposeRows(first, part, false); }, [&] { transposeRows(first, part, true); });
  }

  /// Groups that a word holds.
  int64_t pieces() { return 32 / (panels.group * int64_t(element.getIntOrFloatBitWidth())); }

  void transposeRows(Value first, Value part, bool isEdge) {
    OpBuilder::InsertionGuard guard(builder);
    int64_t step = panels.words * pieces() * panels.group;
    Value steps = div(size(panels.depth), step);
    {
      OpBuilder::InsertionGuard inside(builder);
      Value number = enterLoop(steps);
      transposeBlock(first, part, mul(number, step), Value(), isEdge);
    }
    Value done = mul(steps, step), rest = sub(size(panels.depth), done);
    branch(isLess(index(0), rest), [&] { transposeBlock(first, part, done, rest, isEdge); }, [] {});
  }

  void transposeBlock(Value first, Value part, Value depth, Value rest, bool isEdge) {
    SmallVector<Value> rows;
    auto wordsType = VectorType::get(panels.words, builder.getI32Type());
    for (int64_t row = 0; row < panels.words; ++row) {
      Value lane = add(first, index(row));
      Value inside = isEdge ? least(lane, sub(size(panels.lanes), index(1))) : lane;
      Value loaded = load(panels.words * pieces() * panels.group, source(inside, depth), rest);
      if (isEdge)
        loaded = zeroUnless(isLess(lane, size(panels.lanes)), loaded);
      rows.push_back(vector::BitCastOp::create(builder, loc, wordsType, loaded));
    }
    Value number = div(depth, panels.group);
    for (auto [word, column] : llvm::enumerate(transposeWords(builder, loc, rows)))
      for (int64_t piece = 0; piece < pieces(); ++piece) {
        int64_t group = word * pieces() + piece;
        auto store = [&, column = column] {
          vector::StoreOp::create(builder, loc, pieceOf(column, piece), pack.getDest(),
                                  target(add(number, index(group)), part));
        };
        rest ? branch(isLess(index(group * panels.group), rest), store, [] {}) : store();
      }
  }

  /// Group number `piece` of each of `words`.
  Value pieceOf(Value words, int64_t piece) {
    int64_t bits = 32 / pieces();
    auto type = cast<VectorType>(words.getType());
    if (piece > 0)
      words = arith::ShRUIOp::create(
          builder, loc, words,
          arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, builder.getI32IntegerAttr(bits * piece))));
    if (bits < 32)
      words = arith::TruncIOp::create(builder, loc, type.clone(builder.getIntegerType(bits)), words);
    return vector::BitCastOp::create(builder, loc, bytesType(), words);
  }

  //===-- Rows that are contiguous along the lanes --------------------------------------------------------------===//

  void emitInterleaved() {
    Value left = sub(size(panels.lanes), from[panels.lanes]);
    std::optional<int64_t> whole = getConstantIntValue(size(panels.lanes));
    bool isAlwaysWhole = whole && *whole % panels.width == 0;
    Value isShort = isAlwaysWhole ? Value(arith::ConstantIntOp::create(builder, loc, 0, 1))
                                  : isLess(left, index(panels.width));
    branch(isShort, [&] { interleaveRows(left); }, [&] { interleaveRows(Value()); });
  }

  /// All groups of one panel; `left` is the number of lanes that it has where it may be short.
  void interleaveRows(Value left) {
    OpBuilder::InsertionGuard guard(builder);
    Value groups = div(size(panels.depth), panels.group);
    {
      OpBuilder::InsertionGuard inside(builder);
      Value number = enterLoop(groups);
      interleaveGroup(number, left, panels.group);
    }
    std::optional<int64_t> depth = getConstantIntValue(size(panels.depth));
    if (depth && *depth % panels.group)
      interleaveGroup(groups, left, *depth % panels.group);
    else if (!depth && panels.group > 1)
      interleaveRest(groups, left);
  }

  /// The last group where its size is known at run time only.
  void interleaveRest(Value groups, Value left) {
    Value rest = sub(size(panels.depth), mul(groups, panels.group));
    for (int64_t valid = 1; valid < panels.group; ++valid) {
      Value isIt = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, rest, index(valid));
      branch(isIt, [&] { interleaveGroup(groups, left, valid); }, [] {});
    }
  }

  void interleaveGroup(Value number, Value left, int64_t valid) {
    for (int64_t part = 0; part < panels.width / panels.words; ++part) {
      int64_t start = part * panels.words;
      Value lane = add(from[panels.lanes], index(start)), lanesLeft;
      if (left) {
        lane = least(lane, sub(size(panels.lanes), index(1)));
        lanesLeft = most(sub(left, index(start)), index(0));
      }
      SmallVector<Value> parts;
      for (int64_t inside = 0; inside < panels.group; ++inside)
        parts.push_back(inside < valid
                            ? load(panels.words, source(lane, add(mul(number, panels.group), index(inside))), lanesLeft)
                            : zero(VectorType::get(panels.words, element)));
      vector::StoreOp::create(builder, loc, interleaveVectors(builder, loc, parts), pack.getDest(),
                              target(number, index(part)));
    }
  }

  //===-- Sums of shifted operands ------------------------------------------------------------------------------===//

  /// `sum` plus the four signed bytes of every word.
  Value sumOfBytes(Value words, Value sum) {
    auto shiftBy = [&](int64_t bits) {
      return arith::ConstantOp::create(
          builder, loc, DenseElementsAttr::get(cast<ShapedType>(words.getType()), builder.getI32IntegerAttr(bits)));
    };
    for (int64_t up : {24, 16, 8, 0}) {
      Value raised = arith::ShLIOp::create(builder, loc, words, shiftBy(up));
      sum = arith::AddIOp::create(builder, loc, sum, arith::ShRSIOp::create(builder, loc, raised, shiftBy(24)));
    }
    return sum;
  }

  Panels panels;
  SmallVector<Value> outer; ///< numbers of the blocks outside the depth
  SmallVector<Value> from;  ///< first element of the block in each of the source's dimensions
};
} // namespace

bool tile::emitPackVectors(PackOp pack, int64_t vectorBits) {
  std::optional<Panels> panels = matchPanels(pack, vectorBits);
  if (panels)
    VectorPacker(pack, *panels).emit();
  return panels.has_value();
}

void tile::emitPackSums(PackOp pack, int64_t vectorBits) {
  auto layout = cast<schedule::LayoutAttr>(pack.getLayout());
  auto dims = llvm::to_vector(pack.getDims().getAsValueRange<StringAttr>());
  auto position = [&](StringAttr name) -> unsigned { return llvm::find(dims, name.getValue()) - dims.begin(); };
  // Sums do not depend on how the source lies.
  StringAttr lanes = layout.getBlock().getDims().front(), depth = layout.getOuter().back();
  int64_t width = layout.getBlock().getSizes().front(), words = std::min<int64_t>(vectorBits / 32, width);
  VectorPacker(pack, {position(lanes), position(depth), width, layout.getBlock().lookup(depth, 1), words, false})
      .emitSums();
}
