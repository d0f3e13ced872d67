// widen-small-floats: arithmetic on f16 and bf16 is done in f32 and rounded once, at the tensor
// type.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

namespace aicc::graph {
#define GEN_PASS_DEF_WIDENSMALLFLOATS
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;

/// True for operations that mean the same on every float type, but for rounding.
static bool isArithmetic(Operation *op) {
  return OpTrait::hasElementwiseMappableTraits(op) &&
         isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
         !isa<arith::BitcastOp>(op);
}

static bool touchesSmallFloat(Operation *op) {
  return llvm::any_of(op->getOperandTypes(), isSmallFloat) ||
         llvm::any_of(op->getResultTypes(), isSmallFloat);
}

/// Operations that widening would change: arithmetic on small floats that is no conversion between
/// float types.
static bool needsWidening(Operation *op) {
  return isArithmetic(op) && !isa<arith::ExtFOp, arith::TruncFOp>(op) && touchesSmallFloat(op);
}

/// True where the reduction keeps partial results of a small float type in `init`.
static bool reducesInto(GenericOp op, OpOperand *init) {
  return op.getNumReductionLoops() > 0 &&
         isSmallFloat(getElementTypeOrSelf(init->get().getType())) &&
         !op.getMatchingBlockArgument(init).use_empty() &&
         !isa<BlockArgument>(op.getMatchingYieldValue(init)->get());
}

namespace {
/// Copies a body, in f32. A small float of the old body is known in the new one by its f32 value
/// (`wide`: not rounded yet, or extended), by the small value itself (`exact`), or by both.
class BodyWidener {
public:
  BodyWidener(OpBuilder &builder, GenericOp op) : builder(builder), op(op) {}

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
    if (!isSmallFloat(old.getType()))
      return exact.lookupOrDefault(old);
    if (!wide.contains(old))
      wide.map(old, arith::ExtFOp::create(builder, old.getLoc(), builder.getF32Type(),
                                          exact.lookupOrDefault(old)));
    return wide.lookup(old);
  }

  Value exactOf(Value old) {
    if (!exact.contains(old) && wide.contains(old))
      exact.map(old,
                arith::TruncFOp::create(builder, old.getLoc(), old.getType(), wide.lookup(old)));
    return exact.lookupOrDefault(old);
  }

  /// Partial results are not rounded, not even where the old body spelled it out.
  Value resultFor(OpOperand *init) {
    Value yielded = op.getMatchingYieldValue(init)->get();
    if (!reducesInto(op, init))
      return exactOf(yielded);
    auto rounding = yielded.getDefiningOp<arith::TruncFOp>();
    if (rounding && rounding.getIn().getType().isF32())
      return exactOf(rounding.getIn());
    return wideOf(yielded);
  }

  void convert(Operation *inner) {
    if (auto constant = dyn_cast<arith::ConstantOp>(inner);
        constant && isSmallFloat(constant.getType()))
      return convertConstant(constant);
    if (auto extension = dyn_cast<arith::ExtFOp>(inner))
      return convertExtension(extension);
    if (auto rounding = dyn_cast<arith::TruncFOp>(inner))
      return convertRounding(rounding);
    isArithmetic(inner) ? convertArithmetic(inner) : keep(inner);
  }

  void convertConstant(arith::ConstantOp constant) {
    APFloat value = cast<FloatAttr>(constant.getValue()).getValue();
    bool losesInfo;
    value.convert(APFloat::IEEEsingle(), APFloat::rmNearestTiesToEven, &losesInfo);
    FloatAttr attribute = builder.getF32FloatAttr(value.convertToFloat());
    wide.map(constant.getResult(),
             arith::ConstantOp::create(builder, constant.getLoc(), attribute));
  }

