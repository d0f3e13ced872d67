// expand-brain-floats: conversions of bf16 by integer arithmetic.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace aicc::lower {
#define GEN_PASS_DEF_EXPANDBRAINFLOATS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;

namespace {
class ExpandBrainFloats : public aicc::lower::impl::ExpandBrainFloatsBase<ExpandBrainFloats> {
public:
  using Base::Base;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    arith::populateExpandBFloat16Patterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
