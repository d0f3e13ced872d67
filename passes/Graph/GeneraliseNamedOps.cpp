// generalise-named-ops: writes structured operations on tensors as linalg.generic.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace aicc::graph {
#define GEN_PASS_DEF_GENERALISENAMEDOPS
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;

namespace {
struct Generalise : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op, PatternRewriter &rewriter) const override {
    if (isa<linalg::GenericOp, linalg::FillOp>(op.getOperation()))
      return rewriter.notifyMatchFailure(op, "needs no other form");
    if (!op.hasPureTensorSemantics())
      return rewriter.notifyMatchFailure(op, "works on buffers");
    return linalg::generalizeNamedOp(rewriter, op);
  }
};

/// A softmax has four steps; were they on narrow tensors, each would round.
struct WidenSoftmax : OpRewritePattern<linalg::SoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::SoftmaxOp op, PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getInput().getType());
    if (!type || !isSmallFloat(type.getElementType()))
      return rewriter.notifyMatchFailure(op, "its type is wide enough");
    Location loc = op.getLoc();
    Value wide = castElements(rewriter, loc, op.getInput(), rewriter.getF32Type());
    Value empty = tensor::EmptyOp::create(rewriter, loc, tensor::getMixedSizes(rewriter, loc, wide),
                                          rewriter.getF32Type());
    auto softmax =
        linalg::SoftmaxOp::create(rewriter, loc, wide.getType(), wide, empty, op.getDimension());
    rewriter.replaceOp(op,
                       castElements(rewriter, loc, softmax.getResult()[0], type.getElementType()));
    return success();
  }
};

struct DecomposeSoftmax : OpRewritePattern<linalg::SoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::SoftmaxOp op, PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return rewriter.notifyMatchFailure(op, "works on buffers");
    FailureOr<SmallVector<Value>> steps = op.decomposeOperation(rewriter);
    if (failed(steps))
      return rewriter.notifyMatchFailure(op, "upstream does not decompose it");
    rewriter.replaceOp(op, *steps);
    return success();
  }
};

struct LowerPack : OpRewritePattern<linalg::PackOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::PackOp op, PatternRewriter &rewriter) const override {
    return linalg::lowerPack(rewriter, op);
  }
};

struct LowerUnpack : OpRewritePattern<linalg::UnPackOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::UnPackOp op, PatternRewriter &rewriter) const override {
    return linalg::lowerUnPack(rewriter, op);
  }
};

class GeneraliseNamedOps : public graph::impl::GeneraliseNamedOpsBase<GeneraliseNamedOps> {
public:
  using Base::Base;

  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    linalg::populateElementwiseToLinalgConversionPatterns(patterns);
    linalg::populateDecomposePadPatterns(patterns);
    patterns.add<WidenSoftmax>(context, /*benefit=*/2);
    patterns.add<Generalise, DecomposeSoftmax, LowerPack, LowerUnpack>(context);
    int64_t before = countGenerics();
    // Bodies stay as they were written: folding would move their constants out.
    auto config = GreedyRewriteConfig().enableFolding(false).enableConstantCSE(false);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      return signalPassFailure();
    numGeneralised += countGenerics() - before;
  }

private:
  int64_t countGenerics() {
    int64_t count = 0;
    getOperation().walk([&](linalg::GenericOp) { ++count; });
    return count;
  }
};
} // namespace
