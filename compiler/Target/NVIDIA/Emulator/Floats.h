// Number formats narrower than f32, and rounding into them: exact, with every rounding direction of `cvt`.
//
// f32 and f64 are the host's IEEE formats. f16, bf16, tf32, e4m3 and e5m2 are kept as bits; arithmetic on them widens
// to f32 or f64, which hold them exactly, and rounds once ("Alternate Floating-Point Data Formats" of the PTX ISA).
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_FLOATS_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_FLOATS_H

#include <cmath>
#include <cstdint>
#include <cstring>

namespace aicc::ptx {
/// Rounding directions: to nearest even, to zero, down, up, to nearest with ties away from zero.
enum class Rounding : uint8_t { Even, Zero, Down, Up, Away };

/// The bits of a value as another type of its size.
template <typename To, typename From> inline To bitCast(From from) {
  static_assert(sizeof(To) == sizeof(From), "bits are kept");
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

/// A binary format by its exponent and mantissa bits. `finite`: no infinities, one NaN a sign (e4m3).
struct Format {
  int exponentBits, mantissaBits;
  bool finite = false;

  int bias() const { return (1 << (exponentBits - 1)) - 1; }
};
inline constexpr Format kF16{5, 10}, kBF16{8, 7}, kTF32{8, 10}, kF32{8, 23}, kE4M3{4, 3, true}, kE5M2{5, 2};

/// Rounds `value` into `format` and returns its bits; too large becomes infinity (or the largest finite number where
/// the direction, `saturate` or the format says so), NaN the format's canonical NaN.
uint32_t roundTo(Format format, double value, Rounding rounding = Rounding::Even, bool saturate = false);
/// The value of a number of `format`.
double widen(Format format, uint32_t bits);

/// a + b rounded to odd in f64: rounding the result again to a format of at most 51 mantissa bits is exact.
double addToOdd(double a, double b);

inline float bf16ToFloat(uint16_t bits) { return bitCast<float>(uint32_t(bits) << 16); }

/// f16 to f32, without a branch on the common path.
inline float f16ToFloat(uint16_t bits) {
  uint32_t magnitude = uint32_t(bits & 0x7fff) << 13, sign = uint32_t(bits & 0x8000) << 16;
  // Moves the exponent from bias 15 to bias 127, denormals included.
  float scaled = bitCast<float>(magnitude) * bitCast<float>(uint32_t(239) << 23);
  if ((bits & 0x7c00) == 0x7c00)
    return bitCast<float>(sign | magnitude | 0x7f800000u);
  return bitCast<float>(sign | bitCast<uint32_t>(scaled));
}

/// f32 to f16, to nearest even; NaN becomes 0x7fff.
inline uint16_t floatToF16(float value) {
  uint32_t bits = bitCast<uint32_t>(value), sign = (bits >> 16) & 0x8000u;
  bits &= 0x7fffffffu;
  if (bits > 0x7f800000u)
    return 0x7fff;
  if (bits >= 0x477ff000u)
    return uint16_t(sign | 0x7c00u);
  if (bits < 0x38800000u) // Denormal in f16: adding 0.5 leaves the result, rounded, in the low bits.
    return uint16_t(sign | (bitCast<uint32_t>(bitCast<float>(bits) + 0.5f) - 0x3f000000u));
  bits += 0xc8000fffu + ((bits >> 13) & 1);
  return uint16_t(sign | (bits >> 13));
}

/// f32 to bf16, to nearest even; NaN becomes 0x7fff.
inline uint16_t floatToBF16(float value) {
  uint32_t bits = bitCast<uint32_t>(value);
  if ((bits & 0x7fffffffu) > 0x7f800000u)
    return 0x7fff;
  return uint16_t((bits + 0x7fffu + ((bits >> 16) & 1)) >> 16);
}

/// Replaces a denormal by zero of its sign (`.ftz`).
inline float flush(float value) { return std::fabs(value) < 1.17549435e-38f ? std::copysign(0.0f, value) : value; }

/// The NaN that arithmetic on f32 gives.
inline float canonicalNaN() { return bitCast<float>(0x7fffffffu); }
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_FLOATS_H
