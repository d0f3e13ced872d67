// Packing copies by vectors; see PackVectors.h.
#include "passes/Tile/PackVectors.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/Transpose.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

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
  int64_t bits = cast<MemRefType>(pack.getSource().getType()).getElementTypeBitWidth();
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
  bool fits = panels.isTransposed ? panels.group * bits == 32
                                  : panels.lanes == dims.size() - 1 && panels.group * bits <= 32;
  return fits ? std::optional<Panels>(panels) : std::nullopt;
}

/// Index arithmetic on values that are mostly constants.
class Indices {
public:
  explicit Indices(PackOp pack) : builder(pack), loc(pack.getLoc()) {}

  Value index(int64_t value) { return arith::ConstantIndexOp::create(builder, loc, value); }
  Value add(Value a, Value b) { return builder.createOrFold<arith::AddIOp>(loc, a, b); }
  Value sub(Value a, Value b) { return builder.createOrFold<arith::SubIOp>(loc, a, b); }
  Value mul(Value a, int64_t b) { return builder.createOrFold<arith::MulIOp>(loc, a, index(b)); }
  Value div(Value a, int64_t b) { return builder.createOrFold<arith::DivUIOp>(loc, a, index(b)); }
  Value ceil(Value a, int64_t b) { return builder.createOrFold<arith::CeilDivUIOp>(loc, a, index(b)); }
  Value least(Value a, Value b) { return builder.createOrFold<arith::MinSIOp>(loc, a, b); }
  Value most(Value a, Value b) { return builder.createOrFold<arith::MaxSIOp>(loc, a, b); }
  Value isLess(Value a, Value b) {
    return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::slt, a, b);
  }

  Value enterLoop(Value count) {
    auto loop = scf::ForOp::create(builder, loc, index(0), count, index(1));
    builder.setInsertionPointToStart(loop.getBody());
    return loop.getInductionVar();
  }

  /// `then` or `otherwise`, whichever `condition` says; no branch where that is a constant.
  void branch(Value condition, llvm::function_ref<void()> then, llvm::function_ref<void()> otherwise) {
    if (std::optional<int64_t> known = getConstantIntValue(condition))
      return *known ? then() : otherwise();
    OpBuilder::InsertionGuard guard(builder);
    auto op = scf::IfOp::create(builder, loc, condition, /*withElseRegion=*/true);
    builder.setInsertionPointToStart(op.thenBlock());
    then();
    builder.setInsertionPointToStart(op.elseBlock());
    otherwise();
  }

  OpBuilder builder;
  Location loc;
};

class VectorPacker : Indices {
public:
  VectorPacker(PackOp pack, Panels panels)
      : Indices(pack), pack(pack), panels(panels), layout(cast<schedule::LayoutAttr>(pack.getLayout())),
        dims(llvm::to_vector(pack.getDims().getAsValueRange<StringAttr>())),
        element(cast<MemRefType>(pack.getSource().getType()).getElementType()) {}

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
    Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
    Value groups = ceil(size(panels.depth), panels.group);
    auto loop = scf::ForOp::create(builder, loc, index(0), groups, index(1), ValueRange{zero});
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
  Value size(unsigned dim) { return pack.getSizes()[dim]; }
  unsigned position(StringAttr name) { return llvm::find(dims, name.getValue()) - dims.begin(); }
  VectorType bytesType() { return VectorType::get(panels.words * panels.group, element); }

  /// Loops over all blocks but those along the depth.
  void enterOuterLoops() {
    from.assign(dims.size(), index(0));
    for (StringAttr name : layout.getOuter().drop_back()) {
      unsigned dim = position(name);
      int64_t block = layout.getBlock().lookup(name, 1);
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
    for (auto [position, offset] : llvm::zip(where, pack.getOffsets()))
      position = add(offset, position);
    return where;
  }

  /// `count` elements from `where` on, the first `valid` of them where that is given; the rest is zero.
  Value load(int64_t count, ArrayRef<Value> where, Value valid) {
    auto type = VectorType::get(count, element);
    if (!valid)
      return vector::LoadOp::create(builder, loc, type, pack.getSource(), where);
    Value mask = vector::CreateMaskOp::create(builder, loc, VectorType::get(count, builder.getI1Type()), valid);
    Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
    auto masked = vector::MaskedLoadOp::create(builder, loc, type, pack.getSource(), where, mask, zero);
    for (Operation *op : {mask.getDefiningOp(), masked.getOperation()})
      op->setAttr(kEdgeAttr, builder.getUnitAttr());
    return masked;
  }

  Value zeroUnless(Value condition, Value vector) {
    Value zero = arith::ConstantOp::create(builder, loc, builder.getZeroAttr(vector.getType()));
    return builder.createOrFold<arith::SelectOp>(loc, condition, vector, zero);
  }

  //===-- Rows that are contiguous along the depth --------------------------------------------------------------===//

  /// Part by part, so that as many rows are read at once as a register has words.
  void emitTransposed() {
    Value part = enterLoop(index(panels.width / panels.words));
    Value first = add(from[panels.lanes], mul(part, panels.words));
    Value lanesSize = size(panels.lanes);
    std::optional<int64_t> whole = getConstantIntValue(lanesSize);
    bool isAlwaysWhole = whole && *whole % panels.width == 0;
    Value isWhole = isAlwaysWhole ? Value(arith::ConstantIntOp::create(builder, loc, 1, 1))
                                  : isLess(add(first, index(panels.words - 1)), lanesSize);
    branch(isWhole, [&] { transposeRows(first, part, false); }, [&] { transposeRows(first, part, true); });
  }

  void transposeRows(Value first, Value part, bool isEdge) {
    OpBuilder::InsertionGuard guard(builder);
    int64_t step = panels.words * panels.group;
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
      Value loaded = load(panels.words * panels.group, source(inside, depth), rest);
      if (isEdge)
        loaded = zeroUnless(isLess(lane, size(panels.lanes)), loaded);
      rows.push_back(vector::BitCastOp::create(builder, loc, wordsType, loaded));
    }
    Value number = div(depth, panels.group);
    for (auto [word, column] : llvm::enumerate(transposeWords(builder, loc, rows))) {
      auto store = [&, word = int64_t(word), column = column] {
        vector::StoreOp::create(builder, loc, vector::BitCastOp::create(builder, loc, bytesType(), column),
                                pack.getDest(), target(add(number, index(word)), part));
      };
      rest ? branch(isLess(index(word * panels.group), rest), store, [] {}) : store();
    }
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
                            : zeros(panels.words));
      vector::StoreOp::create(builder, loc, interleaveVectors(builder, loc, parts), pack.getDest(),
                              target(number, index(part)));
    }
  }

  Value zeros(int64_t count) {
    return arith::ConstantOp::create(builder, loc, builder.getZeroAttr(VectorType::get(count, element)));
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

  PackOp pack;
  Panels panels;
  schedule::LayoutAttr layout;
  SmallVector<StringRef> dims;
  Type element;
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
