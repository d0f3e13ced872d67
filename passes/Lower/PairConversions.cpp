// pair-conversions: two registers of f32 become one of bf16 by one instruction.
#include "dialects/Device/Device.h"
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace aicc::lower {
#define GEN_PASS_DEF_PAIRCONVERSIONS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;

/// The f32 register that `value`, half of a register of bf16, is rounded from, or null.
static Value roundedFrom(Value value) {
  auto rounded = value.getDefiningOp<arith::TruncFOp>();
  auto type = rounded ? dyn_cast<VectorType>(rounded.getIn().getType()) : VectorType();
  bool isRegister = type && type.getElementType().isF32() && type.getNumElements() == 16;
  return isRegister && rounded->hasOneUse() ? rounded.getIn() : Value();
}

/// True where `shuffle` is its first operand, followed by its second.
static bool concatenates(vector::ShuffleOp shuffle) {
  auto type = cast<VectorType>(shuffle.getV1().getType());
  ArrayRef<int64_t> mask = shuffle.getMask();
  return shuffle.getV1().getType() == shuffle.getV2().getType() && int64_t(mask.size()) == 2 * type.getNumElements() &&
         llvm::all_of(llvm::enumerate(mask), [](auto lane) { return lane.value() == int64_t(lane.index()); });
}

namespace {
class PairConversions : public lower::impl::PairConversionsBase<PairConversions> {
public:
  using Base::Base;

  void runOnOperation() override {
    auto id = getOperation()->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
    if (!id)
      return;
    FailureOr<device::Device> device = device::requireDevice(getOperation(), id);
    if (failed(device))
      return signalPassFailure();
    if (!llvm::is_contained(device->silicon.isa, "avx512bf16"))
      return;
    SmallVector<vector::ShuffleOp> shuffles;
    getOperation().walk([&](vector::ShuffleOp shuffle) { shuffles.push_back(shuffle); });
    for (vector::ShuffleOp shuffle : shuffles)
      pair(shuffle);
  }

private:
  void pair(vector::ShuffleOp shuffle) {
    Value first = roundedFrom(shuffle.getV1()), second = roundedFrom(shuffle.getV2());
    auto type = cast<VectorType>(shuffle.getType());
    if (!first || !second || !type.getElementType().isBF16() || !concatenates(shuffle))
      return;
    OpBuilder builder(shuffle);
    // The instruction's first operand is the upper half.
    auto call = LLVM::CallIntrinsicOp::create(builder, shuffle.getLoc(), type,
                                              builder.getStringAttr("llvm.x86.avx512bf16.cvtne2ps2bf16.512"),
                                              ValueRange{second, first});
    SmallVector<Operation *> halves = {shuffle.getV1().getDefiningOp(), shuffle.getV2().getDefiningOp()};
    shuffle.replaceAllUsesWith(call->getResult(0));
    shuffle.erase();
    for (Operation *half : halves)
      half->erase();
    ++numPairs;
  }
};
} // namespace
