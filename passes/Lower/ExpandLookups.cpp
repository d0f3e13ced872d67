// expand-lookups: tables of sixteen constants become permutations of a register, or trees of selections on any target.
#include "dialects/Device/Device.h"
#include "passes/Lower/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
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
  auto number = [&](int64_t value) { return createScalarOrSplatConstant(builder, loc, code.getType(), value); };
  Value masked = arith::AndIOp::create(builder, loc, code, number(int64_t(1) << bit));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne, masked, number(0));
}

/// The code of `lookup` in 32 bits: registers hold bytes, not half bytes, and 32 bits compare on every target.
static Value wideCode(OpBuilder &builder, kernel::LookupOp lookup) {
  Value code = lookup.getCode();
  Type wide = withElements(code.getType(), builder.getI32Type());
  return code.getType() == wide ? code : arith::ExtUIOp::create(builder, lookup.getLoc(), wide, code).getResult();
}

/// Chooses between neighbours by each bit in turn: 8 + 4 + 2 + 1 selections.
static Value expand(OpBuilder &builder, kernel::LookupOp lookup) {
  Location loc = lookup.getLoc();
  Value code = wideCode(builder, lookup);
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

/// Entry `index` of a table of whole numbers; nothing where it is none.
static std::optional<int64_t> wholeNumber(Attribute entry) {
  if (auto integer = dyn_cast<IntegerAttr>(entry))
    return integer.getInt();
  auto number = cast<FloatAttr>(entry).getValue();
  llvm::APSInt integer(/*BitWidth=*/32, /*isUnsigned=*/false);
  bool isExact = false;
  number.convertToInteger(integer, llvm::APFloat::rmTowardZero, &isExact);
  return isExact && !number.isNegZero() ? std::optional<int64_t>(integer.getExtValue()) : std::nullopt;
}

/// The entry for code `flipped`, where entries count up from it in the order of codes with the bits of `flipped`
/// flipped: 0 is the order of unsigned codes, 8 that of signed ones. Nothing where entries do something else.
static std::optional<int64_t> countsFrom(kernel::LookupOp lookup, int64_t flipped) {
  auto entries = llvm::to_vector(cast<DenseElementsAttr>(lookup.getTable()).getValues<Attribute>());
  std::optional<int64_t> first = wholeNumber(entries[flipped]);
  for (auto [code, entry] : llvm::enumerate(entries))
    if (!first || wholeNumber(entry) != *first + (int64_t(code) ^ flipped))
      return std::nullopt;
  return first;
}

/// Codes that are their own numbers, or those plus a constant, by arithmetic on words; null where entries are others.
static Value compute(OpBuilder &builder, kernel::LookupOp lookup) {
  if (lookup.getTable().getShapedType().getElementTypeBitWidth() != 32)
    return {};
  Location loc = lookup.getLoc();
  for (int64_t flipped : {0, 8}) {
    std::optional<int64_t> first = countsFrom(lookup, flipped);
    if (!first)
      continue;
    Value code = wideCode(builder, lookup);
    auto number = [&](int64_t value) { return createScalarOrSplatConstant(builder, loc, code.getType(), value); };
    Value bits = arith::AndIOp::create(builder, loc, code, number(15));
    Value place = arith::XOrIOp::create(builder, loc, bits, number(flipped));
    Value sum = arith::AddIOp::create(builder, loc, place, number(*first));
    bool isFloat = isa<FloatType>(getElementTypeOrSelf(lookup.getType()));
    return isFloat ? arith::SIToFPOp::create(builder, loc, lookup.getType(), sum).getResult() : sum;
  }
  return {};
}

/// How many bits of a register the device of `function` permutes, words and half words by AVX-512 or words by AVX2; 0:
/// none.
static unsigned permutedBits(FunctionOpInterface function) {
  std::optional<device::Device> device =
      device::findDevice(function, function->getAttrOfType<StringAttr>(kernel::kDeviceAttr));
  auto has = [&](StringRef feature) { return llvm::is_contained(device->silicon.isa, feature); };
  if (!device)
    return 0;
  return has("avx512f") && has("avx512bw") ? 512 : has("avx2") ? 256 : 0;
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

/// Each half of `table` permuted by the lower three bits of `code`, as AVX2 does with 8 words; the fourth, moved to
/// where blends look for it, chooses the half.
static Value permuteInHalves(OpBuilder &builder, kernel::LookupOp lookup) {
  Location loc = lookup.getLoc();
  auto type = cast<VectorType>(lookup.getType());
  auto entries = llvm::to_vector(cast<DenseElementsAttr>(lookup.getTable()).getValues<Attribute>());
  StringRef intrinsic = isa<FloatType>(type.getElementType()) ? "llvm.x86.avx2.permps" : "llvm.x86.avx2.permd";
  Value code = wideCode(builder, lookup);
  auto half = [&](size_t begin) {
    auto words = DenseElementsAttr::get(type, ArrayRef(entries).slice(begin, 8));
    Value table = arith::ConstantOp::create(builder, loc, words);
    return LLVM::CallIntrinsicOp::create(builder, loc, type, builder.getStringAttr(intrinsic), ValueRange{table, code})
        ->getResult(0);
  };
  Value lower = half(0), upper = half(8);
  auto number = [&](int64_t value) { return createScalarOrSplatConstant(builder, loc, code.getType(), value); };
  Value moved = arith::ShLIOp::create(builder, loc, code, number(28));
  Value isUpper = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, moved, number(0));
  return arith::SelectOp::create(builder, loc, isUpper, upper, lower);
}

/// True where `lookup` is of 16 words, or 32 half words, at once.
static bool isOfWords(kernel::LookupOp lookup) {
  auto type = dyn_cast<VectorType>(lookup.getType()), code = dyn_cast<VectorType>(lookup.getCode().getType());
  int64_t bits = type && code ? type.getElementTypeBitWidth() : 0;
  return (bits == 32 || bits == 16) && type.getNumElements() * bits == 512 && code.getElementType().isInteger(bits);
}

/// True where `lookup` is of 8 words at once.
static bool isOfEightWords(kernel::LookupOp lookup) {
  auto type = dyn_cast<VectorType>(lookup.getType());
  return type && type.getNumElements() == 8 && type.getElementTypeBitWidth() == 32;
}

/// `lookup` in the fewest instructions of a device that permutes `bits` bits of a register.
static Value expandFor(unsigned bits, OpBuilder &builder, kernel::LookupOp lookup) {
  if (bits == 512 && isOfWords(lookup))
    return permute(builder, lookup);
  if (Value computed = compute(builder, lookup))
    return computed;
  return bits == 256 && isOfEightWords(lookup) ? permuteInHalves(builder, lookup) : expand(builder, lookup);
}

namespace {
class ExpandLookups : public lower::impl::ExpandLookupsBase<ExpandLookups> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<kernel::LookupOp> lookups;
    getOperation().walk([&](kernel::LookupOp lookup) { lookups.push_back(lookup); });
    unsigned bits = lookups.empty() ? 0 : permutedBits(getOperation());
    for (kernel::LookupOp lookup : lookups) {
      OpBuilder builder(lookup);
      lookup.replaceAllUsesWith(expandFor(bits, builder, lookup));
      lookup.erase();
    }
    numLookups += lookups.size();
  }
};
} // namespace
