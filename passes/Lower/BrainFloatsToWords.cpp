// brain-floats-to-words: bf16 that is moved and never computed with becomes i16.
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/BuiltinOps.h"

namespace aicc::lower {
#define GEN_PASS_DEF_BRAINFLOATSTOWORDS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;

static bool isBrainFloat(Type type) { return getElementTypeOrSelf(type).isBF16(); }

/// True where `op` computes numbers of bf16, or lets a function or an instruction do so.
static bool computes(Operation *op) {
  if (!llvm::any_of(op->getOperandTypes(), isBrainFloat) && !llvm::any_of(op->getResultTypes(), isBrainFloat))
    return false;
  bool moves = isa<LLVM::SelectOp>(op);
  return isa<LLVM::CallOp, LLVM::CallIntrinsicOp, LLVM::FPExtOp, LLVM::FPTruncOp, LLVM::SIToFPOp, LLVM::UIToFPOp,
             LLVM::FPToSIOp, LLVM::FPToUIOp>(op) ||
         (!moves && isa<LLVM::FastmathFlagsInterface>(op));
}

/// Replaces the type, and numbers by their bits.
static void addReplacements(AttrTypeReplacer &replacer) {
  replacer.addReplacement([](BFloat16Type type) -> Type { return IntegerType::get(type.getContext(), 16); });
  replacer.addReplacement([](FloatAttr number) -> std::optional<Attribute> {
    if (!number.getType().isBF16())
      return std::nullopt;
    return IntegerAttr::get(IntegerType::get(number.getContext(), 16), number.getValue().bitcastToAPInt());
  });
  replacer.addReplacement([](DenseElementsAttr numbers) -> std::optional<Attribute> {
    if (!isBrainFloat(numbers.getType()))
      return std::nullopt;
    return numbers.bitcast(IntegerType::get(numbers.getContext(), 16));
  });
}

namespace {
class BrainFloatsToWords : public aicc::lower::impl::BrainFloatsToWordsBase<BrainFloatsToWords> {
public:
  using Base::Base;

  void runOnOperation() override {
    WalkResult found = getOperation().walk(
        [](Operation *op) { return computes(op) ? WalkResult::interrupt() : WalkResult::advance(); });
    if (found.wasInterrupted())
      return;
    AttrTypeReplacer replacer;
    addReplacements(replacer);
    replacer.recursivelyReplaceElementsIn(getOperation(), /*replaceAttrs=*/true, /*replaceLocs=*/false,
                                          /*replaceTypes=*/true);
  }
};
} // namespace
