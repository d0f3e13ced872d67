// Matchers as small named predicates; see Recognise.h.
#include "passes/Graph/Recognise.h"

#include "dialects/Kernel/Identity.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using kernel::Combiner;
using kernel::Kind;

/// Indices may be sums and products of dimensions and constants, and their floordiv and mod by constants.
static bool isReadable(AffineExpr expr) {
  if (isa<AffineDimExpr>(expr))
    return true;
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue() >= 0;
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  return binary && expr.getKind() != AffineExprKind::CeilDiv && isReadable(binary.getLHS()) &&
         isReadable(binary.getRHS());
}

static bool isKernelType(Type type) {
  auto shaped = cast<RankedTensorType>(type);
  return shaped.hasStaticShape() && shaped.getElementType().isIntOrFloat() && !shaped.getEncoding();
}

/// Positions of the point, which a kernel counts in i64 where they are not cast.
static bool isPosition(Operation *op) {
  return isa<linalg::IndexOp, arith::IndexCastOp, arith::IndexCastUIOp>(op);
}

/// The first reason why `op` cannot stand in a kernel at all, or an empty string.
static std::string whyNotKernel(linalg::GenericOp op) {
  if (!op.hasPureTensorSemantics() || op.getNumResults() != 1)
    return "it has " + std::to_string(op.getNumResults()) + " results; kernels take computations with one";
  for (Type type : op->getOperandTypes())
    if (!isa<RankedTensorType>(type) || !isKernelType(type))
      return "an operand is no tensor of integers or floats with a static shape";
  if (op.getNumLoops() == 0)
    return "it iterates over nothing (scalars)";
  for (int64_t extent : op.getStaticLoopRanges())
    if (extent < 1)
      return "a dimension is empty";
  for (AffineMap map : op.getIndexingMapsArray())
    if (!llvm::all_of(map.getResults(), isReadable))
      return "an index is negative or not affine";
  if (!op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isProjectedPermutation())
    return "the result is not indexed by distinct dimensions";
  for (Operation &inner : op.getBody()->without_terminator())
    if (!isPosition(&inner) && !kernel::isInGrammar(&inner))
      return "its body holds " + inner.getName().getStringRef().str() + ", which is not in the kernel grammar";
  for (Value yielded : op.getBody()->getTerminator()->getOperands())
    if (!yielded.getParentRegion()->isAncestor(&op.getRegion()) || yielded.getParentBlock() != op.getBody())
      return "its body yields a value from outside";
  for (Operation &inner : *op.getBody())
    for (Value operand : inner.getOperands())
      if (operand.getParentBlock() != op.getBody())
        return "its body reads a value from outside";
  return "";
}

/// Looks through the widening casts that a contraction's operand may have. Sets `isUnsigned` where one of them widens
/// without the sign; then those behind it keep what is positive.
static Value stripWidening(Value value, bool &isUnsigned) {
  isUnsigned = false;
  while (Operation *def = value.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::ExtSIOp, arith::ExtUIOp>(def))
      break;
    // Signed first and unsigned behind it is neither.
    if (isa<arith::ExtSIOp>(def) && isUnsigned)
      break;
    isUnsigned |= isa<arith::ExtUIOp>(def);
    value = def->getOperand(0);
  }
  return value;
}

