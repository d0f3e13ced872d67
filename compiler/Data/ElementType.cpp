// Conversions between elements and numbers of the host. The two 16-bit formats are converted by bit
// arithmetic on the double, so that the result depends on no compiler, library or rounding mode.
#include "compiler/Data/ElementType.h"

#include "llvm/ADT/bit.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

static_assert(llvm::endianness::native == llvm::endianness::little,
              "elements are little-endian in memory");

using namespace aicc::data;

namespace {

struct TypeInfo {
  const char *name;
  unsigned bytes;
  // Bits of the fraction, and exponent of the smallest normal value; 0 for integers.
  int fractionBits;
  int minExponent;
};

// In the order of the enumeration.
constexpr TypeInfo typeInfos[] = {{"f64", 8, 52, -1022}, {"f32", 4, 23, -126}, {"f16", 2, 10, -14},
                                  {"bf16", 2, 7, -126},  {"i1", 1, 0, 0},      {"i4", 1, 0, 0},
                                  {"i8", 1, 0, 0},       {"i16", 2, 0, 0},      {"i32", 4, 0, 0},     {"i64", 8, 0, 0}};

const TypeInfo &infoOf(ElementType type) { return typeInfos[static_cast<unsigned>(type)]; }

// Fraction and exponent of a 16-bit format with a sign bit; both exponents are IEEE-like.
struct Format {
  int fractionBits;
  int minExponent;
  uint16_t infinity() const { return 0x7fff >> fractionBits << fractionBits; }
};
constexpr Format half{10, -14};
constexpr Format bfloat{7, -126};

constexpr int doubleFractionBits = 52;
constexpr int doubleBias = 1023;

// `significand` / 2^shift, to nearest, ties to even.
uint64_t shiftRounded(uint64_t significand, int shift) {
  // Beyond 53 even the largest significand is below half of the last place.
  if (shift > doubleFractionBits + 1)
    return 0;
  uint64_t quotient = significand >> shift;
  uint64_t rest = significand - (quotient << shift);
  uint64_t tie = uint64_t(1) << (shift - 1);
  return quotient + (rest > tie || (rest == tie && (quotient & 1)));
}

uint16_t encode(double value, Format format) {
  auto bits = llvm::bit_cast<uint64_t>(value);
  uint16_t sign = bits >> 48 & 0x8000;
  if (std::isnan(value)) {
    int quiet = 1 << (format.fractionBits - 1);
    return sign | format.infinity() | quiet;
  }
  int exponent = int(bits >> doubleFractionBits & 0x7ff) - doubleBias;
  if (exponent > -format.minExponent + 1)
    return sign | format.infinity();
  // Denormals of double are far below every denormal here; the implicit bit does them no harm.
  uint64_t significand = (bits & 0xfffffffffffff) | uint64_t(1) << doubleFractionBits;
  int below = std::max(0, format.minExponent - exponent);
  uint64_t rounded = shiftRounded(significand, doubleFractionBits - format.fractionBits + below);
  // The implicit bit of a normal value, and a carry out of the fraction, add one to the exponent.
  uint64_t field = below ? 0 : exponent - format.minExponent;
  uint64_t magnitude = (field << format.fractionBits) + rounded;
  return sign | std::min<uint64_t>(magnitude, format.infinity());
}

template <typename T> T read(const void *element) {
  T value;
  std::memcpy(&value, element, sizeof(T));
  return value;
}

template <typename T> void write(void *element, T value) {
  std::memcpy(element, &value, sizeof(T));
}

// `value` to nearest even, held within T.
template <typename T> T saturate(double value) {
  if (std::isnan(value))
    return 0;
  double rounded = std::nearbyint(value);
  // The upper limit of i64 is not a double, 2^63 is: compare with that.
  if (rounded >= -double(std::numeric_limits<T>::min()))
    return std::numeric_limits<T>::max();
  return T(std::max(rounded, double(std::numeric_limits<T>::min())));
}

int64_t toInteger(ElementType type, double value) {
  switch (type) {
  case ElementType::I1:
    return value != 0;
  case ElementType::I4:
    return std::clamp<int64_t>(saturate<int8_t>(value), -8, 7);
  case ElementType::I8:
    return saturate<int8_t>(value);
  case ElementType::I16:
    return saturate<int16_t>(value);
  case ElementType::I32:
    return saturate<int32_t>(value);
  default:
    return saturate<int64_t>(value);
  }
}

} // namespace

