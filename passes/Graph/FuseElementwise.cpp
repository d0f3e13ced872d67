// fuse-elementwise: element-wise generics become part of the only reader of their result.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Recognise.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace aicc::graph {
#define GEN_PASS_DEF_FUSEELEMENTWISE
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;

static bool isElementwise(GenericOp op) {
  return op.hasPureTensorSemantics() && op.getNumResults() == 1 &&
         op.getNumParallelLoops() == op.getNumLoops();
}

/// True where every input is smaller than the result: a reduction does better to read the small
/// tensors.
static bool onlySpreads(GenericOp op) {
  return llvm::none_of(op.getDpsInputOperands(), [&](OpOperand *input) {
    return op.getMatchingIndexingMap(input).isPermutation();
  });
}

bool graph::isWorthFusing(OpOperand &input) {
  auto reader = dyn_cast<GenericOp>(input.getOwner());
  auto producer = input.get().getDefiningOp<GenericOp>();
  if (!reader || !producer || !reader.isDpsInput(&input) || !isElementwise(producer) ||
      !input.get().hasOneUse())
    return false;
  // A permutation of the reader's points: each element is computed for one point, as it was before.
  if (!reader.getMatchingIndexingMap(&input).isPermutation())
    return false;
  bool reduces = reader.getNumReductionLoops() > 0;
  return !reduces || (!onlySpreads(producer) && !isContraction(reader));
}

namespace {
struct Fuse : OpRewritePattern<GenericOp> {
  Fuse(MLIRContext *context, Pass::Statistic &count) : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(GenericOp op, PatternRewriter &rewriter) const override {
    for (OpOperand *input : op.getDpsInputOperands()) {
      if (!isWorthFusing(*input) || !linalg::areElementwiseOpsFusable(input))
        continue;
      FailureOr<linalg::ElementwiseOpFusionResult> fused =
          linalg::fuseElementwiseOps(rewriter, input);
      if (failed(fused))
        continue;
      replace(rewriter, op, *fused);
      ++count;
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no producer to fuse");
  }

private:
  /// The producer had no other reader, so that only `op`'s results are replaced.
  static void replace(PatternRewriter &rewriter, GenericOp op,
                      const linalg::ElementwiseOpFusionResult &fused) {
    SmallVector<Value> results = llvm::map_to_vector(
        op.getResults(), [&](Value result) { return fused.replacements.lookup(result); });
    rewriter.replaceOp(op, results);
  }

  Pass::Statistic &count;
};

/// An expansion of what an element-wise generic computes for one element-wise reader: the producer computes the expanded
/// shape, and is fused. Reads of its inputs are expanded, which moves nothing.
static bool isExpandedForReader(OpOperand *operand) {
  auto expand = dyn_cast<tensor::ExpandShapeOp>(operand->getOwner());
  auto producer = operand->get().getDefiningOp<GenericOp>();
  if (!expand || !producer || !isElementwise(producer) || !operand->get().hasOneUse() || !expand->hasOneUse())
    return false;
  auto reader = dyn_cast<GenericOp>(*expand->user_begin());
  return reader && isElementwise(reader);
}

class FuseElementwise : public graph::impl::FuseElementwiseBase<FuseElementwise> {
public:
  using Base::Base;

  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<Fuse>(context, numFused);
    // Makes one operand of a tensor that is read twice, after which its producer has one use.
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    linalg::populateFoldReshapeOpsByExpansionPatterns(patterns, isExpandedForReader);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    // Bodies that met may have extended the same value.
    IRRewriter rewriter(context);
    DominanceInfo dominance;
    eliminateCommonSubExpressions(rewriter, dominance, getOperation());
  }
};
} // namespace
