// Boxes; see Box.h.
#include "passes/Tile/Box.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace aicc::tile;

Value aicc::tile::materialise(OpBuilder &builder, Location loc, OpFoldResult value) {
  return getValueOrCreateConstantIndexOp(builder, loc, value);
}

Value aicc::tile::addIndex(OpBuilder &builder, Location loc, Value a, OpFoldResult b) {
  return builder.createOrFold<arith::AddIOp>(loc, a, materialise(builder, loc, b));
}

Span aicc::tile::cut(OpBuilder &builder, Location loc, const Span &span, Value lower, int64_t tile) {
  Span result = span;
  result.lower = lower;
  result.max = std::min(tile, span.max);
  result.multiple = 1;
  std::optional<int64_t> whole = getConstantIntValue(span.size);
  if ((whole && *whole % tile == 0) || span.multiple % tile == 0) {
    result.size = builder.getIndexAttr(tile);
    return result;
  }
  Value end = addIndex(builder, loc, span.lower, span.size);
  Value left = builder.createOrFold<arith::SubIOp>(loc, end, lower);
  Value limit = arith::ConstantIndexOp::create(builder, loc, tile);
  result.size = builder.createOrFold<arith::MinSIOp>(loc, left, limit);
  return result;
}
