// expand-brain-floats: conversions of bf16 by integer arithmetic.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace aicc::lower {
#define GEN_PASS_DEF_EXPANDBRAINFLOATS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;

/// Rounds the bits of an f32 to the nearest number of 16 bits, ties to even; not-a-number stays one, made quiet.
/// Upstream's pattern ends with a choice among the results, which LLVM moves behind the cast to bf16: then it chooses
/// one by one, or by a function of the compiler's library.
static LogicalResult truncate(arith::TruncFOp op, PatternRewriter &rewriter) {
  if (!getElementTypeOrSelf(op.getIn().getType()).isF32() || !getElementTypeOrSelf(op.getType()).isBF16())
    return failure();
  ImplicitLocOpBuilder builder(op.getLoc(), rewriter);
  auto vector = dyn_cast<VectorType>(op.getType());
  auto like = [&](Type element) { return vector ? Type(vector.clone(element)) : element; };
  Type words = like(builder.getI32Type());
  auto number = [&](int64_t value) { return createScalarOrSplatConstant(builder, op.getLoc(), words, value); };
  Value isNumber = arith::CmpFOp::create(builder, arith::CmpFPredicate::ORD, op.getIn(), op.getIn());
  Value bits = arith::BitcastOp::create(builder, words, op.getIn());
  Value upper = arith::ShRUIOp::create(builder, bits, number(16));
  Value isOdd = arith::AndIOp::create(builder, upper, number(1));
  Value half = arith::AddIOp::create(builder, isOdd, number(0x7FFF));
  Value moved = arith::AddIOp::create(builder, bits, arith::SelectOp::create(builder, isNumber, half, number(0)));
  Value quiet = arith::SelectOp::create(builder, isNumber, number(0), number(0x400000));
  Value rounded = arith::ShRUIOp::create(builder, arith::OrIOp::create(builder, moved, quiet), number(16));
  Value narrow = arith::TruncIOp::create(builder, like(builder.getI16Type()), rounded);
  rewriter.replaceOpWithNewOp<arith::BitcastOp>(op, op.getType(), narrow);
  return success();
}

namespace {
class ExpandBrainFloats : public aicc::lower::impl::ExpandBrainFloatsBase<ExpandBrainFloats> {
public:
  using Base::Base;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    arith::populateExpandBFloat16Patterns(patterns);
    patterns.add(truncate, /*benefit=*/2);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
