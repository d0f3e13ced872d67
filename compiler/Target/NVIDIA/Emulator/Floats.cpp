// Rounding into narrow formats by integer arithmetic on the significand of the f64 value.
#include "compiler/Target/NVIDIA/Emulator/Floats.h"

namespace aicc::ptx {
namespace {
/// Whether a significand whose cut-off part is `rest` of `unit` is to grow by one.
bool roundsUp(uint64_t kept, uint64_t rest, uint64_t unit, bool negative, Rounding rounding) {
  switch (rounding) {
  case Rounding::Even:
    return rest > unit / 2 || (rest == unit / 2 && (kept & 1));
  case Rounding::Away:
    return rest >= unit / 2;
  case Rounding::Zero:
    return false;
  case Rounding::Down:
    return negative && rest;
  case Rounding::Up:
    return !negative && rest;
  }
  return false;
}

/// Bits of the largest finite number without its sign.
uint32_t largest(Format format) {
  uint32_t exponents = (1u << format.exponentBits) - 1, mantissas = (1u << format.mantissaBits) - 1;
  if (format.finite)
    return (exponents << format.mantissaBits) | (mantissas - 1);
  return ((exponents - 1) << format.mantissaBits) | mantissas;
}

uint32_t nanOf(Format format) {
  return ((1u << (format.exponentBits + format.mantissaBits)) - 1); // All ones is NaN in every format here.
}

/// What replaces a number beyond the largest.
uint32_t overflow(Format format, bool negative, Rounding rounding, bool saturate) {
  bool towardsZero = rounding == Rounding::Zero || rounding == (negative ? Rounding::Up : Rounding::Down);
  if (saturate || towardsZero)
    return largest(format);
  return format.finite ? nanOf(format) : largest(format) + 1;
}
} // namespace

uint32_t roundTo(Format format, double value, Rounding rounding, bool saturate) {
  uint64_t bits = bitCast<uint64_t>(value);
  bool negative = bits >> 63;
  uint32_t sign = uint32_t(negative) << (format.exponentBits + format.mantissaBits);
  if (std::isnan(value))
    return nanOf(format);
  if (std::isinf(value))
    return sign | (saturate ? largest(format) : format.finite ? nanOf(format) : largest(format) + 1);
  if (value == 0 || !(bits >> 52 & 0x7ff)) // An f64 denormal is below every format's half unit but for directed modes.
    return sign | (value != 0 && roundsUp(0, 1, 4, negative, rounding));
  int exponent = int(bits >> 52 & 0x7ff) - 1023;
  uint64_t significand = (bits & ((uint64_t(1) << 52) - 1)) | uint64_t(1) << 52;
  int smallest = 1 - format.bias();
  int shift = 52 - format.mantissaBits + (exponent < smallest ? smallest - exponent : 0);
  if (shift > 55)
    shift = 55; // All that is left is "more than zero, less than half".
  uint64_t unit = uint64_t(1) << shift, kept = significand >> shift, rest = significand & (unit - 1);
  kept += roundsUp(kept, rest, unit, negative, rounding);
  // The hidden bit adds one to the exponent field; a carry out of the mantissa does the same.
  uint64_t field = exponent < smallest ? 0 : uint64_t(exponent - smallest);
  uint64_t result = (field << format.mantissaBits) + kept;
  return sign | (result > largest(format) ? overflow(format, negative, rounding, saturate) : uint32_t(result));
}

double widen(Format format, uint32_t bits) {
  int width = format.exponentBits + format.mantissaBits;
  uint32_t field = bits >> format.mantissaBits & ((1u << format.exponentBits) - 1);
  uint32_t mantissa = bits & ((1u << format.mantissaBits) - 1);
  double sign = bits >> width & 1 ? -1.0 : 1.0;
  bool top = field == (1u << format.exponentBits) - 1;
  if (top && (!format.finite || mantissa == (1u << format.mantissaBits) - 1))
    return mantissa ? std::nan("") : sign * HUGE_VAL;
  if (field == 0)
    return sign * std::ldexp(double(mantissa), 1 - format.bias() - format.mantissaBits);
  return sign *
         std::ldexp(double(mantissa | 1u << format.mantissaBits), int(field) - format.bias() - format.mantissaBits);
}

double addToOdd(double a, double b) {
  double sum = a + b;
  if (!std::isfinite(sum))
    return sum;
  // The exact error of the sum (Knuth's TwoSum).
  double part = sum - a, error = (a - (sum - part)) + (b - part);
  uint64_t bits = bitCast<uint64_t>(sum);
  if (error == 0 || (bits & 1))
    return sum;
  bool grows = (error > 0) == (sum > 0);
  return bitCast<double>(grows ? bits + 1 : bits - 1);
}
} // namespace aicc::ptx
