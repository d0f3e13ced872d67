// fold-data-movement: what only moves or repeats elements becomes part of the accesses of what
// computes.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Recognise.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace aicc::graph {
#define GEN_PASS_DEF_FOLDDATAMOVEMENT
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;

/// True for transpositions, broadcasts and copies: each element of the result is one element of the
/// only input.
static bool isDataMovement(GenericOp op) {
  if (!op || !op.hasPureTensorSemantics() || op.getNumDpsInputs() != 1 || op.getNumResults() != 1 ||
      op.getNumParallelLoops() != op.getNumLoops())
    return false;
  Operation *yield = op.getBody()->getTerminator();
  return yield->getOperand(0) == op.getBody()->getArgument(0) &&
         isa<RankedTensorType>(op.getDpsInputs()[0].getType()) &&
         op.getIndexingMapsArray()[0].isProjectedPermutation() &&
         op.getIndexingMapsArray()[1].isPermutation();
}

/// True where the extents of all loops follow from the shapes that `maps` read and write.
static bool boundsLoops(ArrayRef<AffineMap> maps, MLIRContext *context) {
  return inversePermutation(concatAffineMaps(maps, context)) != AffineMap();
}

LogicalResult graph::foldDataMovement(RewriterBase &rewriter, OpOperand &input) {
  auto reader = cast<GenericOp>(input.getOwner());
  auto movement = input.get().getDefiningOp<GenericOp>();
  if (!isDataMovement(movement))
    return rewriter.notifyMatchFailure(reader, "the operand is not only moved");
  AffineMap source = movement.getIndexingMapsArray()[0];
  AffineMap toLoops = inversePermutation(movement.getIndexingMapsArray()[1]);
  SmallVector<AffineMap> maps = reader.getIndexingMapsArray();
  AffineMap &map = maps[input.getOperandNumber()];
  map = source.compose(toLoops).compose(map);
  if (!boundsLoops(maps, rewriter.getContext()))
    return rewriter.notifyMatchFailure(reader, "only the operand tells a loop's extent");
  rewriter.modifyOpInPlace(reader, [&] {
    input.set(movement.getDpsInputs()[0]);
    reader.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
  });
  return success();
}

/// The value that all elements of `value` have, or null. Creates a constant where it is a splat.
static Value scalarOf(RewriterBase &rewriter, Location loc, Value value) {
  if (!isa<ShapedType>(value.getType()))
    return value;
  if (auto fill = value.getDefiningOp<linalg::FillOp>())
    return fill.value();
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)) || !elements.isSplat())
    return {};
  return arith::ConstantOp::create(rewriter, loc,
                                   cast<TypedAttr>(elements.getSplatValue<Attribute>()));
}

LogicalResult graph::foldScalarInput(RewriterBase &rewriter, OpOperand &input) {
  auto reader = cast<GenericOp>(input.getOwner());
  BlockArgument argument = reader.getMatchingBlockArgument(&input);
  if (argument.use_empty() || isContraction(reader))
    return rewriter.notifyMatchFailure(reader,
                                       "the operand is not read, or multiplied in a contraction");
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(reader);
  Value scalar = scalarOf(rewriter, reader.getLoc(), input.get());
  if (!scalar || scalar.getType() != argument.getType())
    return rewriter.notifyMatchFailure(reader, "the operand has different elements");
  rewriter.modifyOpInPlace(reader, [&] { rewriter.replaceAllUsesWith(argument, scalar); });
  return success();
}

namespace {
/// Applies a rewrite of one operand to the first input on which it succeeds.
template <LogicalResult (*rewrite)(RewriterBase &, OpOperand &)>
struct OnAnyInput : OpRewritePattern<GenericOp> {
  OnAnyInput(MLIRContext *context, Pass::Statistic &count)
      : OpRewritePattern(context), count(count) {}

  LogicalResult matchAndRewrite(GenericOp op, PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return rewriter.notifyMatchFailure(op, "works on buffers");
    for (OpOperand *input : op.getDpsInputOperands())
      if (succeeded(rewrite(rewriter, *input))) {
        ++count;
        return success();
      }
    return rewriter.notifyMatchFailure(op, "no input to fold");
  }

  Pass::Statistic &count;
};

/// A result that is written wholly, from inputs alone, does not depend on the tensor it is written
/// to.
struct DropUnreadInits : OpRewritePattern<GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GenericOp op, PatternRewriter &rewriter) const override {
    bool changed = false;
    for (OpOperand &init : op.getDpsInitsMutable()) {
      if (!isUnread(op, init))
        continue;
      SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(rewriter, op.getLoc(), init.get());
      Value empty = tensor::EmptyOp::create(rewriter, op.getLoc(), sizes,
                                            getElementTypeOrSelf(init.get().getType()));
      rewriter.modifyOpInPlace(op, [&] { init.set(empty); });
      changed = true;
    }
    return success(changed);
  }

