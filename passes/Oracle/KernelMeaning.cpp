// A computation becomes a linalg.generic; see KernelMeaning.h.
#include "passes/Oracle/KernelMeaning.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::oracle;
using kernel::Computation;
using kernel::Kind;
using llvm::StringRef;

//===-- Slices ---------------------------------------------------------------------------------------------------===//

/// True where `map`, of a computation over `names`, uses `dim` only as an index by itself, once.
static bool isPlain(AffineMap map, ArrayRef<StringRef> names, StringRef dim) {
  auto place = llvm::find(names, dim);
  if (place == names.end())
    return true;
  unsigned position = place - names.begin(), uses = 0;
  for (AffineExpr expr : map.getResults()) {
    auto plain = dyn_cast<AffineDimExpr>(expr);
    if (plain && plain.getPosition() == position)
      ++uses;
    else if (expr.isFunctionOfDim(position))
      return false;
  }
  return uses <= 1;
}

static bool isSliceable(kernel::KernelOp kernel, StringRef dim) {
  for (Computation op : kernel.getComputations()) {
    SmallVector<StringRef> names = op.getDimNames();
    auto place = llvm::find(names, dim);
    // A computation without the dimension computes the same for every index of it.
    if (place == names.end())
      continue;
    if (op.isReduced(place - names.begin()) || !isPlain(op.getResultAccess(), names, dim))
      return false;
    for (unsigned number = 0; number < op->getNumOperands(); ++number)
      if (!isPlain(op.getAccess(number), names, dim))
        return false;
  }
  return resultAxis(kernel, dim).has_value();
}

std::string oracle::sliceableDim(kernel::KernelOp kernel) {
  StringRef best;
  for (Computation op : kernel.getComputations())
    for (StringRef dim : op.getDimNames())
      if (isSliceable(kernel, dim) && (best.empty() || kernel.getDim(dim).getMax() > kernel.getDim(best).getMax()))
        best = dim;
  return best.str();
}

/// The place of `dim` among the results of `map`.
static std::optional<unsigned> axisIn(AffineMap map, ArrayRef<StringRef> names, StringRef dim) {
  for (auto [axis, expr] : llvm::enumerate(map.getResults()))
    if (auto plain = dyn_cast<AffineDimExpr>(expr); plain && names[plain.getPosition()] == dim)
      return axis;
  return std::nullopt;
}

std::optional<unsigned> oracle::operandAxis(kernel::KernelOp kernel, unsigned number, StringRef dim) {
  for (OpOperand &use : kernel.getArgument(number).getUses())
    if (auto reader = dyn_cast<Computation>(use.getOwner()))
      if (auto axis = axisIn(reader.getAccess(use.getOperandNumber()), reader.getDimNames(), dim))
        return axis;
  return std::nullopt;
}

std::optional<unsigned> oracle::resultAxis(kernel::KernelOp kernel, StringRef dim) {
  auto yield = cast<kernel::YieldOp>(kernel.getBody().front().getTerminator());
  auto producer = yield.getValues()[0].getDefiningOp<Computation>();
  return producer ? axisIn(producer.getResultAccess(), producer.getDimNames(), dim) : std::nullopt;
}

Type oracle::slicedType(Type type, std::optional<unsigned> axis, const Slice &slice) {
  auto tensor = cast<RankedTensorType>(type);
  SmallVector<int64_t> shape(tensor.getShape());
  if (axis && !slice.dim.empty())
    shape[*axis] = int64_t(slice.indices.size());
  return RankedTensorType::get(shape, tensor.getElementType());
}

//===-- Operations ------------------------------------------------------------------------------------------------===//

namespace {
/// Writes the computations of one kernel.
class Meaning {
public:
  Meaning(OpBuilder &builder, Location loc, kernel::KernelOp kernel, const Slice &slice)
      : kernel(kernel), slice(slice), builder(builder), loc(loc) {}

  SmallVector<Value> write(ValueRange operands) {
    for (auto [from, to] : llvm::zip_equal(kernel.getArguments(), operands))
      values[from] = to;
    for (Computation op : kernel.getComputations())
      values[op->getResult(0)] = convert(op);
    auto yield = cast<kernel::YieldOp>(kernel.getBody().front().getTerminator());
    return llvm::map_to_vector(yield.getValues(), [&](Value value) { return values.lookup(value); });
  }

private:
  /// A tensor for the result of `op`; filled with what its sums start from where it has some.
  Value destination(Computation op) {
    auto axis = axisIn(op.getResultAccess(), op.getDimNames(), slice.dim);
    auto type = cast<RankedTensorType>(slicedType(op->getResult(0).getType(), axis, slice));
    Value empty = tensor::EmptyOp::create(builder, loc, type.getShape(), type.getElementType());
    if (op.getKind() == Kind::Map)
      return empty;
    auto reduce = dyn_cast<kernel::ReduceOp>(op.getOperation());
    kernel::Combiner combiner = reduce ? reduce.getCombiner() : kernel::Combiner::Add;
    Value start =
        arith::ConstantOp::create(builder, loc, kernel::neutralElement(builder, combiner, type.getElementType()));
    return linalg::FillOp::create(builder, loc, start, empty).getResult(0);
  }

