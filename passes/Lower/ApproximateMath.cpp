// approximate-math: polynomials for transcendental functions on vectors.
//
// exp, exp2, tanh and erf of f32 are aicc's own: few operations, no branches. Over all floats the errors
// are 1.3, 1.6, 2.5 and 2.9 eps (2^-23) of the value, those of the coefficients and every rounding included. exp(x) is
// 2^m * 2^m * p(r) with m = round(x / (2 ln 2)) and r = x - 2 m ln 2: two factors, so that results which overflow or
// are denormal are rounded once. AVX-512 multiplies by any power of two in one instruction, infinite exponents
// included, so that exp2 has no bounds there. tanh and erf are x p(x^2) / q(x^2) up to where they are 1. Coefficients
// are those of scripts/fit-functions.py. Bounds are compared so that NaN passes through one processor instruction.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
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
  /// `avx512`: instructions of AVX-512 may be named where vectors fill its registers.
  Arithmetic(OpBuilder &builder, Location loc, Type type, bool avx512) : builder(builder), loc(loc), type(type) {
    auto vector = dyn_cast<VectorType>(type);
    scales = avx512 && vector && vector.getShape() == ArrayRef<int64_t>(kLanes);
  }

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
  Value negative(Value a) { return arith::NegFOp::create(builder, loc, a); }
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

  Value round(Value value) { return math::RoundEvenOp::create(builder, loc, value); }

  /// `value` less the integer below it, within [0, 1]; NaN for infinities.
  Value fraction(Value value) { return sub(value, math::FloorOp::create(builder, loc, value)); }

  /// True where `scale` is there.
  bool hasScale() const { return scales; }

  /// `value` times 2 to the integer below `exponent`, rounded once; 0 and infinity where that is infinite, even if
  /// `value` is NaN.
  Value scale(Value value, Value exponent) {
    constexpr int32_t kRoundAsSet = 4;
    SmallVector<Value> operands = {value, exponent, value, integer(-1, kLanes), integer(kRoundAsSet, 32)};
    StringAttr name = builder.getStringAttr("llvm.x86.avx512.mask.scalef.ps.512");
    return LLVM::CallIntrinsicOp::create(builder, loc, type, name, operands)->getResult(0);
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
  static constexpr int64_t kLanes = 16;

  Value integer(int64_t value, unsigned bits) {
    return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(builder.getIntegerType(bits), value));
  }

  /// `bound` where it compares so with `value`, else `value`.
  Value select(arith::CmpFPredicate predicate, float bound, Value value) {
    Value limit = constant(bound), isBeyond = arith::CmpFOp::create(builder, loc, predicate, limit, value);
    return arith::SelectOp::create(builder, loc, isBeyond, limit, value);
  }

  OpBuilder &builder;
  Location loc;
  Type type;
  bool scales;
};
} // namespace

constexpr float kShift = 12582912; // 1.5 * 2^23: what is added to it is rounded to an integer

/// `value` times 4^m, where `shifted` is m + kShift: two factors, so that what overflows or is denormal is rounded
/// once.
static Value multiplyByPower(Arithmetic &on, Value value, Value shifted) {
  Value power = on.powerOfTwo(shifted);
  return on.mul(on.mul(value, power), power);
}

static Value emitExp(Arithmetic &on, Value x) {
  constexpr float kInverse = 0.72134752f, kHigh = 1.38629150390625f, kLow = 2.8572136e-6f; // 1 / (2 ln 2), 2 ln 2
  // exp(-104) rounds to zero and exp(89) to infinity.
  x = on.clamp(x, -104, 89);
  if (on.hasScale()) {
    Value m = on.round(on.mul(x, on.constant(2 * kInverse)));
    Value r = on.fma(m, on.constant(-kHigh / 2), x);
    r = on.fma(m, on.constant(-kLow / 2), r);
    return on.scale(on.polynomial(r, {1, 1, 0.499999933665f, 0.166665194615f, 0.0416684024276f, 0.00836885686469f,
                                      0.00138142557453f}),
                    m);
  }
  Value shifted = on.fma(x, on.constant(kInverse), on.constant(kShift));
  Value m = on.sub(shifted, on.constant(kShift));
  Value r = on.fma(m, on.constant(-kHigh), x);
  r = on.fma(m, on.constant(-kLow), r);
  Value value = on.polynomial(r, {1, 1, 0.500000349291f, 0.166666136676f, 0.0416612373003f, 0.0083361202476f,
                                  0.00141050995514f, 0.000196108498219f});
  return multiplyByPower(on, value, shifted);
}

/// `x` again; a product from which something is subtracted is not rounded.
static Value unrounded(Arithmetic &on, Value x) {
  auto difference = x.getDefiningOp<arith::SubFOp>();
  auto product = difference ? difference.getLhs().getDefiningOp<arith::MulFOp>() : arith::MulFOp();
  return product ? on.fma(product.getLhs(), product.getRhs(), on.negative(difference.getRhs())) : x;
}

static Value emitExp2(Arithmetic &on, Value x) {
  x = unrounded(on, x);
  if (on.hasScale())
    return on.scale(on.polynomial(on.fraction(x), {1, 0.693151312079f, 0.240164448123f, 0.0557999181155f,
                                                   0.00901702525167f, 0.00186713188624f}),
                    x);
  // 2^-151 rounds to zero and 2^128 to infinity.
  x = on.clamp(x, -151, 128);
  Value shifted = on.fma(x, on.constant(0.5f), on.constant(kShift));
  Value m = on.sub(shifted, on.constant(kShift));
  Value r = on.fma(m, on.constant(-2), x);
  Value value = on.polynomial(r, {1, 0.693147216601f, 0.240226728859f, 0.0555037949811f, 0.00961671996035f,
                                  0.00133394918221f, 0.000156536663427f, 1.5030524484e-5f});
  return multiplyByPower(on, value, shifted);
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
  return emitOddRatio(on, x, 3.69000006f,
                      {1.12837911f, 0.183801308f, 0.0520708747f, 0.00352948136f, 0.000288186711f, 2.22117251e-06f},
                      {1, 0.496222764f, 0.111555584f, 0.0144974235f, 0.00112071948f, 4.00163117e-05f});
}

namespace {
/// Replaces `Op` on f32 by what `emit` makes.
template <typename Op, Value (*emit)(Arithmetic &, Value)> struct Approximate : OpRewritePattern<Op> {
  Approximate(MLIRContext *context, bool avx512) : OpRewritePattern<Op>(context, /*benefit=*/2), avx512(avx512) {}

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getType()).isF32())
      return rewriter.notifyMatchFailure(op, "is not of f32");
    Arithmetic on(rewriter, op.getLoc(), op.getType(), avx512);
    rewriter.replaceOp(op, emit(on, op.getOperand()));
    return success();
  }

  bool avx512;
};

class ApproximateMath : public aicc::lower::impl::ApproximateMathBase<ApproximateMath> {
public:
  using Base::Base;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<Approximate<math::ExpOp, emitExp>, Approximate<math::Exp2Op, emitExp2>,
                 Approximate<math::TanhOp, emitTanh>, Approximate<math::ErfOp, emitErf>>(&getContext(), avx512);
    populateMathPolynomialApproximationPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
