// Groups of quantised weights: a reshape of what an element-wise generic expands becomes part of its accesses.
//
// Exporters expand weights of shape [n, group, element] and reshape the result to [n, k]. Iterating over [n, k] in the
// first place reads what has one element a group at `k floordiv size`, and dense operands through a reshape of their
// own, which moves nothing.
#include "passes/Graph/Recognise.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace aicc;
using linalg::GenericOp;

static int64_t bitsOf(Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  return type.getNumElements() * type.getElementTypeBitWidth();
}

bool graph::isExpansion(GenericOp op) {
  if (!op.hasPureTensorSemantics() || op.getNumResults() != 1 || op.getNumParallelLoops() != op.getNumLoops())
    return false;
  // What depends on its position is no operand that is only written wider.
  if (op.hasIndexSemantics())
    return false;
  int64_t read = 0;
  for (Value input : op.getDpsInputs()) {
    auto type = dyn_cast<RankedTensorType>(input.getType());
    if (!type || !type.hasStaticShape() || !type.getElementType().isIntOrFloat())
      return false;
    read += bitsOf(input);
  }
  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  return read > 0 && result.hasStaticShape() && read < bitsOf(op->getResult(0));
}

namespace {
/// The loops of a generic, seen as parts of the loops over its collapsed result.
class CollapsedLoops {
public:
  CollapsedLoops(MLIRContext *context, ArrayRef<int64_t> shape, ArrayRef<ReassociationIndices> groups)
      : groups(groups), shape(shape), loops(shape.size()) {
    for (auto [number, group] : llvm::enumerate(groups)) {
      AffineExpr whole = getAffineDimExpr(number, context);
      int64_t inner = 1;
      for (int64_t dim : llvm::reverse(group)) {
        AffineExpr part = whole.floorDiv(inner);
        loops[dim] = dim == group.front() ? part : part % shape[dim];
        inner *= shape[dim];
      }
    }
  }

  /// The group that starts at result `position` of `map` and is read there as a whole, if any.
  std::optional<unsigned> groupAt(AffineMap map, unsigned position) const {
    for (auto [number, group] : llvm::enumerate(groups)) {
      bool isWhole = position + group.size() <= map.getNumResults();
      for (auto [offset, dim] : llvm::enumerate(group))
        isWhole = isWhole && map.getResult(position + offset) == getAffineDimExpr(dim, map.getContext());
      if (isWhole)
        return number;
    }
    return std::nullopt;
  }

  /// Reads `input` by the collapsed loops: groups that it holds whole are collapsed in it.
  std::pair<Value, AffineMap> read(RewriterBase &rewriter, Location loc, Value input, AffineMap map) const {
    SmallVector<AffineExpr> exprs;
    SmallVector<ReassociationIndices> parts;
    for (unsigned position = 0; position < map.getNumResults();) {
      std::optional<unsigned> group = groupAt(map, position);
      unsigned length = group ? groups[*group].size() : 1;
      exprs.push_back(group ? getAffineDimExpr(*group, map.getContext())
                            : map.getResult(position).replaceDims(loops));
      ReassociationIndices &part = parts.emplace_back();
      for (unsigned end = position + length; position < end; ++position)
        part.push_back(position);
    }
    if (parts.size() < map.getNumResults())
      input = tensor::CollapseShapeOp::create(rewriter, loc, input, parts);
    return {input, AffineMap::get(groups.size(), 0, exprs, map.getContext())};
  }

private:
  ArrayRef<ReassociationIndices> groups;
  ArrayRef<int64_t> shape;
  SmallVector<AffineExpr> loops;
};
} // namespace

