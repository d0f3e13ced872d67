// Computations: their verifier, and what their bodies cost.
#include "dialects/Kernel/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace aicc::kernel;

//===-- Verifier ------------------------------------------------------------------------------------------------===//

/// The largest value of `expr` over dimensions with the given extents, or nothing where it is not monotone in them.
static std::optional<int64_t> largestIndex(AffineExpr expr, ArrayRef<int64_t> extents) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return extents[dim.getPosition()] - 1;
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue();
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return std::nullopt;
  std::optional<int64_t> lhs = largestIndex(binary.getLHS(), extents), rhs = largestIndex(binary.getRHS(), extents);
  if (!lhs || !rhs || *rhs < 0 || *lhs < 0)
    return std::nullopt;
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return *lhs + *rhs;
  case AffineExprKind::Mul:
    return *lhs * *rhs;
  case AffineExprKind::FloorDiv:
    return *rhs ? std::optional<int64_t>(*lhs / *rhs) : std::nullopt;
  case AffineExprKind::Mod:
    return *rhs ? std::optional<int64_t>(std::min(*lhs, *rhs - 1)) : std::nullopt;
  default:
    return std::nullopt;
  }
}

static LogicalResult verifyAccess(Operation *op, KernelOp kernel, AffineMap map, ArrayRef<StringRef> dims,
                                  RankedTensorType type) {
  if (map.getNumDims() != dims.size() || map.getNumResults() != unsigned(type.getRank()))
    return op->emitOpError("accesses a tensor of rank ")
           << type.getRank() << " with " << map.getNumResults() << " indices; expected one index a dimension";
  if (!kernel)
    return success();
  SmallVector<int64_t> extents =
      llvm::map_to_vector(dims, [&](StringRef name) { return kernel.getDim(name).getMax(); });
  for (auto [expr, size] : llvm::zip(map.getResults(), type.getShape())) {
    std::optional<int64_t> largest = largestIndex(expr, extents);
    if (!largest)
      return op->emitOpError("has an index that is not a sum, product, floordiv or mod of dimensions and constants");
    bool isDim = isa<AffineDimExpr>(expr);
    if (!ShapedType::isDynamic(size) && (isDim ? *largest + 1 != size : *largest >= size))
      return op->emitOpError("index reaches ") << *largest << " in a dimension of size " << size
                                               << "; extents of equal names must be equal";
  }
  return success();
}

static LogicalResult verifyBody(Operation *op, Block *body) {
  if (!body)
    return success();
  auto inputs = op->getOperandTypes();
  if (body->getNumArguments() != inputs.size())
    return op->emitOpError("body takes ") << body->getNumArguments() << " scalars; expected one an input, "
                                          << inputs.size();
  for (auto [argument, type] : llvm::zip(body->getArgumentTypes(), inputs))
    if (argument != cast<RankedTensorType>(type).getElementType())
      return op->emitOpError("body takes ") << argument << " for an input of type " << type;
  Type element = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
  auto yield = dyn_cast<YieldOp>(body->getTerminator());
  if (!yield || yield.getNumOperands() != 1 || yield.getOperand(0).getType() != element)
    return op->emitOpError("body must yield one ") << element;
  return success();
}

static LogicalResult verifyComputation(Computation op) {
  SmallVector<StringRef> dims = op.getDimNames();
  size_t accesses = op->getAttrOfType<ArrayAttr>("maps").size();
  if (accesses != op->getNumOperands() + 1)
    return op->emitOpError("needs one access an input and one for the result, ")
           << op->getNumOperands() + 1 << "; found " << accesses;
  auto kernel = op->getParentOfType<KernelOp>();
  for (StringRef name : dims)
    if (kernel && !kernel.getDim(name))
      return op->emitOpError("iterates over \"") << name << "\", which its kernel does not declare";
  SmallVector<Type> types(op->getOperandTypes());
  types.push_back(op->getResult(0).getType());
  for (auto [index, type] : llvm::enumerate(types))
    if (failed(verifyAccess(op, kernel, op.getAccess(index), dims, cast<RankedTensorType>(type))))
      return failure();
  if (!op.getResultAccess().isProjectedPermutation(/*allowZeroInResults=*/true))
    return op->emitOpError("writes its result through an access that is no list of distinct dimensions");
  return verifyBody(op, op.getBodyOrNull());
}

//===-- The three operations ------------------------------------------------------------------------------------===//

