// raise-nibbles: bytes that a graph takes apart into halves become kernel.nibbles.
//
// Two spellings, each the whole of what exporters write: one generic that shifts by a table [0, 4], and two generics
// (low halves, high halves) whose results are stacked in a last dimension of size 2.
#include "passes/Graph/Passes.h"
#include "passes/Graph/Rewrites.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

namespace aicc::graph {
#define GEN_PASS_DEF_RAISENIBBLES
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using linalg::GenericOp;

//===-- Bodies --------------------------------------------------------------------------------------------------===//

static bool isConstant(Value value, int64_t expected) {
  APInt found;
  return matchPattern(value, m_ConstantInt(&found)) && found.getZExtValue() == uint64_t(expected);
}

/// The input that `value` is, widened at most; null where it is none.
static BlockArgument widenedArgument(Value value) {
  while (value.getDefiningOp<arith::ExtUIOp>() || value.getDefiningOp<arith::ExtSIOp>())
    value = value.getDefiningOp()->getOperand(0);
  return dyn_cast<BlockArgument>(value);
}

/// The value that `value` masks to four bits, or null.
static Value maskedToHalf(Value value) {
  auto mask = value.getDefiningOp<arith::AndIOp>();
  if (!mask)
    return {};
  for (unsigned side : {0, 1})
    if (isConstant(mask->getOperand(side), 15))
      return mask->getOperand(1 - side);
  return {};
}

static Operation *rightShift(Value value) {
  Operation *shift = value ? value.getDefiningOp() : nullptr;
  return isa_and_nonnull<arith::ShRUIOp, arith::ShRSIOp>(shift) ? shift : nullptr;
}

/// The input byte whose high half `value` is, or null.
static BlockArgument highHalf(Value value) {
  Value inside = maskedToHalf(value);
  Operation *shift = rightShift(inside ? inside : value);
  if (!shift || !isConstant(shift->getOperand(1), 4))
    return {};
  // Without a mask the byte must be unsigned and as it is.
  if (!inside && (!isa<arith::ShRUIOp>(shift) || !isa<BlockArgument>(shift->getOperand(0))))
    return {};
  return widenedArgument(shift->getOperand(0));
}

static BlockArgument lowHalf(Value value) {
  Value inside = maskedToHalf(value);
  return inside ? widenedArgument(inside) : BlockArgument();
}

//===-- One generic that shifts by a table ----------------------------------------------------------------------===//

static bool isByteInput(GenericOp op, BlockArgument argument) {
  return argument && argument.getOwner() == op.getBody() && argument.getType().isInteger(8) &&
         argument.getArgNumber() < op.getNumDpsInputs();
}

/// True where `argument` is input [0, 4] of `op`.
static bool isShiftTable(GenericOp op, BlockArgument argument) {
  DenseIntElementsAttr table;
  if (!argument || argument.getOwner() != op.getBody() || argument.getArgNumber() >= op.getNumDpsInputs() ||
      !matchPattern(op.getDpsInputs()[argument.getArgNumber()], m_Constant(&table)) || table.getNumElements() != 2)
    return false;
  auto values = table.getValues<APInt>();
  return table.getType().getRank() == 1 && values[0].isZero() && values[1] == 4;
}

/// Bytes of `bytes` as pairs; a constant stays one.
static Value createNibbles(OpBuilder &builder, Location loc, Value bytes) {
  auto type = cast<RankedTensorType>(bytes.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape.push_back(2);
  auto result = RankedTensorType::get(shape, builder.getIntegerType(4));
  DenseIntElementsAttr constant;
  if (!matchPattern(bytes, m_Constant(&constant)))
    return kernel::NibblesOp::create(builder, loc, result, bytes);
  SmallVector<APInt> halves;
  for (const APInt &byte : constant.getValues<APInt>()) {
    halves.push_back(byte.trunc(4));
    halves.push_back(byte.lshr(4).trunc(4));
  }
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(result, halves));
}

/// Replaces `half`, in the body of `op`, by an element of the pairs of `byte`, which `select` indexes.
static void readHalf(RewriterBase &rewriter, GenericOp op, Operation *half, BlockArgument byte, AffineExpr select) {
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<Value> inputs(op.getDpsInputs());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap map = maps[byte.getArgNumber()];
  SmallVector<AffineExpr> place(map.getResults());
  place.push_back(select);
  maps.insert(maps.begin() + inputs.size(), AffineMap::get(map.getNumDims(), 0, place, rewriter.getContext()));
  inputs.push_back(createNibbles(rewriter, loc, inputs[byte.getArgNumber()]));
  BlockArgument argument = op.getBody()->insertArgument(inputs.size() - 1, rewriter.getIntegerType(4), loc);
  rewriter.setInsertionPoint(half);
  rewriter.replaceOpWithNewOp<arith::ExtUIOp>(half, half->getResult(0).getType(), argument);
  rewriter.setInsertionPoint(op);
  auto raised = GenericOp::create(rewriter, loc, op->getResultTypes(), inputs, op.getDpsInits(), maps,
                                  op.getIteratorTypesArray());
  raised->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  rewriter.inlineRegionBefore(op.getRegion(), raised.getRegion(), raised.getRegion().begin());
  rewriter.replaceOp(op, raised);
}

LogicalResult graph::raiseShiftedNibbles(RewriterBase &rewriter, GenericOp op) {
  if (!op.hasPureTensorSemantics())
    return rewriter.notifyMatchFailure(op, "works on buffers");
  for (Operation &inner : *op.getBody()) {
    Operation *shift = inner.getNumResults() == 1 ? rightShift(maskedToHalf(inner.getResult(0))) : nullptr;
    if (!shift)
      continue;
    BlockArgument byte = widenedArgument(shift->getOperand(0)), count = widenedArgument(shift->getOperand(1));
    if (!isByteInput(op, byte) || !isShiftTable(op, count))
      continue;
    AffineExpr select = op.getIndexingMapsArray()[count.getArgNumber()].getResult(0);
    readHalf(rewriter, op, &inner, byte, select);
    return success();
  }
  return rewriter.notifyMatchFailure(op, "takes no halves of bytes by a table of shifts");
}

//===-- Two generics whose results are stacked ------------------------------------------------------------------===//

/// The generic that makes `value`, seen through an expansion by a unit dimension.
static GenericOp generatorOf(Value value) {
  if (auto expand = value.getDefiningOp<tensor::ExpandShapeOp>())
    value = expand.getSrc();
  return value.getDefiningOp<GenericOp>();
}

/// The bytes whose halves `value` is made of, point by point, or null.
static Value halvesOf(Value value, BlockArgument (*half)(Value)) {
  GenericOp op = generatorOf(value);
  if (!op || !op.hasPureTensorSemantics() || op.getNumResults() != 1 || op.getNumReductionLoops() != 0)
    return {};
  BlockArgument byte = half(op.getBody()->getTerminator()->getOperand(0));
  if (!isByteInput(op, byte))
    return {};
  AffineMap read = op.getIndexingMapsArray()[byte.getArgNumber()];
  bool isPointwise = read.isIdentity() && op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity();
  return isPointwise ? op.getDpsInputs()[byte.getArgNumber()] : Value();
}

/// The tensors that stand at index 0 and 1 of the last dimension of `insert`, which fills a tensor with both.
static std::pair<Value, Value> stackedBy(tensor::InsertSliceOp insert) {
  auto position = [](tensor::InsertSliceOp slice) -> std::optional<int64_t> {
    RankedTensorType type = slice.getDestType();
    unsigned last = type.getRank() - 1;
    if (type.getRank() < 2 || !slice.hasUnitStride() || type.getDimSize(last) != 2)
      return std::nullopt;
    for (unsigned dim = 0; dim < last; ++dim)
      if (slice.getStaticOffset(dim) != 0 || slice.getStaticSize(dim) != type.getDimSize(dim))
        return std::nullopt;
    return slice.getStaticSize(last) == 1 ? std::optional<int64_t>(slice.getStaticOffset(last)) : std::nullopt;
  };
  auto before = insert.getDest().getDefiningOp<tensor::InsertSliceOp>();
  if (!before || !before->hasOneUse())
    return {};
  if (position(before) == 0 && position(insert) == 1)
    return {before.getSource(), insert.getSource()};
  if (position(before) == 1 && position(insert) == 0)
    return {insert.getSource(), before.getSource()};
  return {};
}

static std::pair<Value, Value> stackedBy(tensor::ConcatOp concat) {
  int64_t last = concat.getResultType().getRank() - 1;
  if (concat.getInputs().size() != 2 || int64_t(concat.getDim()) != last || concat.getResultType().getDimSize(last) != 2)
    return {};
  return {concat.getInputs()[0], concat.getInputs()[1]};
}

LogicalResult graph::raiseStackedNibbles(RewriterBase &rewriter, Operation *stack) {
  auto [low, high] = isa<tensor::ConcatOp>(stack) ? stackedBy(cast<tensor::ConcatOp>(stack))
                                                  : stackedBy(cast<tensor::InsertSliceOp>(stack));
  Value bytes = low ? halvesOf(low, lowHalf) : Value();
  if (!bytes || halvesOf(high, highHalf) != bytes)
    return rewriter.notifyMatchFailure(stack, "stacks no two halves of the same bytes");
  Location loc = stack->getLoc();
  auto type = cast<RankedTensorType>(stack->getResult(0).getType());
  if (cast<RankedTensorType>(bytes.getType()).getShape() != type.getShape().drop_back())
    return rewriter.notifyMatchFailure(stack, "the bytes have lost unit dimensions");
  rewriter.setInsertionPoint(stack);
  Value pairs = createNibbles(rewriter, loc, bytes);
  Value empty = tensor::EmptyOp::create(rewriter, loc, type.getShape(), type.getElementType());
  SmallVector<AffineMap> maps(2, rewriter.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(), utils::IteratorType::parallel);
  auto widen = [&](OpBuilder &builder, Location at, ValueRange arguments) {
    Value wide = arith::ExtUIOp::create(builder, at, type.getElementType(), arguments[0]);
    linalg::YieldOp::create(builder, at, wide);
  };
  rewriter.replaceOpWithNewOp<GenericOp>(stack, type, pairs, empty, maps, iterators, widen);
  return success();
}

namespace {
class RaiseNibbles : public graph::impl::RaiseNibblesBase<RaiseNibbles> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<Operation *> stacks;
    SmallVector<GenericOp> generics;
    getOperation().walk([&](Operation *op) {
      if (isa<tensor::ConcatOp, tensor::InsertSliceOp>(op))
        stacks.push_back(op);
      if (auto generic = dyn_cast<GenericOp>(op))
        generics.push_back(generic);
    });
    IRRewriter rewriter(&getContext());
    for (Operation *op : stacks)
      numNibbles += succeeded(graph::raiseStackedNibbles(rewriter, op));
    for (GenericOp op : generics)
      numNibbles += succeeded(graph::raiseShiftedNibbles(rewriter, op));
  }
};
} // namespace
