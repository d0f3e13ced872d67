// arrange-oracle-loops: plain loops whose innermost one is parallel and contiguous.
#include "passes/Oracle/Passes.h"

#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/IR/PatternMatch.h"

namespace aicc::oracle {
#define GEN_PASS_DEF_ARRANGEORACLELOOPS
#include "passes/Oracle/Passes.h.inc"
} // namespace aicc::oracle

using namespace mlir;
using namespace aicc;
using namespace aicc::oracle;
using linalg::GenericOp;

/// True where neighbours along dimension `dim` are the same element or neighbours in memory.
static bool isContiguous(AffineMap map, unsigned dim) {
  if (!map.isFunctionOfDim(dim))
    return true;
  for (AffineExpr expr : map.getResults().drop_back())
    if (expr.isFunctionOfDim(dim))
      return false;
  AffineExpr last = map.getResults().back();
  AffineExpr next = last.replace(getAffineDimExpr(dim, map.getContext()), getAffineDimExpr(dim, map.getContext()) + 1);
  return simplifyAffineExpr(next - last, map.getNumDims(), 0) == getAffineConstantExpr(1, map.getContext());
}

/// The innermost dimension of the result, or nothing where the result is no plain one.
static std::optional<unsigned> innermostDim(GenericOp op) {
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (map.getNumResults() == 0)
    return std::nullopt;
  auto dim = dyn_cast<AffineDimExpr>(map.getResults().back());
  return dim ? std::optional(dim.getPosition()) : std::nullopt;
}

namespace {
class LoopArranger {
public:
  LoopArranger(RewriterBase &rewriter, GenericOp op) : rewriter(rewriter), op(op) {}

  /// Returns the number of operands that were transposed.
  unsigned arrange() {
    unsigned count = 0;
    std::optional<unsigned> inner = innermostDim(op);
    if (inner && op.getNumReductionLoops() > 0 && op.getNumDpsInputs() > 1)
      for (OpOperand *input : op.getDpsInputOperands())
        count += transpose(*input, *inner);
    order(inner);
    return count;
  }

private:
  /// Makes `inner` the last dimension of `input`, where it is another one.
  bool transpose(OpOperand &input, unsigned inner) {
    AffineMap map = op.getMatchingIndexingMap(&input);
    if (!map.isProjectedPermutation() || isContiguous(map, inner))
      return false;
    auto type = cast<RankedTensorType>(input.get().getType());
    SmallVector<int64_t> permutation;
    SmallVector<AffineExpr> results;
    SmallVector<OpFoldResult> sizes;
    int64_t place = *map.getResultPosition(rewriter.getAffineDimExpr(inner));
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      if (dim != place)
        permutation.push_back(dim);
    permutation.push_back(place);
    for (int64_t dim : permutation) {
      results.push_back(map.getResult(dim));
      sizes.push_back(rewriter.getIndexAttr(type.getDimSize(dim)));
    }
    Value empty = tensor::EmptyOp::create(rewriter, op.getLoc(), sizes, type.getElementType());
    auto transposed = linalg::TransposeOp::create(rewriter, op.getLoc(), input.get(), empty, permutation);
    input.set(transposed->getResult(0));
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps[input.getOperandNumber()] = AffineMap::get(map.getNumDims(), 0, results, rewriter.getContext());
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    return true;
  }

  /// Parallel dimensions as the result has them, reduced ones, and `inner` last where that is contiguous.
  void order(std::optional<unsigned> inner) {
    bool isVector = inner && llvm::all_of(op.getIndexingMapsArray(),
                                          [&](AffineMap map) { return isContiguous(map, *inner); });
    llvm::SetVector<unsigned> dims;
    auto add = [&](unsigned dim) {
      if (!isVector || dim != *inner)
        dims.insert(dim);
    };
    for (AffineExpr expr : op.getMatchingIndexingMap(op.getDpsInitOperand(0)).getResults())
      if (auto dim = dyn_cast<AffineDimExpr>(expr))
        add(dim.getPosition());
    for (unsigned dim = 0; dim < op.getNumLoops(); ++dim)
      if (op.getIteratorTypesArray()[dim] == utils::IteratorType::parallel)
        add(dim);
    for (unsigned dim = 0; dim < op.getNumLoops(); ++dim)
      add(dim);
    if (isVector)
      dims.insert(*inner);
    if (!llvm::is_sorted(dims))
      (void)linalg::interchangeGenericOp(rewriter, op, dims.getArrayRef());
  }

  RewriterBase &rewriter;
  GenericOp op;
};

class ArrangeOracleLoops : public oracle::impl::ArrangeOracleLoopsBase<ArrangeOracleLoops> {
public:
  using Base::Base;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<GenericOp> ops;
    getOperation().walk([&](GenericOp op) {
      bool isStatic = llvm::none_of(op.getStaticLoopRanges(), ShapedType::isDynamic);
      if (op.hasPureTensorSemantics() && isStatic)
        ops.push_back(op);
    });
    for (GenericOp op : ops) {
      rewriter.setInsertionPoint(op);
      numTransposed += LoopArranger(rewriter, op).arrange();
    }
  }
};
} // namespace
