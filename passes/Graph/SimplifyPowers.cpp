// simplify-powers: small constant powers become products, which kernels hold and vectors compute.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"

namespace aicc::graph {
#define GEN_PASS_DEF_SIMPLIFYPOWERS
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;

/// Each product rounds once; a power of the C library rounds once in all.
constexpr int64_t kLargestPower = 4;

/// The number that all elements of `exponent` are, where it is whole and in [2, kLargestPower]; else 0.
static int64_t smallPower(Value exponent) {
  int64_t power = 0;
  APFloat real(0.0f);
  APInt whole;
  if (matchPattern(exponent, m_ConstantFloat(&real))) {
    bool isExact;
    APSInt integer(32, /*isUnsigned=*/false);
    if (real.convertToInteger(integer, APFloat::rmTowardZero, &isExact) == APFloat::opOK && isExact)
      power = integer.getExtValue();
  } else if (matchPattern(exponent, m_ConstantInt(&whole))) {
    power = whole.getSExtValue();
  }
  return power >= 2 && power <= kLargestPower ? power : 0;
}

LogicalResult graph::simplifyPower(RewriterBase &rewriter, Operation *op) {
  int64_t power = smallPower(op->getOperand(1));
  if (!power)
    return rewriter.notifyMatchFailure(op, "its exponent is no small whole constant");
  rewriter.setInsertionPoint(op);
  Value base = op->getOperand(0);
  Value square = arith::MulFOp::create(rewriter, op->getLoc(), base, base);
  Value result = power == 2 ? square : arith::MulFOp::create(rewriter, op->getLoc(), square, power == 3 ? base : square);
  rewriter.replaceOp(op, result);
  return success();
}

namespace {
class SimplifyPowers : public graph::impl::SimplifyPowersBase<SimplifyPowers> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<Operation *> powers;
    getOperation().walk([&](Operation *op) {
      if (isa<math::PowFOp, math::FPowIOp>(op))
        powers.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    for (Operation *op : powers)
      numPowers += succeeded(graph::simplifyPower(rewriter, op));
  }
};
} // namespace
