// Numbers in the steps, scales on the sums; see ScaledSums.h.
#include "passes/Tile/ScaledSums.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::LinearBody;
using kernel::TileOp;

ScaledSums::ScaledSums(OpBuilder &builder, TileOp map, GroupOrder order, int64_t lanes)
    : builder(builder), map(map), order(order), lanes(lanes), loc(map.getLoc()), access(builder, map),
      body(bodyOf(map, order.groupDim)) {}

/// True where `access` changes along `dim` from group to group at most.
static bool isOfGroups(AffineMap access, unsigned dim) {
  AffineExpr depth = getAffineDimExpr(dim, access.getContext());
  bool result = true;
  for (AffineExpr expr : access.getResults()) {
    bool isDivided = expr.getKind() == AffineExprKind::FloorDiv;
    expr.walk([&](AffineExpr inner) {
      auto binary = dyn_cast<AffineBinaryOpExpr>(inner);
      isDivided |= binary && inner.getKind() == AffineExprKind::FloorDiv && binary.getLHS() == depth;
    });
    result &= isDivided || !expr.isFunctionOfDim(dim);
  }
  return result;
}

LinearBody ScaledSums::bodyOf(TileOp map, unsigned depthDim) {
  for (unsigned input = 0; input < map.getInputs().size(); ++input)
    if (!isOfGroups(map.getAccess(input), depthDim))
      if (std::optional<LinearBody> body = kernel::linearBody(map.getBody().front(), input))
        return *body;
  llvm_unreachable("checkSchedule: the maps of scaled sums are linear");
}

int64_t ScaledSums::lane(const Point &point) const {
  return cast<AffineConstantExpr>(point.deltas[order.lanesDim]).getValue();
}

//===-- Numbers
//-------------------------------------------------------------------------------------------------===//

/// The depth's part that does not come from loops: how far this step is from where the iteration
/// starts.
static int64_t offsetIn(const Point &point, unsigned dim) {
  SmallVector<AffineExpr> zeros(point.ivs.size(), getAffineConstantExpr(0, point.deltas[dim].getContext()));
  AffineExpr step = simplifyAffineExpr(point.deltas[dim].replaceDims(zeros), point.ivs.size(), 0);
  return cast<AffineConstantExpr>(step).getValue();
}

/// The codes as numbers of `bits` bits, of which the low four count.
Value ScaledSums::codes(const Point &point, int64_t width, int64_t bits) {
  int64_t count = lanes * order.depth;
  auto words = VectorType::get(count, builder.getIntegerType(bits));
  if (!access.isSplit(body.code, point, order.lanesDim, order.groupDim, order.depth, count))
    return arith::ExtUIOp::create(builder, loc, words, gathered(point, width));
  bool isHigh = lane(point) / lanes % 2;
  Point run = point;
  run.deltas[order.lanesDim] = builder.getAffineConstantExpr(lane(point) - (isHigh ? lanes : 0));
  Value &wide = bytes[{lane(run), offsetIn(point, order.groupDim)}];
  if (!wide && order.ahead && access.beginsLine(body.code, run))
    access.prefetch(body.code, run, order.groupDim, order.ahead);
  if (!wide)
    wide = arith::ExtUIOp::create(builder, loc, words, access.loadBytes(body.code, run, count));
  if (!isHigh)
    return wide;
  Value four = arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(words, builder.getIntegerAttr(words.getElementType(), 4)));
  return arith::ShRUIOp::create(builder, loc, wide, four);
}

/// Codes one by one; lanes beyond the width repeat the last one, so that nothing beyond the operand
/// is read.
Value ScaledSums::gathered(const Point &point, int64_t width) {
  SmallVector<Value> elements;
  for (int64_t index = 0; index < lanes * order.depth; ++index) {
    Point column = access.moved(point, order.lanesDim, std::min(index / order.depth, width - 1));
    elements.push_back(access.loadScalar(body.code, access.moved(column, order.groupDim, index % order.depth)));
  }
  auto nibbles = VectorType::get(lanes * order.depth, builder.getIntegerType(4));
  return vector::FromElementsOp::create(builder, loc, nibbles, elements);
}

Value ScaledSums::numbers(const Point &point, int64_t width, Type as) {
  SmallVector<Attribute> entries;
  for (Attribute number : body.numbers) {
    APFloat value = cast<FloatAttr>(number).getValue();
    bool losesInfo = false;
    value.convert(cast<FloatType>(as).getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
    entries.push_back(FloatAttr::get(as, value));
  }
  auto table = DenseElementsAttr::get(RankedTensorType::get(kernel::kCodes, as), entries);
  return kernel::LookupOp::create(builder, loc, VectorType::get(lanes * order.depth, as),
                                  codes(point, width, as.getIntOrFloatBitWidth()), table);
}

//===-- Sums
//----------------------------------------------------------------------------------------------------===//

/// `value` of the body for the lanes from `point` on.
Value ScaledSums::widened(Value value, const Point &point, int64_t width) {
  Value &result = wide[{value.getAsOpaquePointer(), lane(point)}];
  if (result)
    return result;
  auto type = VectorType::get(lanes, value.getType());
  Attribute constant;
  auto argument = dyn_cast<BlockArgument>(value);
  bool isInside = value.getParentBlock() == &map.getBody().front();
  if (argument && isInside)
    return result =
               access.load(argument.getArgNumber(), point, order.lanesDim, std::clamp<int64_t>(width, 1, lanes), lanes);
  if (matchPattern(value, m_Constant(&constant)))
    return result = arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, constant));
  if (!isInside)
    return result = vector::BroadcastOp::create(builder, loc, type, value);
  Operation *op = value.getDefiningOp();
  OperationState state(loc, op->getName());
  for (Value operand : op->getOperands())
    state.operands.push_back(widened(operand, point, width));
  state.addAttributes(op->getAttrs());
  state.addTypes(type);
  Value made = builder.create(state)->getResult(0);
  return wide[{value.getAsOpaquePointer(), lane(point)}] = made;
}

Value ScaledSums::factor(unsigned step, const Point &point, int64_t width, Type type) {
  Value value = widened(body.steps[step].value, point, width);
  return value.getType() == type ? value : Value(arith::SIToFPOp::create(builder, loc, type, value));
}

Value ScaledSums::add(Value sum, Value part, Value factors, const Point &point, int64_t width) {
  for (auto [number, step] : llvm::enumerate(body.steps)) {
    Value by = factor(number, point, width, part.getType());
    bool isLast = number + 1 == body.steps.size();
    if (step.does == LinearBody::Does::Multiply && isLast)
      return vector::FMAOp::create(builder, loc, part, by, sum);
    if (step.does == LinearBody::Does::Multiply) {
      part = arith::MulFOp::create(builder, loc, part, by);
      continue;
    }
    if (step.does == LinearBody::Does::Subtract)
      by = arith::NegFOp::create(builder, loc, by);
    part = vector::FMAOp::create(builder, loc, by, factors, part);
  }
  return arith::AddFOp::create(builder, loc, sum, part);
}
