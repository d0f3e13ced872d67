// approximate-math: polynomials for transcendental functions on vectors.
//
// exp, tanh and erf of f32 are aicc's own: few operations, no branches. Over all floats the errors are 1.3, 2.5 and 2.9 eps
// (2^-23) of the value, those of the coefficients and every rounding included. exp(x) is
// 2^m * 2^m * p(r) with m = round(x / (2 ln 2)) and r = x - 2 m ln 2: two factors, so that results which overflow or are
// denormal are rounded once. tanh and erf are x p(x^2) / q(x^2) up to where they are 1. Coefficients are those of
// scripts/fit-functions.py. Bounds are compared so that NaN passes through one processor instruction.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace aicc::lower {
#define GEN_PASS_DEF_APPROXIMATEMATH
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;

namespace {
/// Arithmetic on values of one type, f32 or vectors of it.
class Arithmetic {
public:
  Arithmetic(OpBuilder &builder, Location loc, Type type) : builder(builder), loc(loc), type(type) {}

  Value constant(float value) {
    TypedAttr attribute = builder.getF32FloatAttr(value);
    if (auto vector = dyn_cast<VectorType>(type))
      attribute = DenseElementsAttr::get(vector, attribute);
    return arith::ConstantOp::create(builder, loc, attribute);
  }
  Value add(Value a, Value b) { return arith::AddFOp::create(builder, loc, a, b); }
  Value sub(Value a, Value b) { return arith::SubFOp::create(builder, loc, a, b); }
  Value mul(Value a, Value b) { return arith::MulFOp::create(builder, loc, a, b); }
  Value div(Value a, Value b) { return arith::DivFOp::create(builder, loc, a, b); }
  Value fma(Value a, Value b, Value c) { return math::FmaOp::create(builder, loc, a, b, c); }

  /// `value` within [low, high]; NaN stays NaN.
  Value clamp(Value value, float low, float high) {
    return select(arith::CmpFPredicate::OGT, low, select(arith::CmpFPredicate::OLT, high, value));
  }

  /// The sum of coefficients[i] * x^i.
  Value polynomial(Value x, ArrayRef<float> coefficients) {
    Value result = constant(coefficients.back());
    for (float coefficient : llvm::reverse(coefficients.drop_back()))
      result = fma(result, x, constant(coefficient));
    return result;
  }

  /// 2^m, where `shifted` is m + 1.5 * 2^23 with |m| <= 126: m is in the lowest bits of the sum.
  Value powerOfTwo(Value shifted) {
    Type integers = builder.getI32Type();
    if (auto vector = dyn_cast<VectorType>(type))
      integers = vector.clone(integers);
    auto integer = [&](int32_t value) -> Value {
      TypedAttr attribute = builder.getI32IntegerAttr(value);
      if (auto vector = dyn_cast<VectorType>(integers))
        attribute = DenseElementsAttr::get(vector, attribute);
      return arith::ConstantOp::create(builder, loc, attribute);
    };
    Value bits = arith::BitcastOp::create(builder, loc, integers, shifted);
    bits = arith::ShLIOp::create(builder, loc, bits, integer(23));
    bits = arith::AddIOp::create(builder, loc, bits, integer(127 << 23));
    return arith::BitcastOp::create(builder, loc, type, bits);
  }

private:
  /// `bound` where it compares so with `value`, else `value`.
  Value select(arith::CmpFPredicate predicate, float bound, Value value) {
    Value limit = constant(bound), isBeyond = arith::CmpFOp::create(builder, loc, predicate, limit, value);
    return arith::SelectOp::create(builder, loc, isBeyond, limit, value);
  }

  OpBuilder &builder;
  Location loc;
  Type type;
};
} // namespace

static Value emitExp(Arithmetic &on, Value x) {
  constexpr float kInverse = 0.72134752f, kHigh = 1.38629150390625f, kLow = 2.8572136e-6f; // 1 / (2 ln 2), 2 ln 2
  constexpr float kShift = 12582912; // 1.5 * 2^23: what is added to it is rounded to an integer
  // exp(-104) rounds to zero and exp(89) to infinity.
  x = on.clamp(x, -104, 89);
  Value shifted = on.fma(x, on.constant(kInverse), on.constant(kShift));
  Value m = on.sub(shifted, on.constant(kShift));
  Value r = on.fma(m, on.constant(-kHigh), x);
  r = on.fma(m, on.constant(-kLow), r);
  Value value = on.polynomial(r, {1, 1, 0.500000349291f, 0.166666136676f, 0.0416612373003f, 0.0083361202476f,
                                  0.00141050995514f, 0.000196108498219f});
  Value power = on.powerOfTwo(shifted);
  return on.mul(on.mul(value, power), power);
}

/// x p(x^2) / q(x^2) with x within [-end, end], at whose ends the result is rounded to 1 in size.
static Value emitOddRatio(Arithmetic &on, Value x, float end, ArrayRef<float> p, ArrayRef<float> q) {
  x = on.clamp(x, -end, end);
  Value square = on.mul(x, x);
  return on.mul(x, on.div(on.polynomial(square, p), on.polynomial(square, q)));
}

static Value emitTanh(Arithmetic &on, Value x) {
  return emitOddRatio(on, x, 8.30402184f, {0.99999994f, 0.134196624f, 0.00354170916f, 2.13809999e-05f, 1.44587649e-08f},
                      {1, 0.467529804f, 0.02605181f, 0.00033615643f, 8.22053721e-07f});
}

static Value emitErf(Arithmetic &on, Value x) {
  return emitOddRatio(
      on, x, 3.69000006f, {1.12837911f, 0.183801308f, 0.0520708747f, 0.00352948136f, 0.000288186711f, 2.22117251e-06f},
      {1, 0.496222764f, 0.111555584f, 0.0144974235f, 0.00112071948f, 4.00163117e-05f});
}

namespace {
/// Replaces `Op` on f32 by what `emit` makes.
template <typename Op, Value (*emit)(Arithmetic &, Value)> struct Approximate : OpRewritePattern<Op> {
  explicit Approximate(MLIRContext *context) : OpRewritePattern<Op>(context, /*benefit=*/2) {}

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getType()).isF32())
      return rewriter.notifyMatchFailure(op, "is not of f32");
    Arithmetic on(rewriter, op.getLoc(), op.getType());
    rewriter.replaceOp(op, emit(on, op.getOperand()));
    return success();
  }
};

class ApproximateMath : public aicc::lower::impl::ApproximateMathBase<ApproximateMath> {
public:
  using Base::Base;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<Approximate<math::ExpOp, emitExp>, Approximate<math::TanhOp, emitTanh>,
                 Approximate<math::ErfOp, emitErf>>(&getContext());
    populateMathPolynomialApproximationPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
