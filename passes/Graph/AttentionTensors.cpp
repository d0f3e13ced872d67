// How an attention's tensors are indexed; see AttentionTensors.h.
#include "passes/Graph/AttentionTensors.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace aicc::graph;

AttentionTensors::AttentionTensors(ImplicitLocOpBuilder builder, AttentionOp op)
    : builder(builder), op(op), sizes(op.getSizes()) {
  bindDims(op.getContext(), b, h, g, q, j, d);
}

SmallVector<int64_t> AttentionTensors::rowRanges() const {
  return {sizes.batch, sizes.kvHeads, sizes.group(), sizes.queries};
}

SmallVector<int64_t> AttentionTensors::scoreRanges() const {
  return {sizes.batch, sizes.kvHeads, sizes.group(), sizes.queries, sizes.keys};
}

AttentionTensors::Access AttentionTensors::grouped(AffineExpr sequence, AffineExpr size) {
  if (headsFirst())
    return {b, h, g, sequence, size};
  return {b, sequence, h, g, size};
}

AttentionTensors::Access AttentionTensors::ungrouped(AffineExpr sequence, AffineExpr size) {
  if (headsFirst() && !op.getPages())
    return {b, h, sequence, size};
  return {b, sequence, h, size};
}

AttentionTensors::Access AttentionTensors::maskAccess() {
  ArrayRef<int64_t> found = op.getMask().getType().getShape();
  AffineExpr zero = builder.getAffineConstantExpr(0);
  auto at = [&](unsigned position, AffineExpr expr) { return found[position] == 1 ? zero : expr; };
  return {at(0, b), at(1, h), at(1, g), at(2, q), at(3, j)};
}

SmallVector<ReassociationIndices> AttentionTensors::headReassociation() {
  if (headsFirst())
    return {{0}, {1, 2}, {3}, {4}};
  return {{0}, {1}, {2, 3}, {4}};
}

Value AttentionTensors::expand(Value value, ArrayRef<int64_t> shape, ArrayRef<ReassociationIndices> groups) {
  auto type = RankedTensorType::get(shape, getElementTypeOrSelf(value.getType()));
  return tensor::ExpandShapeOp::create(builder, type, value, groups);
}

Value AttentionTensors::splitQuery() {
  SmallVector<int64_t> shape = {sizes.batch, sizes.kvHeads, sizes.group(), sizes.queries, sizes.headSize};
  if (!headsFirst())
    shape = {sizes.batch, sizes.queries, sizes.kvHeads, sizes.group(), sizes.headSize};
  return expand(op.getQuery(), shape, headReassociation());
}

Value AttentionTensors::splitMask() {
  ArrayRef<int64_t> found = op.getMask().getType().getShape();
  bool oneHead = found[1] == 1;
  return expand(op.getMask(), {found[0], oneHead ? 1 : sizes.kvHeads, oneHead ? 1 : sizes.group(), found[2], found[3]},
                {{0}, {1, 2}, {3}, {4}});
}

Value AttentionTensors::splitSinks() {
  return expand(op.getSinks(), {sizes.kvHeads, sizes.group()}, ReassociationIndices{0, 1});
}
