// Maps evaluated for groups; see ExpandGroups.h.
#include "passes/Tile/ExpandGroups.h"
#include "passes/Tile/ScalarBody.h"
#include "passes/Tile/Transpose.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;

GroupExpansion::GroupExpansion(OpBuilder &builder, TileOp map, GroupOrder order, int64_t lanes, int64_t span)
    : builder(builder), map(map), order(order), lanes(lanes), span(span), loc(map.getLoc()), access(builder, map) {}

Value GroupExpansion::at(const Point &point, int64_t width) {
  SmallVector<Value> parts;
  for (int64_t number = 0; number < order.depth; ++number)
    parts.push_back(part(point, number, width));
  while (parts.size() > 1) {
    SmallVector<Value> joined;
    int64_t count = cast<VectorType>(parts[0].getType()).getNumElements();
    SmallVector<int64_t> all(llvm::to_vector(llvm::seq<int64_t>(0, 2 * count)));
    for (size_t index = 0; index < parts.size(); index += 2)
      joined.push_back(vector::ShuffleOp::create(builder, loc, parts[index], parts[index + 1], all));
    parts = std::move(joined);
  }
  return parts[0];
}

/// Elements number * lanes … (number + 1) * lanes - 1 of the groups, in their order.
Value GroupExpansion::part(const Point &point, int64_t number, int64_t width) {
  SmallVector<Value> inputs;
  llvm::SmallBitVector isCode(map.getInputs().size());
  for (unsigned input = 0; input < map.getInputs().size(); ++input) {
    Value &value = loaded[key(input, point, number)];
    isCode[input] = isSplitCode(input, point);
    if (!value)
      value = isCode[input]      ? code(input, point, number)
              : isPerLane(input) ? perLane(input, point, number, width)
                                 : gathered(input, point, number, width);
    inputs.push_back(value);
  }
  return widenTabulated(builder, map.getBody().front(), inputs, isCode, lanes);
}

bool GroupExpansion::isSplitCode(unsigned input, const Point &point) {
  return access.isSplit(input, point, order.lanesDim, order.groupDim, order.depth, lanes);
}

/// True where the input changes along the depth from group of scales to group of scales at most.
bool GroupExpansion::isPerLane(unsigned input) {
  return llvm::all_of(map.getAccess(input).getResults(), [&](AffineExpr expr) {
    bool isDivided = expr.getKind() == AffineExprKind::FloorDiv || !expr.isFunctionOfDim(order.groupDim);
    expr.walk([&](AffineExpr inner) {
      auto binary = dyn_cast<AffineBinaryOpExpr>(inner);
      bool divides = binary && inner.getKind() == AffineExprKind::FloorDiv &&
                     binary.getLHS() == builder.getAffineDimExpr(order.groupDim);
      isDivided |= divides;
    });
    return isDivided;
  });
}

/// The number of elements along the depth that share a value of `input`; 0: all.
static int64_t sharing(AffineMap access, unsigned groupDim, Builder &builder) {
  int64_t least = 0;
  for (AffineExpr expr : access.getResults())
    expr.walk([&](AffineExpr inner) {
      auto binary = dyn_cast<AffineBinaryOpExpr>(inner);
      if (!binary || inner.getKind() != AffineExprKind::FloorDiv ||
          binary.getLHS() != builder.getAffineDimExpr(groupDim))
        return;
      int64_t by = cast<AffineConstantExpr>(binary.getRHS()).getValue();
      least = least ? std::min(least, by) : by;
    });
  return least;
}

/// What is loaded once: the input, the lanes, and the group of scales as far as it is known to stay the same.
std::vector<int64_t> GroupExpansion::key(unsigned input, const Point &point, int64_t number) {
  int64_t lane = cast<AffineConstantExpr>(point.deltas[order.lanesDim]).getValue();
  // The depth's part that does not come from loops: how far this step is from where the iteration starts.
  SmallVector<AffineExpr> zeros(point.ivs.size(), builder.getAffineConstantExpr(0));
  AffineExpr step = simplifyAffineExpr(point.deltas[order.groupDim].replaceDims(zeros), point.ivs.size(), 0);
  int64_t offset = cast<AffineConstantExpr>(step).getValue();
  int64_t shared = sharing(map.getAccess(input), order.groupDim, builder);
  if (isPerLane(input) && span > 1 && (!shared || shared % span == 0))
    offset = 0;
  else if (isPerLane(input) && span > 1 && span % shared == 0)
    offset = offset % span / shared;
  return {int64_t(input), lane, number, offset};
}

/// The codes of a part as 32-bit numbers, of which the low four bits count.
Value GroupExpansion::code(unsigned input, const Point &point, int64_t number) {
  int64_t half = lanes / order.depth;
  int64_t lane = cast<AffineConstantExpr>(point.deltas[order.lanesDim]).getValue() + number * half;
  bool isHigh = lane / half % 2;
  Point run = point;
  run.deltas[order.lanesDim] = builder.getAffineConstantExpr(isHigh ? lane - half : lane);
  if (order.ahead && !isHigh && access.beginsLine(input, run))
    access.prefetch(input, run, order.groupDim, order.ahead);
  auto words = VectorType::get(lanes, builder.getI32Type());
  Value wide = arith::ExtUIOp::create(builder, loc, words, access.loadBytes(input, run, lanes));
  if (!isHigh)
    return wide;
  Value four = arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(words, builder.getI32IntegerAttr(4)));
  return arith::ShRUIOp::create(builder, loc, wide, four);
}

Value GroupExpansion::perLane(unsigned input, const Point &point, int64_t number, int64_t width) {
  int64_t count = lanes / order.depth;
  Point first = access.moved(point, order.lanesDim, number * count);
  int64_t valid = std::clamp<int64_t>(width - number * count, 1, count);
  Value values = access.load(input, first, order.lanesDim, valid, count);
  return interleaveVectors(builder, loc, SmallVector<Value>(order.depth, values));
}

Value GroupExpansion::gathered(unsigned input, const Point &point, int64_t number, int64_t width) {
  Type element = cast<MemRefType>(map.getInputs()[input].getType()).getElementType();
  SmallVector<Value> elements;
  for (int64_t index = number * lanes; index < (number + 1) * lanes; ++index) {
    // Lanes beyond the width repeat the last one, so that nothing beyond the operand is read.
    int64_t lane = std::min(index / order.depth, width - 1);
    Point place = access.moved(access.moved(point, order.lanesDim, lane), order.groupDim, index % order.depth);
    elements.push_back(access.loadScalar(input, place));
  }
  return vector::FromElementsOp::create(builder, loc, VectorType::get(lanes, element), elements);
}
