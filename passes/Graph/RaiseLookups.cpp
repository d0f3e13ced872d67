// raise-lookups: reads of a constant table of sixteen become kernel.lookup.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

namespace aicc::graph {
#define GEN_PASS_DEF_RAISELOOKUPS
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;

/// The constant table of sixteen numbers that `extract` reads, or null.
static DenseElementsAttr tableOf(tensor::ExtractOp extract) {
  DenseElementsAttr table;
  if (!matchPattern(extract.getTensor(), m_Constant(&table)) || table.getType().getRank() != 1)
    return {};
  bool isNumber = table.getElementType().isIntOrFloat();
  return isNumber && table.getNumElements() == 16 ? table : DenseElementsAttr();
}

/// The integer that `index` is cast from, without what only widens it; null where it is none.
static Value codeOf(Value index) {
  Operation *cast = index.getDefiningOp();
  if (!isa_and_nonnull<arith::IndexCastOp, arith::IndexCastUIOp>(cast))
    return {};
  Value code = cast->getOperand(0);
  while (code.getDefiningOp<arith::ExtUIOp>() || code.getDefiningOp<arith::ExtSIOp>()) {
    Value narrow = code.getDefiningOp()->getOperand(0);
    if (narrow.getType().getIntOrFloatBitWidth() < 4)
      break;
    code = narrow;
  }
  return code;
}

/// `code` in four bits, which hold every index that is inside the table; reading outside is undefined.
static Value toFourBits(OpBuilder &builder, Location loc, Value code) {
  Type i4 = builder.getIntegerType(4);
  unsigned width = code.getType().getIntOrFloatBitWidth();
  if (width == 4)
    return code;
  if (width > 4)
    return arith::TruncIOp::create(builder, loc, i4, code);
  return arith::ExtUIOp::create(builder, loc, i4, code);
}

LogicalResult graph::raiseLookup(RewriterBase &rewriter, tensor::ExtractOp extract) {
  if (!extract->getParentOfType<linalg::GenericOp>())
    return rewriter.notifyMatchFailure(extract, "stands in no body");
  DenseElementsAttr table = tableOf(extract);
  if (!table)
    return rewriter.notifyMatchFailure(extract, "reads no constant table of 16 numbers");
  Value code = codeOf(extract.getIndices()[0]);
  if (!code)
    return rewriter.notifyMatchFailure(extract, "its index is no integer of the body");
  rewriter.setInsertionPoint(extract);
  Value bits = toFourBits(rewriter, extract.getLoc(), code);
  rewriter.replaceOpWithNewOp<kernel::LookupOp>(extract, extract.getType(), bits, table);
  return success();
}

namespace {
class RaiseLookups : public graph::impl::RaiseLookupsBase<RaiseLookups> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<tensor::ExtractOp> reads;
    getOperation().walk([&](tensor::ExtractOp extract) { reads.push_back(extract); });
    IRRewriter rewriter(&getContext());
    for (tensor::ExtractOp extract : reads) {
      Operation *index = extract.getIndices().empty() ? nullptr : extract.getIndices()[0].getDefiningOp();
      if (failed(graph::raiseLookup(rewriter, extract)))
        continue;
      ++numLookups;
      if (index && index->use_empty())
        rewriter.eraseOp(index);
    }
  }
};
} // namespace