/// Why the value that a sum adds up is no product of the op's two inputs, or an empty string.
static std::string whyNoProduct(linalg::GenericOp op, Value term, std::array<bool, 2> &isUnsigned) {
  if (op.getNumDpsInputs() != 2)
    return "it reads " + std::to_string(op.getNumDpsInputs()) + " operands, not two";
  Operation *product = term.getDefiningOp();
  if (!product || !isa<arith::MulFOp, arith::MulIOp>(product))
    return "it sums up something other than products";
  std::array<bool, 2> marks;
  Value lhs = stripWidening(product->getOperand(0), marks[0]), rhs = stripWidening(product->getOperand(1), marks[1]);
  auto lhsArg = dyn_cast<BlockArgument>(lhs), rhsArg = dyn_cast<BlockArgument>(rhs);
  if (!lhsArg || !rhsArg || lhsArg == rhsArg || lhsArg.getOwner() != op.getBody() || rhsArg.getOwner() != op.getBody())
    return "the factors are not its two operands, widened at most";
  if (std::max(lhsArg.getArgNumber(), rhsArg.getArgNumber()) > 1)
    return "a factor is what it adds to";
  isUnsigned[lhsArg.getArgNumber()] = marks[0];
  isUnsigned[rhsArg.getArgNumber()] = marks[1];
  for (OpOperand *input : op.getDpsInputOperands())
    if (!op.getMatchingIndexingMap(input).isProjectedPermutation())
      return "an operand is not indexed by distinct dimensions";
  Type accumulator = term.getType();
  if (!accumulator.isF32() && !accumulator.isF64() && !accumulator.isInteger(32))
    return "it accumulates in another type than f32, f64 or i32";
  return "";
}

static FailureOr<Recognised> recogniseReduction(linalg::GenericOp op, std::string &reason) {
  Operation *update = op.getBody()->getTerminator()->getOperand(0).getDefiningOp();
  BlockArgument accumulator = op.getBody()->getArguments().back();
  std::optional<Combiner> combiner = update ? kernel::combinerOf(update) : std::nullopt;
  if (!combiner || !accumulator.hasOneUse() || !llvm::is_contained(update->getOperands(), accumulator)) {
    reason = "its reduction does not combine the accumulator once with a commutative operation";
    return failure();
  }
  Value term = update->getOperand(update->getOperand(0) == accumulator ? 1 : 0);
  Recognised found{Kind::Reduce, *combiner, {}, ""};
  found.whyNoContraction =
      *combiner == Combiner::Add ? whyNoProduct(op, term, found.isUnsigned) : "it does not add up";
  if (found.whyNoContraction.empty())
    found.kind = Kind::Contract;
  return found;
}

FailureOr<Recognised> graph::recognise(linalg::GenericOp op, std::string &reason) {
  reason = whyNotKernel(op);
  if (!reason.empty())
    return failure();
  if (op.getNumReductionLoops() == 0)
    return Recognised{Kind::Map, Combiner::Add, {}, ""};
  return recogniseReduction(op, reason);
}

bool graph::isContraction(linalg::GenericOp op) {
  std::string reason;
  FailureOr<Recognised> found = recognise(op, reason);
  return succeeded(found) && found->kind == Kind::Contract;
}

/// True for one element of the first dimension, and all of the others: the weights of one expert.
static bool takesOneOfMany(tensor::ExtractSliceOp slice) {
  RankedTensorType source = slice.getSourceType();
  return slice.hasUnitStride() && slice.getType().getRank() == source.getRank() - 1 && slice.getStaticSizes().front() == 1 &&
         slice.getStaticSizes().drop_front() == source.getShape().drop_front() &&
         slice.getType().getShape() == source.getShape().drop_front();
}

bool graph::isWeight(Value value) {
  if (auto slice = value.getDefiningOp<tensor::ExtractSliceOp>())
    return takesOneOfMany(slice) && isa<BlockArgument>(slice.getSource()) && isWeight(slice.getSource());
  while (Operation *def = value.getDefiningOp()) {
    if (!isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp, kernel::NibblesOp>(def))
      break;
    value = def->getOperand(0);
  }
  DenseElementsAttr elements;
  if (auto constant = value.getDefiningOp<arith::ConstantOp>())
    return !matchPattern(constant.getOperation(), m_Constant(&elements)) || !elements.isSplat();
  auto argument = dyn_cast<BlockArgument>(value);
  auto function = argument ? dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp()) : FunctionOpInterface();
  return function && function.getArgAttr(argument.getArgNumber(), kernel::kWeightAttr);
}