LogicalResult graph::foldGroups(RewriterBase &rewriter, tensor::CollapseShapeOp collapse) {
  auto op = collapse.getSrc().getDefiningOp<GenericOp>();
  if (!op || !op->hasOneUse() || !isExpansion(op) || !collapse.getResultType().hasStaticShape())
    return rewriter.notifyMatchFailure(collapse, "what it reshapes is no expansion, or is read elsewhere");
  if (!op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity() ||
      !op.getMatchingBlockArgument(op.getDpsInitOperand(0)).use_empty())
    return rewriter.notifyMatchFailure(collapse, "the expansion does not write its result in order");
  SmallVector<ReassociationIndices> groups = collapse.getReassociationIndices();
  CollapsedLoops loops(rewriter.getContext(), collapse.getSrcType().getShape(), groups);
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  Location loc = op.getLoc();
  for (OpOperand *input : op.getDpsInputOperands()) {
    auto [value, map] = loops.read(rewriter, loc, input->get(), op.getMatchingIndexingMap(input));
    inputs.push_back(value);
    maps.push_back(map);
  }
  maps.push_back(rewriter.getMultiDimIdentityMap(groups.size()));
  RankedTensorType type = collapse.getResultType();
  Value empty = tensor::EmptyOp::create(rewriter, loc, type.getShape(), type.getElementType());
  SmallVector<utils::IteratorType> iterators(groups.size(), utils::IteratorType::parallel);
  auto folded = GenericOp::create(rewriter, loc, type, inputs, empty, maps, iterators);
  rewriter.inlineRegionBefore(op.getRegion(), folded.getRegion(), folded.getRegion().begin());
  rewriter.replaceOp(collapse, folded);
  rewriter.eraseOp(op);
  return success();
}

/// True where `first` and `second` are `e floordiv size` and `e mod size`: together they walk as `e` does.
static bool splitsOneIndex(AffineExpr first, AffineExpr second, int64_t size) {
  auto quotient = dyn_cast<AffineBinaryOpExpr>(first), rest = dyn_cast<AffineBinaryOpExpr>(second);
  return quotient && rest && first.getKind() == AffineExprKind::FloorDiv && second.getKind() == AffineExprKind::Mod &&
         quotient.getLHS() == rest.getLHS() && quotient.getRHS() == rest.getRHS() &&
         rest.getRHS() == getAffineConstantExpr(size, first.getContext());
}

LogicalResult graph::joinSplitIndex(RewriterBase &rewriter, OpOperand &input) {
  auto op = cast<GenericOp>(input.getOwner());
  auto type = dyn_cast<RankedTensorType>(input.get().getType());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap &map = maps[input.getOperandNumber()];
  for (unsigned dim = 0; type && dim + 1 < map.getNumResults(); ++dim) {
    if (!splitsOneIndex(map.getResult(dim), map.getResult(dim + 1), type.getDimSize(dim + 1)))
      continue;
    SmallVector<AffineExpr> joined(map.getResults());
    joined[dim] = cast<AffineBinaryOpExpr>(joined[dim]).getLHS();
    joined.erase(joined.begin() + dim + 1);
    SmallVector<ReassociationIndices> parts;
    for (int64_t each = 0; each < type.getRank(); ++each)
      each == dim + 1 ? parts.back().push_back(each) : parts.push_back({each});
    rewriter.setInsertionPoint(op);
    Value value = tensor::CollapseShapeOp::create(rewriter, op.getLoc(), input.get(), parts);
    map = AffineMap::get(map.getNumDims(), 0, joined, rewriter.getContext());
    rewriter.modifyOpInPlace(op, [&] {
      input.set(value);
      op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    });
    return success();
  }
  return rewriter.notifyMatchFailure(op, "no operand is walked over by two indices for one");
}

/// Runs of neighbouring reduced loops that both operands hold in order: one loop would do.
static SmallVector<ReassociationIndices> reducedRuns(linalg::LinalgOp op) {
  SmallVector<ReassociationIndices> runs;
  auto generic = dyn_cast<GenericOp>(op.getOperation());
  if (!generic || !graph::isContraction(generic))
    return runs;
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  for (int64_t loop = 0, end = iterators.size(); loop < end;) {
    ReassociationIndices run = {loop};
    while (++loop < end && linalg::isReductionIterator(iterators[run.front()]) &&
           linalg::isReductionIterator(iterators[loop])) {
      ReassociationIndices longer = run;
      longer.push_back(loop);
      if (!linalg::areDimSequencesPreserved(maps, {longer}))
        break;
      run = longer;
    }
    if (run.size() > 1)
      runs.push_back(run);
  }
  return runs;
}

namespace {
struct FoldGroups : OpRewritePattern<tensor::CollapseShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CollapseShapeOp op, PatternRewriter &rewriter) const override {
    return graph::foldGroups(rewriter, op);
  }
};
} // namespace

void graph::populateFoldGroupsPatterns(RewritePatternSet &patterns) {
  patterns.add<FoldGroups>(patterns.getContext());
  linalg::populateCollapseDimensions(patterns, reducedRuns);
}
