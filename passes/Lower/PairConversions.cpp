// pair-conversions: two registers of f32 become one of bf16 by one instruction.
#include "dialects/Device/Device.h"
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

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
  bool isRegister = type && type.getElementType().isF32() && type.getNumElements() == 16 &&
                    cast<VectorType>(value.getType()).getElementType().isBF16();
  return isRegister && rounded->hasOneUse() ? rounded.getIn() : Value();
}

/// True where `shuffle` is its first operand, followed by its second.
static bool concatenates(vector::ShuffleOp shuffle) {
  auto type = cast<VectorType>(shuffle.getV1().getType());
  ArrayRef<int64_t> mask = shuffle.getMask();
  return shuffle.getV1().getType() == shuffle.getV2().getType() && int64_t(mask.size()) == 2 * type.getNumElements() &&
         llvm::all_of(llvm::enumerate(mask), [](auto lane) { return lane.value() == int64_t(lane.index()); });
}

/// `second` - `first` in elements; nothing where that is no constant.
static std::optional<int64_t> distance(Value first, Value second) {
  Builder builder(first.getContext());
  AffineMap map = AffineMap::get(2, 0, builder.getAffineDimExpr(1) - builder.getAffineDimExpr(0));
  SmallVector<Value> operands = {first, second};
  affine::fullyComposeAffineMapAndOperands(&map, &operands);
  affine::canonicalizeMapAndOperands(&map, &operands);
  map = simplifyAffineMap(map);
  return map.isSingleConstant() ? std::optional<int64_t>(map.getSingleConstantResult()) : std::nullopt;
}

/// True where `second` writes right behind what `first` does.
static bool isBehind(vector::StoreOp first, vector::StoreOp second) {
  auto type = cast<VectorType>(first.getValueToStore().getType());
  if (first.getBase() != second.getBase())
    return false;
  unsigned last = first.getIndices().size() - 1;
  return llvm::all_of(llvm::enumerate(llvm::zip_equal(first.getIndices(), second.getIndices())), [&](auto pair) {
    auto [from, to] = pair.value();
    return distance(from, to) == (pair.index() == last ? type.getNumElements() : 0);
  });
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
    getOperation().walk([&](Block *block) { joinStores(*block); });
  }

private:
  void pair(vector::ShuffleOp shuffle) {
    Value first = roundedFrom(shuffle.getV1()), second = roundedFrom(shuffle.getV2());
    auto type = cast<VectorType>(shuffle.getType());
    if (!first || !second || !type.getElementType().isBF16() || !concatenates(shuffle))
      return;
    OpBuilder builder(shuffle);
    SmallVector<Operation *> halves = {shuffle.getV1().getDefiningOp(), shuffle.getV2().getDefiningOp()};
    shuffle.replaceAllUsesWith(roundBoth(builder, shuffle.getLoc(), first, second));
    shuffle.erase();
    for (Operation *half : halves)
      half->erase();
  }

  /// The register that holds `first` and, behind it, `second`.
  Value roundBoth(OpBuilder &builder, Location loc, Value first, Value second) {
    auto type = VectorType::get({32}, builder.getBF16Type());
    ++numPairs;
    // The instruction's first operand is the upper half.
    return LLVM::CallIntrinsicOp::create(builder, loc, type,
                                         builder.getStringAttr("llvm.x86.avx512bf16.cvtne2ps2bf16.512"),
                                         ValueRange{second, first})
        ->getResult(0);
  }

  /// Stores of rounded halves side by side become one. Nothing between them may touch memory, since the first moves.
  void joinStores(Block &block) {
    vector::StoreOp first;
    for (Operation &op : llvm::make_early_inc_range(block)) {
      auto store = dyn_cast<vector::StoreOp>(op);
      if (store && !roundedFrom(store.getValueToStore()))
        store = vector::StoreOp();
      if (store && first && isBehind(first, store)) {
        join(first, store);
        first = vector::StoreOp();
      } else if (store || !isMemoryEffectFree(&op)) {
        first = store;
      }
    }
  }

  void join(vector::StoreOp first, vector::StoreOp second) {
    OpBuilder builder(second);
    SmallVector<Operation *> halves = {first.getValueToStore().getDefiningOp(),
                                       second.getValueToStore().getDefiningOp()};
    Value both = roundBoth(builder, second.getLoc(), roundedFrom(first.getValueToStore()),
                           roundedFrom(second.getValueToStore()));
    vector::StoreOp::create(builder, second.getLoc(), both, first.getBase(), first.getIndices());
    first.erase();
    second.erase();
    for (Operation *half : halves)
      half->erase();
  }
};
} // namespace