private:
  static bool isUnread(GenericOp op, OpOperand &init) {
    return op.hasPureTensorSemantics() && !init.get().getDefiningOp<tensor::EmptyOp>() &&
           op.getMatchingBlockArgument(&init).use_empty() &&
           op.getMatchingIndexingMap(&init).isPermutation();
  }
};

/// A constant of f64 that is rounded to the type of the body is one of that type: exporters write scalars as f64, and upstream
/// folds only what is exact.
struct RoundConstant : OpRewritePattern<arith::TruncFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::TruncFOp op, PatternRewriter &rewriter) const override {
    APFloat value(0.0f);
    auto type = dyn_cast<FloatType>(op.getType());
    bool isNearest = !op.getRoundingmode() || *op.getRoundingmode() == arith::RoundingMode::to_nearest_even;
    if (!type || !isNearest || !matchPattern(op.getIn(), m_ConstantFloat(&value)))
      return rewriter.notifyMatchFailure(op, "rounds no constant to the nearest number");
    bool losesInfo;
    value.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, FloatAttr::get(type, value));
    return success();
  }
};

class FoldDataMovement : public graph::impl::FoldDataMovementBase<FoldDataMovement> {
public:
  using Base::Base;

  void runOnOperation() override {
    FrozenRewritePatternSet patterns = collectPatterns();
    IRRewriter rewriter(&getContext());
    for (bool changed = true; changed;) {
      if (failed(applyPatternsGreedily(getOperation(), patterns)))
        return signalPassFailure();
      DominanceInfo dominance;
      eliminateCommonSubExpressions(rewriter, dominance, getOperation(), &changed);
    }
  }

private:
  FrozenRewritePatternSet collectPatterns() {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<OnAnyInput<foldDataMovement>>(context, numMovements);
    patterns.add<OnAnyInput<foldScalarInput>>(context, numScalars);
    patterns.add<OnAnyInput<joinSplitIndex>>(context, numMovements);
    patterns.add<DropUnreadInits, RoundConstant>(context);
    addReshapePatterns(patterns);
    populateFoldGroupsPatterns(patterns);
    linalg::populateMoveInitOperandsToInputPattern(patterns);
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    for (StringRef name : {"linalg.generic", "linalg.fill", "tensor.empty", "tensor.cast",
                           "tensor.expand_shape", "tensor.collapse_shape"})
      RegisteredOperationName::lookup(name, context)
          ->getCanonicalizationPatterns(patterns, context);
    return std::move(patterns);
  }

  /// Unit dimensions go; element-wise work moves before expansions, onto the shape that its
  /// producer has.
  static void addReshapePatterns(RewritePatternSet &patterns) {
    linalg::ControlDropUnitDims options;
    auto allLoops = options.controlFn;
    options.controlFn = [allLoops](Operation *op) {
      return hasOnlyUnitLoops(op) ? SmallVector<unsigned>() : allLoops(op);
    };
    linalg::populateFoldUnitExtentDimsPatterns(patterns, options);
    linalg::populateFoldUnitExtentDimsCanonicalizationPatterns(patterns, options);
    linalg::populateFoldReshapeOpsByCollapsingPatterns(patterns, isElementwiseReader);
    tensor::populateFoldTensorEmptyPatterns(patterns);
  }

  /// Work on one element keeps its loops: kernels iterate over something.
  static bool hasOnlyUnitLoops(Operation *op) {
    auto generic = dyn_cast<GenericOp>(op);
    return generic &&
           llvm::all_of(generic.getStaticLoopRanges(), [](int64_t extent) { return extent == 1; });
  }

  static bool isElementwiseReader(OpOperand *operand) {
    auto reader = dyn_cast<GenericOp>(operand->getOwner());
    auto expand = operand->get().getDefiningOp<tensor::ExpandShapeOp>();
    return reader && reader.getNumParallelLoops() == reader.getNumLoops() && expand &&
           (reduces(expand.getSrc()) || !consumesReduction(reader));
  }

  static bool reduces(Value value) {
    while (isa_and_nonnull<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(value.getDefiningOp()))
      value = value.getDefiningOp()->getOperand(0);
    auto producer = value.getDefiningOp<GenericOp>();
    return producer && producer.getNumReductionLoops() > 0;
  }

  /// True where `reader` would be cut off from a reduction that it consumes point by point, if its loops were collapsed.
  static bool consumesReduction(GenericOp reader) {
    return llvm::any_of(reader.getDpsInputOperands(), [&](OpOperand *input) {
      return reduces(input->get()) && reader.getMatchingIndexingMap(input).isPermutation();
    });
  }
};
} // namespace
