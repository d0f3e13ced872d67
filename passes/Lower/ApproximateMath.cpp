// approximate-math: polynomials for transcendental functions on vectors.
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
class ApproximateMath : public aicc::lower::impl::ApproximateMathBase<ApproximateMath> {
public:
  using Base::Base;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateMathPolynomialApproximationPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
