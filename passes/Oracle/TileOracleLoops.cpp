// tile-oracle-loops: contractions and transpositions in pieces that caches hold.
#include "passes/Oracle/Passes.h"

#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/IR/PatternMatch.h"

namespace aicc::oracle {
#define GEN_PASS_DEF_TILEORACLELOOPS
#include "passes/Oracle/Passes.h.inc"
} // namespace aicc::oracle

using namespace mlir;
using namespace aicc;
using namespace aicc::oracle;
using linalg::LinalgOp;

/// Elements of the innermost dimension of a contraction that are in flight: their sums stay in the first cache.
constexpr int64_t kRow = 64;
/// The side of a square that is transposed at once: 32 lines of either tensor.
constexpr int64_t kSquare = 32;

/// The tile sizes of `op`, 0 where a dimension is not cut; empty where nothing is.
static SmallVector<int64_t> tileSizes(LinalgOp op) {
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  SmallVector<int64_t> sizes(op.getNumLoops(), 0);
  if (op.getNumLoops() == 0 || llvm::any_of(extents, ShapedType::isDynamic))
    return {};
  unsigned last = op.getNumLoops() - 1;
  bool isInnerParallel = op.getIteratorTypesArray()[last] == utils::IteratorType::parallel;
  if (op.getNumReductionLoops() > 0 && isInnerParallel && extents[last] > kRow)
    sizes[last] = kRow;
  if (op.getNumReductionLoops() == 0)
    for (OpOperand *input : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(input);
      if (!map.isFunctionOfDim(last))
        continue;
      if (auto dim = dyn_cast<AffineDimExpr>(map.getResults().back()); dim && dim.getPosition() != last)
        sizes[dim.getPosition()] = sizes[last] = kSquare;
    }
  return llvm::any_of(sizes, [](int64_t size) { return size != 0; }) ? sizes : SmallVector<int64_t>();
}

namespace {
class TileOracleLoops : public oracle::impl::TileOracleLoopsBase<TileOracleLoops> {
public:
  using Base::Base;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<LinalgOp> ops;
    getOperation().walk([&](LinalgOp op) {
      if (op.hasPureBufferSemantics())
        ops.push_back(op);
    });
    for (LinalgOp op : ops)
      tile(rewriter, op);
  }

private:
  void tile(RewriterBase &rewriter, LinalgOp op) {
    SmallVector<int64_t> sizes = tileSizes(op);
    if (sizes.empty())
      return;
    rewriter.setInsertionPoint(op);
    FailureOr<linalg::TiledLinalgOp> tiled =
        linalg::tileLinalgOp(rewriter, op, linalg::LinalgTilingOptions().setTileSizes(sizes));
    if (succeeded(tiled))
      rewriter.eraseOp(op);
  }
};
} // namespace
