// expand-lookups: tables of sixteen constants become permutations of a register, or trees of selections on any target.
#include "dialects/Device/Device.h"
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace aicc::lower {
#define GEN_PASS_DEF_EXPANDLOOKUPS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;
using namespace aicc::lower;

/// `type`'s elements, as many as `like` has.
static Type withElements(Type like, Type element) {
  auto vector = dyn_cast<VectorType>(like);
  return vector ? Type(vector.clone(element)) : element;
}

static Value constant(OpBuilder &builder, Location loc, Type type, TypedAttr value) {
  auto vector = dyn_cast<VectorType>(type);
  return arith::ConstantOp::create(builder, loc,
                                   vector ? TypedAttr(DenseElementsAttr::get(vector, Attribute(value))) : value);
}

/// True where bit `bit` of `code` is set.
static Value testBit(OpBuilder &builder, Location loc, Value code, unsigned bit) {
  auto number = [&](int64_t value) {
    Type element = getElementTypeOrSelf(code.getType());
    return constant(builder, loc, code.getType(), builder.getIntegerAttr(element, value));
  };
  Value masked = arith::AndIOp::create(builder, loc, code, number(int64_t(1) << bit));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, masked, number(0));
}

/// Chooses between neighbours by each bit in turn: 8 + 4 + 2 + 1 selections.
static Value expand(OpBuilder &builder, kernel::LookupOp lookup) {
  Location loc = lookup.getLoc();
  // Registers hold bytes, not half bytes; 32 bits compare on every target.
  Type wide = withElements(lookup.getCode().getType(), builder.getI32Type());
  Value code = lookup.getCode();
  if (code.getType() != wide)
    code = arith::ExtUIOp::create(builder, loc, wide, code);
  SmallVector<Value> values;
  for (Attribute value : cast<DenseElementsAttr>(lookup.getTable()).getValues<Attribute>())
    values.push_back(constant(builder, loc, lookup.getType(), cast<TypedAttr>(value)));
  for (unsigned bit = 0; values.size() > 1; ++bit) {
    Value isSet = testBit(builder, loc, code, bit);
    SmallVector<Value> chosen;
    for (unsigned index = 0; index < values.size(); index += 2)
      chosen.push_back(arith::SelectOp::create(builder, loc, isSet, values[index + 1], values[index]));
    values = std::move(chosen);
  }
  return values[0];
}

/// True where `function` is for a device that permutes 16 words, or 32 half words, in one register.
static bool permutesWords(FunctionOpInterface function) {
  std::optional<device::Device> device =
      device::findDevice(function, function->getAttrOfType<StringAttr>(kernel::kDeviceAttr));
  auto has = [&](StringRef feature) { return llvm::is_contained(device->silicon.isa, feature); };
  return device && has("avx512f") && has("avx512bw");
}

/// `table` of 16-bit constants permuted by `code` in one register, which has room for it twice: bit
/// 4 of an index, which it holds of the other half of a byte, does not count either.
static Value permuteHalves(OpBuilder &builder, kernel::LookupOp lookup) {
  Location loc = lookup.getLoc();
  auto table = cast<DenseElementsAttr>(lookup.getTable());
  SmallVector<Attribute> twice(table.getValues<Attribute>());
  llvm::append_range(twice, table.getValues<Attribute>());
  auto type = cast<VectorType>(lookup.getType()), words = type.clone(builder.getI16Type());
  Value entries = arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, twice));
  Value bits = vector::BitCastOp::create(builder, loc, words, entries);
  StringAttr intrinsic = builder.getStringAttr("llvm.x86.avx512.permvar.hi.512");
  auto found = LLVM::CallIntrinsicOp::create(builder, loc, words, intrinsic, ValueRange{bits, lookup.getCode()});
  return vector::BitCastOp::create(builder, loc, type, found->getResult(0));
}

/// `table` permuted by `code` in one register, which AVX-512 does for 16 words: the upper bits of
/// an index do not count.
static Value permute(OpBuilder &builder, kernel::LookupOp lookup) {
  if (lookup.getTable().getShapedType().getElementTypeBitWidth() == 16)
    return permuteHalves(builder, lookup);
  Location loc = lookup.getLoc();
  bool isFloat = isa<FloatType>(getElementTypeOrSelf(lookup.getType()));
  auto table = cast<DenseElementsAttr>(lookup.getTable());
  Value entries = arith::ConstantOp::create(builder, loc, table.reshape(cast<VectorType>(lookup.getType())));
  StringRef intrinsic = isFloat ? "llvm.x86.avx512.permvar.sf.512" : "llvm.x86.avx512.permvar.si.512";
  return LLVM::CallIntrinsicOp::create(builder, loc, lookup.getType(), builder.getStringAttr(intrinsic),
                                       ValueRange{entries, lookup.getCode()})
      ->getResult(0);
}

/// True where `lookup` is of 16 words, or 32 half words, at once.
static bool isOfWords(kernel::LookupOp lookup) {
  auto type = dyn_cast<VectorType>(lookup.getType()), code = dyn_cast<VectorType>(lookup.getCode().getType());
  int64_t bits = type && code ? type.getElementTypeBitWidth() : 0;
  return (bits == 32 || bits == 16) && type.getNumElements() * bits == 512 && code.getElementType().isInteger(bits);
}

namespace {
class ExpandLookups : public lower::impl::ExpandLookupsBase<ExpandLookups> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<kernel::LookupOp> lookups;
    getOperation().walk([&](kernel::LookupOp lookup) { lookups.push_back(lookup); });
    bool permutes = !lookups.empty() && permutesWords(getOperation());
    for (kernel::LookupOp lookup : lookups) {
      OpBuilder builder(lookup);
      lookup.replaceAllUsesWith(permutes && isOfWords(lookup) ? permute(builder, lookup) : expand(builder, lookup));
      lookup.erase();
    }
    numLookups += lookups.size();
  }
};
} // namespace