Kind ContractOp::getKind() { return Kind::Contract; }
Kind MapOp::getKind() { return Kind::Map; }
Kind ReduceOp::getKind() { return Kind::Reduce; }
Block *ContractOp::getBodyOrNull() { return nullptr; }
Block *MapOp::getBodyOrNull() { return &getBody().front(); }
Block *ReduceOp::getBodyOrNull() { return &getBody().front(); }

LogicalResult ContractOp::verify() {
  if (getInputs().size() != 2)
    return emitOpError("contracts two operands, found ") << getInputs().size();
  for (unsigned index : {0, 1})
    if (isUnsigned(index) && !getElementTypeOrSelf(getInputs()[index].getType()).isInteger())
      return emitOpError("marks operand ") << index << " of type " << getInputs()[index].getType()
                                           << " as unsigned, which only integers are";
  return verifyComputation(*this);
}

LogicalResult MapOp::verify() {
  if (failed(verifyComputation(*this)))
    return failure();
  for (unsigned dim = 0, e = getDims().size(); dim < e; ++dim)
    if (isReduced(dim))
      return emitOpError("has dimension ") << getDims()[dim] << " in no index of its result; a map reduces nothing";
  return success();
}

/// Whether `combiner` is one of floats or of integers alone; sums and products are of both.
static std::optional<bool> needsFloat(Combiner combiner) {
  if (combiner == Combiner::Add || combiner == Combiner::Mul)
    return std::nullopt;
  return combiner <= Combiner::MinNumF;
}

LogicalResult ReduceOp::verify() {
  Type element = cast<RankedTensorType>(getResult().getType()).getElementType();
  std::optional<bool> isFloat = needsFloat(getCombiner());
  if (isFloat && *isFloat != isa<FloatType>(element))
    return emitOpError("combines ") << element << " with " << stringifyCombiner(getCombiner())
                                    << ", which takes " << (*isFloat ? "floats" : "integers");
  return verifyComputation(*this);
}

LogicalResult LookupOp::verify() {
  auto table = dyn_cast<DenseElementsAttr>(getTable());
  if (!table || table.getNumElements() != 16 || table.getType().getRank() != 1)
    return emitOpError("looks up in a table of 16 constants, found ") << getTable().getShapedType();
  if (table.getElementType() != getElementTypeOrSelf(getResult().getType()))
    return emitOpError("gives ") << getResult().getType() << " from a table of " << table.getElementType();
  auto code = dyn_cast<VectorType>(getCode().getType()), result = dyn_cast<VectorType>(getResult().getType());
  if (bool(code) != bool(result) || (code && code.getShape() != result.getShape()))
    return emitOpError("gives ") << getResult().getType() << " for a code of type " << getCode().getType()
                                 << "; expected as many";
  return success();
}

LogicalResult IndexOp::verify() {
  Operation *around = (*this)->getParentOp();
  auto dims = around ? around->getAttrOfType<ArrayAttr>("dims") : ArrayAttr();
  if (!isa_and_nonnull<MapOp, ReduceOp, TileOp>(around) || !llvm::is_contained(dims, getDimAttr()))
    return emitOpError("is a position along ") << getDimAttr() << "; expected a body of a computation with that dimension";
  return success();
}

LogicalResult NibblesOp::verify() {
  auto bytes = cast<RankedTensorType>(getBytes().getType()), result = cast<RankedTensorType>(getResult().getType());
  SmallVector<int64_t> expected(bytes.getShape());
  expected.push_back(2);
  if (result.getShape() != ArrayRef(expected))
    return emitOpError("reads ") << bytes << " as " << result << "; expected one more dimension, of size 2";
  return success();
}

//===-- Bodies --------------------------------------------------------------------------------------------------===//

int64_t aicc::kernel::widestBits(Type element, Block *body) {
  int64_t bits = 8;
  auto take = [&](Type type) {
    if (type.isIntOrFloat())
      bits = std::max<int64_t>(bits, type.getIntOrFloatBitWidth());
  };
  take(element);
  if (!body)
    return bits;
  for (Type type : body->getArgumentTypes())
    take(type);
  for (Operation &op : *body)
    for (Type type : op.getResultTypes())
      take(type);
  return bits;
}

int64_t aicc::kernel::operationsPerPoint(Computation computation) {
  Block *body = computation.getBodyOrNull();
  if (!body)
    return 2;
  int64_t count = computation.getKind() == Kind::Reduce ? 1 : 0;
  for (Operation &op : body->without_terminator())
    count += !isa<arith::ConstantOp, arith::ExtFOp, arith::TruncFOp, IndexOp>(op);
  return count;
}
