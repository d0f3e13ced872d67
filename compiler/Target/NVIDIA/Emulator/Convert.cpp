// "cvt" of the PTX ISA: from any number to any other, one lane at a time through f64 or 64-bit integers.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
unsigned bitsOf(Scalar type) { return 8 * sizeOf(type); }

/// Sign- or zero-extends the low bits of a register.
uint64_t extend(uint64_t bits, Scalar type) {
  unsigned unused = 64 - bitsOf(type);
  return isSigned(type) ? uint64_t(int64_t(bits << unused) >> unused) : (bits << unused) >> unused;
}

/// The format of a type narrower than f64.
Format formatOf(Scalar type) {
  switch (type) {
  case Scalar::F16:
    return kF16;
  case Scalar::BF16:
    return kBF16;
  case Scalar::TF32:
    return kTF32;
  case Scalar::E4M3:
    return kE4M3;
  case Scalar::E5M2:
    return kE5M2;
  default:
    return kF32;
  }
}

double toDouble(uint64_t bits, Scalar type) {
  if (type == Scalar::F64)
    return bitCast<double>(bits);
  if (type == Scalar::F32)
    return double(bitCast<float>(uint32_t(bits)));
  return widen(formatOf(type), uint32_t(bits));
}

/// A number as bits of a floating-point type, with `.ftz`, `.sat`, `.relu` and `.satfinite`.
uint64_t fromDouble(double value, Scalar type, const Details &details) {
  if (details.saturate)
    value = value > 0 ? std::min(value, 1.0) : 0.0;
  if (details.combine && (value <= 0)) // relu
    value = 0;
  if (type == Scalar::F64)
    return bitCast<uint64_t>(value);
  Format format = formatOf(type);
  uint32_t bits = roundTo(format, value, details.rounding, details.negate);
  if (type == Scalar::TF32)
    return uint64_t(bits) << 13;
  bool flushes = details.ftz && type == Scalar::F32;
  return flushes ? bitCast<uint32_t>(flush(bitCast<float>(bits))) : bits;
}

double roundToInteger(double value, Rounding rounding) {
  switch (rounding) {
  case Rounding::Zero:
    return std::trunc(value);
  case Rounding::Down:
    return std::floor(value);
  case Rounding::Up:
    return std::ceil(value);
  default:
    return std::nearbyint(value); // The host rounds to even.
  }
}

/// Out of range is clamped, NaN becomes 0.
uint64_t doubleToInteger(double value, Scalar type) {
  if (std::isnan(value))
    return 0;
  unsigned width = bitsOf(type);
  double low = isSigned(type) ? -std::ldexp(1.0, int(width) - 1) : 0.0;
  double high = std::ldexp(1.0, int(width) - (isSigned(type) ? 1 : 0));
  if (value < low)
    return isSigned(type) ? ~uint64_t(0) << (width - 1) : 0;
  uint64_t most = width == 64 && !isSigned(type) ? ~uint64_t(0) : (uint64_t(1) << (width - isSigned(type))) - 1;
  if (value >= high)
    return most;
  return isSigned(type) ? uint64_t(int64_t(value)) : uint64_t(value);
}

/// A 64-bit integer as f64, rounded to odd where it has more than 53 bits, so that one more rounding is exact.
double integerToOddDouble(uint64_t bits, bool isSignedInteger) {
  bool negative = isSignedInteger && int64_t(bits) < 0;
  uint64_t magnitude = negative ? 0 - bits : bits;
  unsigned zeros = magnitude ? unsigned(llvm::countl_zero(magnitude)) : 64;
  if (zeros < 11) {
    uint64_t unit = uint64_t(1) << (11 - zeros), rest = magnitude & (unit - 1);
    magnitude = (magnitude - rest) | (rest ? unit : 0);
  }
  return negative ? -double(magnitude) : double(magnitude);
}

