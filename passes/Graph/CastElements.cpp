// Conversions between float types of elements, one element at a time.
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace aicc;

bool graph::isSmallFloat(Type type) {
  return isa<FloatType>(type) && type.getIntOrFloatBitWidth() < 32;
}

static Value castScalar(OpBuilder &builder, Location loc, Value value, Type type) {
  if (type.getIntOrFloatBitWidth() > value.getType().getIntOrFloatBitWidth())
    return arith::ExtFOp::create(builder, loc, type, value);
  return arith::TruncFOp::create(builder, loc, type, value);
}

Value graph::castElements(OpBuilder &builder, Location loc, Value value, Type type) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, value);
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, type);
  SmallVector<AffineMap> maps(2, builder.getMultiDimIdentityMap(sizes.size()));
  SmallVector<utils::IteratorType> iterators(sizes.size(), utils::IteratorType::parallel);
  auto cast = [&](OpBuilder &inner, Location at, ValueRange arguments) {
    linalg::YieldOp::create(inner, at, castScalar(inner, at, arguments[0], type));
  };
  return linalg::GenericOp::create(builder, loc, empty.getType(), value, empty, maps, iterators,
                                   cast)
      .getResult(0);
}
