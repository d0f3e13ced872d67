// widen-to-oracle: float arithmetic in f64, rounded once at the tensor type.
#include "passes/Oracle/Passes.h"
#include "passes/Oracle/Rounding.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"

namespace aicc::oracle {
#define GEN_PASS_DEF_WIDENTOORACLE
#include "passes/Oracle/Passes.h.inc"
} // namespace aicc::oracle

using namespace mlir;
using namespace aicc;
using namespace aicc::oracle;
using linalg::GenericOp;

/// True for operations that mean the same on every float type, but for rounding.
static bool isArithmetic(Operation *op) {
  return OpTrait::hasElementwiseMappableTraits(op) && isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
         !isa<arith::BitcastOp>(op);
}

static bool touchesFloat(Operation &op) {
  auto isFloat = [](Type type) { return isa<FloatType>(type); };
  return llvm::any_of(op.getOperandTypes(), isFloat) || llvm::any_of(op.getResultTypes(), isFloat);
}

/// True where the reduction keeps partial results of a float type in `init`.
static bool reducesInto(GenericOp op, OpOperand *init) {
  return op.getNumReductionLoops() > 0 && isa<FloatType>(getElementTypeOrSelf(init->get().getType())) &&
         !op.getMatchingBlockArgument(init).use_empty() && !isa<BlockArgument>(op.getMatchingYieldValue(init)->get());
}

namespace {
/// Copies a body, in f64. A float of the old body is known in the new one by its f64 value (`wide`), by the value of
/// its own type (`exact`), or by both; the latter is the former rounded.
class OracleBody {
public:
  OracleBody(OpBuilder &builder, GenericOp op) : builder(builder), op(op) {}

  /// Fills the block at the insertion point; `arguments` are the new body's.
  void copy(ValueRange arguments) {
    for (auto [old, argument] : llvm::zip_equal(op.getBody()->getArguments(), arguments))
      (old.getType() == argument.getType() ? exact : wide).map(old, argument);
    for (Operation &inner : op.getBody()->without_terminator())
      convert(&inner);
    SmallVector<Value> results;
    for (OpOperand &init : op.getDpsInitsMutable())
      results.push_back(resultFor(&init));
    linalg::YieldOp::create(builder, op.getLoc(), results);
  }

private:
  Value wideOf(Value old) {
    if (!isa<FloatType>(old.getType()))
      return exact.lookupOrDefault(old);
    if (!wide.contains(old))
      wide.map(old, extendToF64(builder, old.getLoc(), exact.lookupOrDefault(old)));
    return wide.lookup(old);
  }

  Value exactOf(Value old) {
    if (!exact.contains(old) && wide.contains(old))
      exact.map(old, roundFromF64(builder, old.getLoc(), wide.lookup(old), old.getType()));
    return exact.lookupOrDefault(old);
  }

  /// Partial results are not rounded, not even where the old body spelled it out.
  Value resultFor(OpOperand *init) {
    Value yielded = op.getMatchingYieldValue(init)->get();
    if (!reducesInto(op, init))
      return exactOf(yielded);
    auto rounding = yielded.getDefiningOp<arith::TruncFOp>();
    return wideOf(rounding ? rounding.getIn() : yielded);
  }

  void convert(Operation *inner) {
    if (auto constant = dyn_cast<arith::ConstantOp>(inner); constant && isa<FloatType>(constant.getType()))
      return convertConstant(constant);
    if (auto extension = dyn_cast<arith::ExtFOp>(inner))
      return wide.map(extension.getResult(), wideOf(extension.getIn()));
    if (auto rounding = dyn_cast<arith::TruncFOp>(inner))
      return convertRounding(rounding);
    isArithmetic(inner) ? convertArithmetic(inner) : keep(inner);
  }

  void convertConstant(arith::ConstantOp constant) {
    APFloat value = cast<FloatAttr>(constant.getValue()).getValue();
    bool losesInfo;
    value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &losesInfo);
    FloatAttr attribute = builder.getF64FloatAttr(value.convertToDouble());
    wide.map(constant.getResult(), arith::ConstantOp::create(builder, constant.getLoc(), attribute));
  }

  /// A rounding that the body spells out stays one, and its f64 value is what it leaves.
  void convertRounding(arith::TruncFOp rounding) {
    exact.map(rounding.getResult(),
              roundFromF64(builder, rounding.getLoc(), wideOf(rounding.getIn()), rounding.getType()));
  }