  /// What is extended is known in f32 already.
  void convertExtension(arith::ExtFOp extension) {
    Value value = wideOf(extension.getIn());
    if (isSmallFloat(extension.getType()))
      return wide.map(extension.getResult(), value);
    if (value.getType() != extension.getType())
      value = arith::ExtFOp::create(builder, extension.getLoc(), extension.getType(), value);
    exact.map(extension.getResult(), value);
  }

  /// A rounding that the body spells out stays one.
  void convertRounding(arith::TruncFOp rounding) {
    Operation *copy = builder.clone(*rounding);
    copy->setOperand(0, wideOf(rounding.getIn()));
    exact.map(rounding.getResult(), copy->getResult(0));
  }

  void convertArithmetic(Operation *inner) {
    SmallVector<Value> operands =
        llvm::map_to_vector(inner->getOperands(), [&](Value v) { return wideOf(v); });
    Operation *copy = builder.clone(*inner);
    copy->setOperands(operands);
    for (auto [old, result] : llvm::zip_equal(inner->getResults(), copy->getResults())) {
      if (isSmallFloat(old.getType()))
        result.setType(builder.getF32Type());
      (isSmallFloat(old.getType()) ? wide : exact).map(old, result);
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
} // namespace

/// The tensor `init` in f32; a filled tensor is filled with the extended scalar.
static Value widenInit(RewriterBase &rewriter, Location loc, Value init) {
  Type f32 = rewriter.getF32Type();
  auto fill = init.getDefiningOp<linalg::FillOp>();
  if (!fill)
    return castElements(rewriter, loc, init, f32);
  Value scalar = rewriter.createOrFold<arith::ExtFOp>(loc, f32, fill.value());
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, tensor::getMixedSizes(rewriter, loc, init), f32);
  return linalg::FillOp::create(rewriter, loc, scalar, empty).getResult(0);
}

static LogicalResult checkWidening(RewriterBase &rewriter, GenericOp op) {
  if (!op.hasPureTensorSemantics())
    return rewriter.notifyMatchFailure(op, "works on buffers");
  for (Operation &inner : *op.getBody())
    if (inner.getNumRegions())
      return rewriter.notifyMatchFailure(op, "has nested regions");
  bool reduces = llvm::any_of(op.getDpsInitsMutable(),
                              [&](OpOperand &init) { return reducesInto(op, &init); });
  if (!reduces && llvm::none_of(op.getBody()->getOperations(),
                                [](Operation &inner) { return needsWidening(&inner); }))
    return rewriter.notifyMatchFailure(op, "does no arithmetic on small floats");
  return success();
}

LogicalResult graph::widenSmallFloats(RewriterBase &rewriter, GenericOp op) {
  if (failed(checkWidening(rewriter, op)))
    return failure();
  Location loc = op.getLoc();
  SmallVector<Value> inits;
  for (OpOperand &init : op.getDpsInitsMutable())
    inits.push_back(reducesInto(op, &init) ? widenInit(rewriter, loc, init.get()) : init.get());
  auto copyBody = [&](OpBuilder &inner, Location, ValueRange arguments) {
    BodyWidener(inner, op).copy(arguments);
  };
  auto widened =
      GenericOp::create(rewriter, loc, TypeRange(ValueRange(inits)), op.getDpsInputs(), inits,
                        op.getIndexingMapsArray(), op.getIteratorTypesArray(), copyBody);
  widened->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  SmallVector<Value> results;
  for (auto [old, result] : llvm::zip_equal(op.getResults(), widened.getResults()))
    results.push_back(
        old.getType() == result.getType()
            ? Value(result)
            : castElements(rewriter, loc, result, getElementTypeOrSelf(old.getType())));
  rewriter.replaceOp(op, results);
  return success();
}

namespace {
class WidenSmallFloats : public graph::impl::WidenSmallFloatsBase<WidenSmallFloats> {
public:
  using Base::Base;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) { ops.push_back(op); });
    for (GenericOp op : ops) {
      rewriter.setInsertionPoint(op);
      numWidened += succeeded(widenSmallFloats(rewriter, op));
    }
  }
};
} // namespace
