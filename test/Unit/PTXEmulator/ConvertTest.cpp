// Number formats: every f16, rounding of f32 into narrower types, and cvt's modifiers.
#include "compiler/Target/NVIDIA/Emulator/Floats.h"
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;
using Words = std::vector<uint32_t>;

namespace {
uint32_t bits(float value) { return bitCast<uint32_t>(value); }

// The short ways to and from f16 agree with the general rounding, for every f16 and around the middles between them.
TEST(Floats, ShortWaysAgree) {
  for (uint32_t half = 0; half < 0x7c00; ++half) {
    float value = f16ToFloat(uint16_t(half)), next = f16ToFloat(uint16_t(half + 1));
    ASSERT_EQ(double(value), widen(kF16, half));
    ASSERT_EQ(floatToF16(value), half);
    if (half + 1 == 0x7c00)
      break;
    float middle = value + (next - value) / 2;
    for (uint32_t word = bits(middle) - 1; word <= bits(middle) + 1; ++word)
      ASSERT_EQ(floatToF16(bitCast<float>(word)), roundTo(kF16, double(bitCast<float>(word)))) << word;
  }
}

// bf16: the same, over words spread over all exponents.
TEST(Floats, Brain) {
  for (uint32_t word = 0; word < 0x7f800000; word += 0x3fff) {
    float value = bitCast<float>(word);
    ASSERT_EQ(floatToBF16(value), roundTo(kBF16, double(value))) << word;
    ASSERT_EQ(floatToBF16(-value), roundTo(kBF16, -double(value))) << word;
  }
}

// f32 is its own rounding of f64.
TEST(Floats, Single) {
  for (double value : {1.0 / 3.0, 1e-40, 1e-46, 3.5e38, -2.0 / 3.0})
    EXPECT_EQ(roundTo(kF32, value), bits(float(value))) << value;
}

// fp8: e4m3 has no infinity and reaches 448, e5m2 reaches 57344; saturation stops there.
TEST(Floats, Eight) {
  EXPECT_EQ(roundTo(kE4M3, 448), 0x7eu);
  EXPECT_EQ(roundTo(kE4M3, 1e9, Rounding::Even, true), 0x7eu);
  EXPECT_EQ(roundTo(kE4M3, 1.0), 0x38u);
  EXPECT_EQ(widen(kE4M3, 0x01), std::ldexp(1.0, -9));
  EXPECT_EQ(widen(kE5M2, 0x7b), 57344.0);
  EXPECT_TRUE(std::isnan(widen(kE4M3, 0x7f)));
  for (uint32_t word = 0; word < 0x7f; ++word)
    EXPECT_EQ(roundTo(kE4M3, widen(kE4M3, word)), word);
}

// Directed roundings stay on their side; ties go to even, or away from zero for rna.
TEST(Convert, Directions) {
  auto narrowed = [](const char *modifier, float value) {
    return computeWords(std::string("mov.b32 %f1, %r1; cvt.") + modifier + ".f16.f32 %h1, %f1; cvt.u32.u16 %r2, %h1;",
                        {bits(value)})[0];
  };
  float above = 1 + std::ldexp(1.0f, -12); // a quarter of the way from 1 to the next f16
  EXPECT_EQ(narrowed("rn", above), 0x3c00u);
  EXPECT_EQ(narrowed("rz", above), 0x3c00u);
  EXPECT_EQ(narrowed("rp", above), 0x3c01u);
  EXPECT_EQ(narrowed("rm", -above), 0xbc01u);
  EXPECT_EQ(narrowed("rn", 1 + std::ldexp(1.0f, -11)), 0x3c00u);
  EXPECT_EQ(narrowed("rn", 1 + 3 * std::ldexp(1.0f, -11)), 0x3c02u);
  EXPECT_EQ(computeWords("mov.b32 %f1, %r1; cvt.rna.tf32.f32 %r2, %f1;", {0x3f801000, 0x3f800fff}),
            (Words{0x3f802000, 0x3f800000}));
}

// Floats to integers: by the rounding named, clamped, NaN as 0.
TEST(Convert, ToIntegers) {
  Words values = {bits(2.5f), bits(-2.5f), bits(1e20f), bits(NAN)};
  EXPECT_EQ(computeWords("mov.b32 %f1, %r1; cvt.rni.s32.f32 %r2, %f1;", values),
            (Words{2, uint32_t(-2), 0x7fffffff, 0}));
  EXPECT_EQ(computeWords("mov.b32 %f1, %r1; cvt.rpi.s32.f32 %r2, %f1;", values),
            (Words{3, uint32_t(-2), 0x7fffffff, 0}));
  EXPECT_EQ(computeWords("mov.b32 %f1, %r1; cvt.rzi.u32.f32 %r2, %f1;", values), (Words{2, 0, 0xffffffff, 0}));
  EXPECT_EQ(computeWords("mov.b32 %f1, %r1; cvt.rmi.f32.f32 %f2, %f1; mov.b32 %r2, %f2;", {bits(-2.5f)}),
            (Words{bits(-3.0f)}));
}

// Integers to floats round once, also those of more than 53 bits.
TEST(Convert, FromIntegers) {
  EXPECT_EQ(computeWords("cvt.rn.f32.s32 %f1, %r1; mov.b32 %r2, %f1;", {16777217, uint32_t(-3)}),
            (Words{bits(16777216.0f), bits(-3.0f)}));
  // 2^63 + 2^39 + 1: above the middle of two f32 only by its last bit.
  EXPECT_EQ(computeWord("mov.u64 %q5, 0x8000008000000001; cvt.rn.f32.u64 %f1, %q5; mov.b32 %r2, %f1;"), 0x5f000001u);
}

// Pairs of f32 go into one register, the first above; relu and saturation work on each.
TEST(Convert, Pairs) {
  EXPECT_EQ(computeWord("cvt.rn.bf16x2.f32 %r2, 0f3F800000, 0f40000000;"), 0x3f804000u);
  EXPECT_EQ(computeWord("cvt.rn.f16x2.f32 %r2, 0f3F800000, 0fC0000000;"), 0x3c00c000u);
  EXPECT_EQ(computeWord("cvt.rn.relu.f16x2.f32 %r2, 0f3F800000, 0fC0000000;"), 0x3c000000u);
  EXPECT_EQ(computeWord("cvt.rn.satfinite.e4m3x2.f32 %h1, 0f3F800000, 0f7F7FFFFF; cvt.u32.u16 %r2, %h1;"), 0x387eu);
  EXPECT_EQ(computeWord("mov.b16 %h1, 0x3840; cvt.rn.f16x2.e4m3x2 %r2, %h1;"), 0x3c004000u);
}
} // namespace