  void convertArithmetic(Operation *inner) {
    SmallVector<Value> operands = llvm::map_to_vector(inner->getOperands(), [&](Value v) { return wideOf(v); });
    Operation *copy = builder.clone(*inner);
    copy->setOperands(operands);
    if (isa<arith::ArithFastMathInterface>(copy))
      copy->setAttr("fastmath", arith::FastMathFlagsAttr::get(builder.getContext(), arith::FastMathFlags::none));
    for (auto [old, result] : llvm::zip_equal(inner->getResults(), copy->getResults())) {
      bool isFloat = isa<FloatType>(old.getType());
      if (isFloat)
        result.setType(builder.getF64Type());
      (isFloat ? wide : exact).map(old, result);
    }
  }

  /// An operation that is tied to the type: a bit cast, an index, a read of a tensor.
  void keep(Operation *inner) {
    for (Value operand : inner->getOperands())
      exactOf(operand);
    builder.clone(*inner, exact);
  }

  OpBuilder &builder;
  GenericOp op;
  IRMapping wide, exact;
};

class GraphWidener {
public:
  GraphWidener(RewriterBase &rewriter, GenericOp op) : rewriter(rewriter), op(op), loc(op.getLoc()) {}

  /// False where there is nothing to widen.
  bool widen() {
    if (!op.hasPureTensorSemantics() || llvm::none_of(op.getBody()->getOperations(), touchesFloat) ||
        llvm::any_of(op.getBody()->getOperations(), [](Operation &inner) { return inner.getNumRegions() > 0; }))
      return false;
    SmallVector<Value> inits, results;
    for (OpOperand &init : op.getDpsInitsMutable())
      inits.push_back(reducesInto(op, &init) ? widenInit(init.get()) : init.get());
    auto copyBody = [&](OpBuilder &inner, Location, ValueRange arguments) { OracleBody(inner, op).copy(arguments); };
    auto widened = GenericOp::create(rewriter, loc, TypeRange(ValueRange(inits)), op.getDpsInputs(), inits,
                                     op.getIndexingMapsArray(), op.getIteratorTypesArray(), copyBody);
    for (auto [old, result] : llvm::zip_equal(op.getResults(), widened.getResults()))
      results.push_back(old.getType() == result.getType() ? Value(result) : roundTensor(result, old.getType()));
    rewriter.replaceOp(op, results);
    return true;
  }

private:
  /// Applies `convert` to each element of `value`.
  Value convertElements(Value value, Type element, function_ref<Value(OpBuilder &, Value)> convert) {
    auto type = cast<RankedTensorType>(value.getType());
    Value empty = tensor::EmptyOp::create(rewriter, loc, tensor::getMixedSizes(rewriter, loc, value), element);
    AffineMap identity = rewriter.getMultiDimIdentityMap(type.getRank());
    SmallVector<utils::IteratorType> iterators(type.getRank(), utils::IteratorType::parallel);
    auto body = [&](OpBuilder &inner, Location, ValueRange arguments) {
      linalg::YieldOp::create(inner, loc, convert(inner, arguments[0]));
    };
    return GenericOp::create(rewriter, loc, empty.getType(), value, empty, ArrayRef{identity, identity}, iterators,
                             body)
        .getResult(0);
  }

  Value roundTensor(Value value, Type type) {
    Type element = getElementTypeOrSelf(type);
    return convertElements(value, element, [&](OpBuilder &inner, Value wide) {
      return roundFromF64(inner, loc, wide, element);
    });
  }

  /// What a reduction starts from; a filled tensor is filled with the extended scalar.
  Value widenInit(Value init) {
    Type f64 = rewriter.getF64Type();
    if (getElementTypeOrSelf(init.getType()).isF64())
      return init;
    auto fill = init.getDefiningOp<linalg::FillOp>();
    if (!fill)
      return convertElements(init, f64, [&](OpBuilder &inner, Value value) { return extendToF64(inner, loc, value); });
    Value scalar = extendToF64(rewriter, loc, fill.value());
    Value empty = tensor::EmptyOp::create(rewriter, loc, tensor::getMixedSizes(rewriter, loc, init), f64);
    return linalg::FillOp::create(rewriter, loc, scalar, empty).getResult(0);
  }

  RewriterBase &rewriter;
  GenericOp op;
  Location loc;
};

class WidenToOracle : public oracle::impl::WidenToOracleBase<WidenToOracle> {
public:
  using Base::Base;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) { ops.push_back(op); });
    for (GenericOp op : ops) {
      rewriter.setInsertionPoint(op);
      numWidened += GraphWidener(rewriter, op).widen();
    }
  }
};
} // namespace
