// Weights that lie packed; see PackedOperands.h.
#include "passes/Schedule/PackedOperands.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::schedule;
using kernel::Computation;

LayoutAttr aicc::schedule::prepackedLayout(TreeAttr schedule, StringRef operand) {
  for (BandAttr band : schedule.getBands())
    for (StageAttr stage : band.getStages())
      if (stage.getOperand().getValue() == operand && stage.getHow() == How::Prepacked)
        return stage.getLayout();
  return {};
}

/// The dimension that index `expr` is, alone or divided by a constant.
static std::optional<unsigned> dimOf(AffineExpr expr) {
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (binary && expr.getKind() == AffineExprKind::FloorDiv && isa<AffineConstantExpr>(binary.getRHS()))
    expr = binary.getLHS();
  auto dim = dyn_cast<AffineDimExpr>(expr);
  return dim ? std::optional<unsigned>(dim.getPosition()) : std::nullopt;
}

/// The names of the dimensions by which `operand` is read, or nothing where some index is a sum.
static SmallVector<StringRef> readDims(OpOperand &operand) {
  auto user = cast<Computation>(operand.getOwner());
  SmallVector<StringRef> names = user.getDimNames(), dims;
  for (AffineExpr expr : user.getAccess(operand.getOperandNumber()).getResults())
    if (std::optional<unsigned> dim = dimOf(expr))
      dims.push_back(names[*dim]);
  bool isWhole = dims.size() == size_t(cast<RankedTensorType>(operand.get().getType()).getRank());
  return isWhole ? dims : SmallVector<StringRef>();
}

SmallVector<OpOperand *> aicc::schedule::readsOf(kernel::KernelOp kernel, Value value) {
  SmallVector<OpOperand *> reads;
  for (bool contracts : {true, false})
    for (Computation user : kernel.getComputations())
      for (OpOperand &operand : user->getOpOperands())
        if (operand.get() == value && (user.getKind() == kernel::Kind::Contract) == contracts)
          reads.push_back(&operand);
  return reads;
}

SmallVector<StringRef> aicc::schedule::operandDims(kernel::KernelOp kernel, unsigned argument) {
  for (OpOperand *read : readsOf(kernel, kernel.getBody().getArgument(argument)))
    if (SmallVector<StringRef> dims = readDims(*read); !dims.empty())
      return dims;
  return {};
}

/// `layout` with `rename` for each name of a dimension.
static LayoutAttr renamed(LayoutAttr layout, llvm::function_ref<StringAttr(StringRef)> rename) {
  auto renameAll = [&](ArrayRef<StringAttr> names) {
    return llvm::map_to_vector(names, [&](StringAttr name) { return rename(name.getValue()); });
  };
  MLIRContext *context = layout.getContext();
  auto block = TileAttr::get(context, renameAll(layout.getBlock().getDims()), layout.getBlock().getSizes());
  return LayoutAttr::get(context, renameAll(layout.getOuter()), block, layout.getSwizzle(), layout.getShift(),
                         layout.getSplit());
}

LayoutAttr aicc::schedule::byPosition(LayoutAttr layout, ArrayRef<StringRef> dims) {
  return renamed(layout, [&](StringRef name) {
    size_t place = llvm::find(dims, name) - dims.begin();
    return StringAttr::get(layout.getContext(), "d" + Twine(place));
  });
}

LayoutAttr aicc::schedule::byName(LayoutAttr layout, ArrayRef<StringRef> dims) {
  return renamed(layout, [&](StringRef name) {
    unsigned place = dims.size();
    (void)name.drop_front().getAsInteger(10, place);
    return StringAttr::get(layout.getContext(), place < dims.size() ? dims[place] : name);
  });
}
