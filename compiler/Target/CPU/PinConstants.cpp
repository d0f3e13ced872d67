// Constants behind instructions that cannot move; see PinConstants.h.
#include "compiler/Target/CPU/PinConstants.h"

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

/// The number that `value` is, or repeats in each lane; null where it is something else.
static ConstantFP *numberOf(Value *value) {
  auto *constant = dyn_cast<Constant>(value);
  if (!constant || !value->getType()->getScalarType()->isFloatTy())
    return nullptr;
  return dyn_cast_or_null<ConstantFP>(value->getType()->isVectorTy() ? constant->getSplatValue() : constant);
}

/// `number`, of which the compiler knows only that it comes from an instruction with a side effect.
static Value *opaque(IRBuilder<> &builder, ConstantFP *number) {
  Type *word = builder.getInt32Ty();
  auto *nothing = InlineAsm::get(FunctionType::get(word, {word}, false), "", "=r,0", /*hasSideEffects=*/true);
  Value *bits = builder.CreateCall(nothing, {builder.getInt32(number->getValueAPF().bitcastToAPInt().getZExtValue())});
  return builder.CreateBitCast(bits, builder.getFloatTy());
}

/// True where operands of `instruction` may be any value: arithmetic, comparisons, selections, mathematical intrinsics.
static bool takesValues(Instruction &instruction) {
  if (auto *call = dyn_cast<IntrinsicInst>(&instruction))
    return call->getIntrinsicID() == Intrinsic::fma || call->getIntrinsicID() == Intrinsic::fmuladd;
  return isa<BinaryOperator, CmpInst, SelectInst>(instruction);
}

/// Makes the constants of `block` at its head.
static void pinBlock(BasicBlock &block) {
  DenseMap<Value *, Value *> pinned;
  IRBuilder<> builder(&block, block.getFirstInsertionPt());
  for (Instruction &instruction : block)
    for (Use &operand : instruction.operands()) {
      ConstantFP *number = takesValues(instruction) ? numberOf(operand) : nullptr;
      if (!number || number->isZero())
        continue;
      Value *&value = pinned[operand];
      if (!value) {
        value = opaque(builder, number);
        if (auto *vector = dyn_cast<VectorType>(operand->getType()))
          value = builder.CreateVectorSplat(vector->getElementCount(), value);
      }
      operand.set(value);
    }
}

void aicc::cpu::pinConstants(Module &module) {
  for (Function &function : module) {
    if (function.isDeclaration())
      continue;
    DominatorTree dominators(function);
    LoopInfo loops(dominators);
    for (BasicBlock &block : function)
      if (Loop *loop = loops.getLoopFor(&block); loop && !loop->isInnermost())
        pinBlock(block);
  }
}
