// The tensors of a graph.attention, in the dimensions of its scores.
//
// All tensors between the first step and the last have the dimensions batch, key head, head of the group, query and
// key, so that grouped heads are dimensions of the contractions and no key is copied for its group.
#ifndef AICC_PASSES_GRAPH_ATTENTIONTENSORS_H
#define AICC_PASSES_GRAPH_ATTENTIONTENSORS_H

#include "dialects/Graph/Graph.h"

#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace aicc::graph {
/// Knows how the operands of one attention are indexed; creates the reshapes that split their heads. Accesses are
/// expressions of batch, key head, head of the group, query, key and element, in this order.
class AttentionTensors {
public:
  AttentionTensors(mlir::ImplicitLocOpBuilder builder, AttentionOp op);

protected:
  using Access = llvm::SmallVector<mlir::AffineExpr>;

  /// Extents of one number a row: batch, key head, head of the group, query.
  llvm::SmallVector<int64_t> rowRanges() const;
  /// Extents of the scores: those of the rows, then the keys.
  llvm::SmallVector<int64_t> scoreRanges() const;
  /// The access of a tensor with split heads at `sequence` and `size`.
  Access grouped(mlir::AffineExpr sequence, mlir::AffineExpr size);
  /// The access of keys or values; gathered ones have the sequence first.
  Access ungrouped(mlir::AffineExpr sequence, mlir::AffineExpr size);
  /// The access of a mask whose heads are split; dimensions of one element are read at 0.
  Access maskAccess();
  /// How the dimension of heads is split into key heads and group.
  llvm::SmallVector<mlir::ReassociationIndices> headReassociation();
  /// The query, with heads as [key heads, group].
  mlir::Value splitQuery();
  /// The mask, with heads as [key heads, group], or as [1, 1] where it is one for all.
  mlir::Value splitMask();
  /// The sinks as [key heads, group].
  mlir::Value splitSinks();

  mlir::ImplicitLocOpBuilder builder;
  AttentionOp op;
  AttentionOp::Sizes sizes;
  mlir::AffineExpr b, h, g, q, j, d;

private:
  bool headsFirst() { return op.getLayout() == HeadLayout::BHSD; }
  /// `value` in `shape`.
  mlir::Value expand(mlir::Value value, llvm::ArrayRef<int64_t> shape,
                     llvm::ArrayRef<mlir::ReassociationIndices> groups);
};
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_ATTENTIONTENSORS_H