  Value convert(Computation op) {
    SmallVector<Value> inputs =
        llvm::map_to_vector(op->getOperands(), [&](Value value) { return values.lookup(value); });
    SmallVector<AffineMap> maps;
    for (unsigned number = 0; number < inputs.size(); ++number)
      maps.push_back(op.getAccess(number));
    maps.push_back(op.getResultAccess());
    SmallVector<utils::IteratorType> iterators;
    for (unsigned dim = 0; dim < op.getDimNames().size(); ++dim)
      iterators.push_back(op.isReduced(dim) ? utils::IteratorType::reduction : utils::IteratorType::parallel);
    Value start = destination(op);
    prepareTables(op);
    auto generic = linalg::GenericOp::create(
        builder, loc, TypeRange(start.getType()), inputs, ValueRange(start), maps, iterators,
        [&](OpBuilder &inner, Location, ValueRange arguments) { writeBody(op, inner, arguments); });
    return generic.getResult(0);
  }

  void writeBody(Computation op, OpBuilder &inner, ValueRange arguments) {
    Value sum = arguments.back(), value;
    if (auto contract = dyn_cast<kernel::ContractOp>(op.getOperation())) {
      Value factors[2];
      for (unsigned number : {0u, 1u})
        factors[number] = widened(inner, arguments[number], sum.getType(), contract.isUnsigned(number));
      value = isa<FloatType>(sum.getType()) ? Value(arith::MulFOp::create(inner, loc, factors[0], factors[1]))
                                            : Value(arith::MulIOp::create(inner, loc, factors[0], factors[1]));
      value = kernel::combine(inner, loc, kernel::Combiner::Add, sum, value);
    } else {
      value = copyBody(op, inner, arguments);
      if (auto reduce = dyn_cast<kernel::ReduceOp>(op.getOperation()))
        value = kernel::combine(inner, loc, reduce.getCombiner(), sum, value);
    }
    linalg::YieldOp::create(inner, loc, value);
  }

  Value widened(OpBuilder &inner, Value value, Type type, bool isUnsigned) {
    if (value.getType() == type)
      return value;
    if (isa<FloatType>(type))
      return arith::ExtFOp::create(inner, loc, type, value);
    return isUnsigned ? Value(arith::ExtUIOp::create(inner, loc, type, value))
                      : Value(arith::ExtSIOp::create(inner, loc, type, value));
  }

  /// The tables of lookups, and of positions in the slice, stand outside the loops.
  void prepareTables(Computation op) {
    Block *body = op.getBodyOrNull();
    if (!body)
      return;
    for (auto lookup : body->getOps<kernel::LookupOp>())
      tables[lookup] = arith::ConstantOp::create(builder, loc, cast<TypedAttr>(lookup.getTable()));
    for (auto index : body->getOps<kernel::IndexOp>())
      if (index.getDim() == slice.dim)
        tables[index] = arith::ConstantOp::create(builder, loc, positionsOf(index.getType()));
  }

  DenseElementsAttr positionsOf(Type type) {
    SmallVector<Attribute> positions;
    for (int64_t position : slice.indices)
      positions.push_back(IntegerAttr::get(type, position));
    return DenseElementsAttr::get(RankedTensorType::get(int64_t(positions.size()), type), positions);
  }

  Value copyBody(Computation computation, OpBuilder &inner, ValueRange arguments) {
    Block &body = *computation.getBodyOrNull();
    IRMapping mapping;
    mapping.map(body.getArguments(), arguments.take_front(body.getNumArguments()));
    for (Operation &op : body.without_terminator()) {
      if (auto lookup = dyn_cast<kernel::LookupOp>(op))
        mapping.map(lookup.getResult(), readTable(lookup, inner, mapping.lookup(lookup.getCode())));
      else if (auto index = dyn_cast<kernel::IndexOp>(op))
        mapping.map(index.getResult(), position(computation, index, inner));
      else
        inner.clone(op, mapping);
    }
    return mapping.lookup(body.getTerminator()->getOperand(0));
  }

  Value position(Computation op, kernel::IndexOp index, OpBuilder &inner) {
    SmallVector<StringRef> names = op.getDimNames();
    Value number = linalg::IndexOp::create(inner, loc, llvm::find(names, index.getDim()) - names.begin());
    if (Value positions = tables.lookup(index))
      return tensor::ExtractOp::create(inner, loc, positions, ValueRange(number));
    return arith::IndexCastOp::create(inner, loc, index.getType(), number);
  }

  Value readTable(kernel::LookupOp lookup, OpBuilder &inner, Value code) {
    if (!code.getType().isInteger(4))
      code = arith::TruncIOp::create(inner, loc, inner.getIntegerType(4), code);
    Value index = arith::IndexCastUIOp::create(inner, loc, inner.getIndexType(), code);
    return tensor::ExtractOp::create(inner, loc, tables.lookup(lookup), ValueRange(index));
  }

  kernel::KernelOp kernel;
  const Slice &slice;
  OpBuilder &builder;
  Location loc;
  DenseMap<Value, Value> values;
  DenseMap<Operation *, Value> tables;
};
} // namespace

SmallVector<Value> oracle::writeMeaning(OpBuilder &builder, Location loc, kernel::KernelOp kernel, ValueRange operands,
                                       const Slice &slice) {
  return Meaning(builder, loc, kernel, slice).write(operands);
}