uint64_t saturateInteger(uint64_t bits, Scalar from, Scalar to) {
  if (isSigned(from) && int64_t(bits) < 0) {
    if (!isSigned(to))
      return 0;
    int64_t low = bitsOf(to) == 64 ? INT64_MIN : -(int64_t(1) << (bitsOf(to) - 1));
    return uint64_t(std::max(int64_t(bits), low));
  }
  unsigned width = bitsOf(to) - isSigned(to);
  return width >= 64 ? bits : std::min(bits, (uint64_t(1) << width) - 1);
}

uint64_t convertInteger(uint64_t bits, const Details &details) {
  uint64_t value = extend(bits, details.from);
  if (details.saturate)
    value = saturateInteger(value, details.from, details.type);
  return extend(value, details.type);
}

uint64_t convertIntegerToFloat(uint64_t bits, const Details &details) {
  uint64_t value = extend(bits, details.from);
  if (details.type == Scalar::F64)
    return bitCast<uint64_t>(isSigned(details.from) ? double(int64_t(value)) : double(value));
  return fromDouble(integerToOddDouble(value, isSigned(details.from)), details.type, details);
}

double loadFloat(uint64_t bits, const Details &details) {
  bool flushes = details.ftz && details.from == Scalar::F32;
  return flushes ? double(flush(bitCast<float>(uint32_t(bits)))) : toDouble(bits, details.from);
}

uint64_t convertFloatToInteger(uint64_t bits, const Details &details) {
  return extend(doubleToInteger(roundToInteger(loadFloat(bits, details), details.rounding), details.type),
                details.type);
}

uint64_t convertFloat(uint64_t bits, const Details &details) {
  double value = loadFloat(bits, details);
  if (details.integral)
    value = std::copysign(roundToInteger(value, details.rounding), value);
  return fromDouble(value, details.type, details);
}

template <uint64_t (*kConvert)(uint64_t, const Details &)> void convertLanes(Warp &warp, const Instr &instr) {
  forLanes(warp.active,
           [&](unsigned lane) { warp.set(instr.dst[0], lane, kConvert(warp.get(instr.src[0], lane), instr.details)); });
}

void floatToBF16Lanes(Warp &warp, const Instr &instr) {
  const float *a = warp.lanes<float>(instr.src[0]);
  uint16_t *d = warp.lanes<uint16_t>(instr.dst[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = floatToBF16(a[lane]); });
}
void floatToF16Lanes(Warp &warp, const Instr &instr) {
  const float *a = warp.lanes<float>(instr.src[0]);
  uint16_t *d = warp.lanes<uint16_t>(instr.dst[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = floatToF16(a[lane]); });
}

/// The type of one half of a packed type.
Scalar halfOf(Scalar packed) {
  switch (packed) {
  case Scalar::F16x2:
    return Scalar::F16;
  case Scalar::BF16x2:
    return Scalar::BF16;
  case Scalar::E4M3x2:
    return Scalar::E4M3;
  default:
    return Scalar::E5M2;
  }
}
bool isPacked(Scalar type) {
  return type == Scalar::F16x2 || type == Scalar::BF16x2 || type == Scalar::E4M3x2 || type == Scalar::E5M2x2;
}

/// Two f32 into one register, the first above the second.
void packFloats(Warp &warp, const Instr &instr) {
  Scalar half = halfOf(instr.details.type);
  const float *a = warp.lanes<float>(instr.src[0]), *b = warp.lanes<float>(instr.src[1]);
  forLanes(warp.active, [&](unsigned lane) {
    uint64_t high = fromDouble(double(a[lane]), half, instr.details),
             low = fromDouble(double(b[lane]), half, instr.details);
    warp.set(instr.dst[0], lane, high << bitsOf(half) | low);
  });
}

