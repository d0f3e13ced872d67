// See Evaluate.h.
#include "compiler/Target/NVIDIA/Evaluate.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

Value nvidia::emitBody(OpBuilder &builder, Block &body, ValueRange inputs,
                       function_ref<Value(kernel::IndexOp)> positions) {
  IRMapping mapping;
  mapping.map(body.getArguments(), inputs);
  // Canonicalisation hoists constants out of bodies.
  auto take = [&](Value operand) {
    if (!mapping.contains(operand))
      mapping.map(operand, builder.clone(*operand.getDefiningOp())->getResult(0));
  };
  for (Operation &op : body.without_terminator()) {
    llvm::for_each(op.getOperands(), take);
    if (auto index = dyn_cast<kernel::IndexOp>(op))
      mapping.map(index.getResult(), positions(index));
    else
      builder.clone(op, mapping);
  }
  take(body.getTerminator()->getOperand(0));
  return mapping.lookup(body.getTerminator()->getOperand(0));
}

void Evaluator::provide(Value tensor, ValueRange index, Value value) {
  known.push_back({{tensor, llvm::to_vector(index)}, value});
}

/// True for one value, and for equal constants.
static bool isSame(Value a, Value b) {
  APInt left, right;
  return a == b || (matchPattern(a, m_ConstantInt(&left)) && matchPattern(b, m_ConstantInt(&right)) && left == right);
}

Value Evaluator::element(Value tensor, ValueRange index) {
  for (auto &[key, value] : known)
    if (key.first == tensor && llvm::equal(key.second, index, isSame))
      return value;
  Value value = computeElement(tensor, index);
  provide(tensor, index, value);
  return value;
}

Value Evaluator::load(const Stored &place, RankedTensorType type, ValueRange index) {
  Value position = code.linearise(type.getShape(), index);
  Value sum = code.loadElement(place.pointer, type.getElementType(), position);
  for (int64_t part = 1; part < place.parts; ++part) {
    Value next = code.loadElement(place.pointer, type.getElementType(), code.add(position, part * type.getNumElements()));
    sum = kernel::combine(code.builder, code.loc, kernel::Combiner::Add, sum, next);
  }
  return sum;
}

Value Evaluator::computeElement(Value tensor, ValueRange index) {
  if (auto place = stored.find(tensor); place != stored.end())
    return load(place->second, cast<RankedTensorType>(tensor.getType()), index);
  auto op = cast<Computation>(tensor.getDefiningOp());
  SmallVector<Value> point(op.getDimNames().size());
  for (auto [expr, position] : llvm::zip(op.getResultAccess().getResults(), index))
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      point[dim.getPosition()] = position;
  return compute(op, point);
}

SmallVector<Value> Evaluator::inputs(Computation op, ValueRange point) {
  SmallVector<Value> values;
  for (auto [index, tensor] : llvm::enumerate(op->getOperands())) {
    auto at = llvm::map_to_vector(op.getAccess(index).getResults(),
                                  [&](AffineExpr expr) { return code.apply(expr, point); });
    values.push_back(element(tensor, at));
  }
  return values;
}

/// `value` in the accumulator's type.
static Value extend(OpBuilder &builder, Location loc, Value value, Type type, bool isUnsigned) {
  if (value.getType() == type)
    return value;
  if (isa<FloatType>(type))
    return arith::ExtFOp::create(builder, loc, type, value);
  if (isUnsigned)
    return arith::ExtUIOp::create(builder, loc, type, value);
  return arith::ExtSIOp::create(builder, loc, type, value);
}

/// What the body of `op` yields at `point`.
Value Evaluator::valueOf(Computation op, ValueRange point) {
  SmallVector<StringRef> names = op.getDimNames();
  return emitBody(code.builder, *op.getBodyOrNull(), inputs(op, point), [&](kernel::IndexOp index) -> Value {
    Value position = point[llvm::find(names, index.getDim()) - names.begin()];
    if (position.getType() == index.getType())
      return position;
    return arith::TruncIOp::create(code.builder, code.loc, index.getType(), position);
  });
}

/// `sum` with what `op` adds to it at `point`.
Value Evaluator::term(Computation op, ValueRange point, Value sum) {
  if (op.getBodyOrNull()) {
    Value value = valueOf(op, point);
    return kernel::combine(code.builder, code.loc, cast<kernel::ReduceOp>(op.getOperation()).getCombiner(), sum, value);
  }
  auto contraction = cast<kernel::ContractOp>(op.getOperation());
  SmallVector<Value> values = inputs(op, point);
  for (unsigned side : {0, 1})
    values[side] = extend(code.builder, code.loc, values[side], sum.getType(), contraction.isUnsigned(side));
  if (isa<FloatType>(sum.getType()))
    return math::FmaOp::create(code.builder, code.loc, values[0], values[1], sum);
  return arith::AddIOp::create(code.builder, code.loc, sum,
                               arith::MulIOp::create(code.builder, code.loc, values[0], values[1]));
}

Value Evaluator::reduce(Computation op, SmallVector<Value> point, unsigned dim, Value sum) {
  while (dim < point.size() && !op.isReduced(dim))
    ++dim;
  if (dim == point.size())
    return term(op, point, sum);
  int64_t extent = kernel.getDim(op.getDimNames()[dim]).getMax();
  size_t outside = known.size();
  auto loop = scf::ForOp::create(code.builder, code.loc, code.number(0, 64), code.number(extent, 64), code.number(1, 64), sum);
  OpBuilder::InsertionGuard guard(code.builder);
  code.builder.setInsertionPointToStart(loop.getBody());
  point[dim] = loop.getInductionVar();
  Value next = reduce(op, point, dim + 1, loop.getRegionIterArg(0));
  scf::YieldOp::create(code.builder, code.loc, next);
  // What the loop has computed ends with it.
  known.truncate(outside);
  return loop.getResult(0);
}

Value Evaluator::compute(Computation op, SmallVector<Value> point) {
  if (op.getKind() == kernel::Kind::Map)
    return valueOf(op, point);
  Type type = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
  auto combiner = op->getAttrOfType<kernel::CombinerAttr>("combiner");
  TypedAttr neutral =
      kernel::neutralElement(code.builder, combiner ? combiner.getValue() : kernel::Combiner::Add, type);
  return reduce(op, point, 0, arith::ConstantOp::create(code.builder, code.loc, neutral));
}