unsigned aicc::data::byteSize(ElementType type) { return infoOf(type).bytes; }

llvm::StringRef aicc::data::nameOf(ElementType type) { return infoOf(type).name; }

std::optional<ElementType> aicc::data::parseElementType(llvm::StringRef name) {
  for (unsigned i = 0; i != std::size(typeInfos); ++i)
    if (name == typeInfos[i].name)
      return static_cast<ElementType>(i);
  return std::nullopt;
}

bool aicc::data::isFloat(ElementType type) { return infoOf(type).fractionBits != 0; }

double aicc::data::epsilon(ElementType type) {
  return isFloat(type) ? std::ldexp(1.0, -infoOf(type).fractionBits) : 0;
}

double aicc::data::smallestDenormal(ElementType type) {
  const TypeInfo &info = infoOf(type);
  return isFloat(type) ? std::ldexp(1.0, info.minExponent - info.fractionBits) : 0;
}

uint16_t aicc::data::toHalf(double value) { return encode(value, half); }

uint16_t aicc::data::toBFloat(double value) { return encode(value, bfloat); }

double aicc::data::fromHalf(uint16_t bits) {
  double sign = bits & 0x8000 ? -1 : 1;
  int exponent = bits >> half.fractionBits & 0x1f;
  int fraction = bits & 0x3ff;
  if (exponent == 0x1f && fraction)
    return std::copysign(std::numeric_limits<double>::quiet_NaN(), sign);
  if (exponent == 0x1f)
    return sign * std::numeric_limits<double>::infinity();
  if (exponent == 0)
    return sign * fraction * smallestDenormal(ElementType::F16);
  uint64_t rebased = uint64_t(exponent - 15 + doubleBias) << doubleFractionBits;
  uint64_t significand = uint64_t(fraction) << (doubleFractionBits - half.fractionBits);
  return sign * llvm::bit_cast<double>(rebased | significand);
}

double aicc::data::fromBFloat(uint16_t bits) {
  return llvm::bit_cast<float>(uint32_t(bits) << 16);
}

double aicc::data::load(ElementType type, const void *element) {
  switch (type) {
  case ElementType::F64:
    return read<double>(element);
  case ElementType::F32:
    return read<float>(element);
  case ElementType::F16:
    return fromHalf(read<uint16_t>(element));
  case ElementType::BF16:
    return fromBFloat(read<uint16_t>(element));
  default:
    return double(loadInteger(type, element));
  }
}

void aicc::data::store(ElementType type, void *element, double value) {
  switch (type) {
  case ElementType::F64:
    return write(element, value);
  case ElementType::F32:
    return write(element, float(value));
  case ElementType::F16:
    return write(element, toHalf(value));
  case ElementType::BF16:
    return write(element, toBFloat(value));
  default:
    return storeInteger(type, element, toInteger(type, value));
  }
}

int64_t aicc::data::loadInteger(ElementType type, const void *element) {
  switch (type) {
  case ElementType::I1:
    return read<uint8_t>(element) != 0;
  case ElementType::I4:
    return ((read<uint8_t>(element) & 15) ^ 8) - 8;
  case ElementType::I8:
    return read<int8_t>(element);
  case ElementType::I16:
    return read<int16_t>(element);
  case ElementType::I32:
    return read<int32_t>(element);
  case ElementType::I64:
    return read<int64_t>(element);
  default:
    llvm_unreachable("not an integer type");
  }
}

void aicc::data::storeInteger(ElementType type, void *element, int64_t value) {
  switch (type) {
  case ElementType::I1:
    return write(element, uint8_t(value & 1));
  case ElementType::I4:
    return write(element, uint8_t(value & 15));
  case ElementType::I8:
    return write(element, uint8_t(value));
  case ElementType::I16:
    return write(element, uint16_t(value));
  case ElementType::I32:
    return write(element, uint32_t(value));
  case ElementType::I64:
    return write(element, value);
  default:
    llvm_unreachable("not an integer type");
  }
}

double aicc::data::roundTo(ElementType type, double value) {
  uint64_t element = 0;
  store(type, &element, value);
  return load(type, &element);
}
