// The rewrites behind the normalising passes, as functions: each changes one operation or one
// operand, or says by failure that it does not apply and leaves the IR as it was.
#ifndef AICC_PASSES_GRAPH_REWRITES_H
#define AICC_PASSES_GRAPH_REWRITES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace aicc::graph {
/// True for floats narrower than f32, on which no arithmetic is done: f16, bf16 and the 8-bit and
/// smaller formats.
bool isSmallFloat(mlir::Type type);

/// A generic that converts each element of the float tensor `value` to `type`, by `arith.extf` or
/// `arith.truncf`.
mlir::Value castElements(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                         mlir::Type type);

/// Computes the body of `op` in f32; fails where it does no arithmetic on small floats.
mlir::LogicalResult widenSmallFloats(mlir::RewriterBase &rewriter, mlir::linalg::GenericOp op);

/// Reads `input` of a generic through the transposition or broadcast that produces it.
mlir::LogicalResult foldDataMovement(mlir::RewriterBase &rewriter, mlir::OpOperand &input);

/// Makes the body of a generic use a scalar where every element of its `input` has one value. The
/// operand stays, unused.
mlir::LogicalResult foldScalarInput(mlir::RewriterBase &rewriter, mlir::OpOperand &input);

/// True for an element-wise generic that writes more bytes than it reads: dequantisation, broadcasts.
bool isExpansion(mlir::linalg::GenericOp op);

/// Lets the expansion whose result `collapse` reshapes iterate over the reshaped result: what has one element a group
/// is read at `k floordiv size`.
mlir::LogicalResult foldGroups(mlir::RewriterBase &rewriter, mlir::tensor::CollapseShapeOp collapse);

/// Reads `input` of a generic through a reshape where it is indexed by `e floordiv size` and `e mod size` side by side.
mlir::LogicalResult joinSplitIndex(mlir::RewriterBase &rewriter, mlir::OpOperand &input);

/// Adds `foldGroups`, and the rewrite that makes one loop of the neighbouring reduced loops of a contraction.
void populateFoldGroupsPatterns(mlir::RewritePatternSet &patterns);

/// Writes the read of a constant table of 16 numbers in a generic's body as `kernel.lookup`.
mlir::LogicalResult raiseLookup(mlir::RewriterBase &rewriter, mlir::tensor::ExtractOp extract);

/// Makes the body of `op` read i4 where it shifts a byte by a table [0, 4] and masks it. Replaces `op`.
mlir::LogicalResult raiseShiftedNibbles(mlir::RewriterBase &rewriter, mlir::linalg::GenericOp op);

/// Replaces `stack`, a `tensor.concat` or the second of two `tensor.insert_slice` that puts low and high halves of the same
/// bytes beside each other, by one generic that reads i4.
mlir::LogicalResult raiseStackedNibbles(mlir::RewriterBase &rewriter, mlir::Operation *stack);

/// Writes `op`, a `math.powf` or `math.fpowi` whose exponent is the constant 2, 3 or 4, as products.
mlir::LogicalResult simplifyPower(mlir::RewriterBase &rewriter, mlir::Operation *op);

/// True where fusing the producer of `input` into the generic that reads it keeps every promise of
/// `fuse-elementwise`.
bool isWorthFusing(mlir::OpOperand &input);

/// Copies constants that the body of `op` reads into it and passes other numbers as operands of
/// rank 0, whose count is returned. May replace `op`.
unsigned closeBody(mlir::RewriterBase &rewriter, mlir::linalg::GenericOp op);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_REWRITES_H