/// Packed to packed, half by half.
void convertPacked(Warp &warp, const Instr &instr) {
  Scalar to = halfOf(instr.details.type), from = halfOf(instr.details.from);
  forLanes(warp.active, [&](unsigned lane) {
    uint64_t bits = warp.get(instr.src[0], lane), result = 0;
    for (unsigned i = 0; i < 2; ++i) {
      uint64_t half = bits >> (i * bitsOf(from)) & ((uint64_t(1) << bitsOf(from)) - 1);
      result |= fromDouble(toDouble(half, from), to, instr.details) << (i * bitsOf(to));
    }
    warp.set(instr.dst[0], lane, result);
  });
}

void takeRounding(Decode &decode) {
  constexpr Rounding kRoundings[] = {Rounding::Even, Rounding::Zero, Rounding::Down, Rounding::Up, Rounding::Away};
  int plain = decode.takeOneOf({"rn", "rz", "rm", "rp", "rna"}),
      integral = decode.takeOneOf({"rni", "rzi", "rmi", "rpi"});
  decode.details.integral = integral >= 0;
  if (plain >= 0 || integral >= 0)
    decode.details.rounding = kRoundings[std::max(plain, integral)];
}

void decodePacked(Decode &decode, Scalar to, Scalar from) {
  if (isPacked(to) && from == Scalar::F32) {
    decode.expectOperands(3);
    decode.dest(0, to);
    decode.source(1, from);
    decode.source(2, from);
    decode.out.execute = packFloats;
    return;
  }
  if (!isPacked(to) || !isPacked(from))
    return decode.fail("this pair of types is outside the emulator's subset");
  decode.expectOperands(2);
  decode.dest(0, to);
  decode.source(1, from);
  decode.out.execute = convertPacked;
}

Execute pickConversion(const Details &details) {
  Scalar to = details.type, from = details.from;
  bool plain = details.rounding == Rounding::Even && !details.saturate && !details.combine && !details.negate &&
               !details.ftz && from == Scalar::F32;
  if (isFloat(to) && isFloat(from)) {
    if (plain && to == Scalar::BF16)
      return floatToBF16Lanes;
    if (plain && to == Scalar::F16)
      return floatToF16Lanes;
    return convertLanes<convertFloat>;
  }
  if (isFloat(to))
    return convertLanes<convertIntegerToFloat>;
  return isFloat(from) ? convertLanes<convertFloatToInteger> : convertLanes<convertInteger>;
}

bool isNumber(Scalar type) {
  bool isFloatNumber = type == Scalar::F16 || type == Scalar::BF16 || type == Scalar::F32 || type == Scalar::F64;
  return isFloatNumber || (type >= Scalar::U8 && type <= Scalar::S64);
}
} // namespace

void decodeCvt(Decode &decode) {
  Details &details = decode.details;
  takeRounding(decode);
  details.ftz = decode.take("ftz");
  details.saturate = decode.take("sat");
  details.negate = decode.take("satfinite");
  details.combine = decode.take("relu");
  details.type = decode.takeType();
  details.from = decode.takeType();
  Scalar to = details.type, from = details.from;
  if (isPacked(to) || isPacked(from))
    return decodePacked(decode, to, from);
  bool known = (isNumber(to) && isNumber(from)) || (to == Scalar::TF32 && from == Scalar::F32);
  bool narrowed = to == Scalar::F64 && !isFloat(from) && bitsOf(from) == 64;
  if (!known || (narrowed && details.rounding != Rounding::Even))
    return decode.fail("this pair of types is outside the emulator's subset");
  decode.expectOperands(2);
  to == Scalar::TF32 ? decode.dest(0, to) : decode.wideDest(0, to);
  decode.wideSource(1, from);
  decode.out.execute = pickConversion(details);
  if (decode.out.dst.empty() || decode.out.src.empty())
    return;
  // A floating-point number lies in a register of exactly its width.
  if ((isFloat(to) && decode.out.dst[0].width != sizeOf(to)) ||
      (isFloat(from) && decode.out.src[0].width != sizeOf(from)))
    decode.fail("a register is wider than its floating-point type");
}
} // namespace aicc::ptx
