// Arithmetic on hand-written PTX against values computed by hand.
#include "test/Unit/PTXEmulator/Kernels.h"
#include <cmath>

using namespace aicc::ptx;
using Words = std::vector<uint32_t>;

namespace {
uint32_t bits(float value) {
  uint32_t word;
  std::memcpy(&word, &value, 4);
  return word;
}

// add, sub and mul.lo wrap around; .sat clamps.
TEST(Integer, AddAndMultiply) {
  EXPECT_EQ(computeWords("add.s32 %r2, %r1, 5;", {0, 0xffffffff, 0x7fffffff}), (Words{5, 4, 0x80000004}));
  EXPECT_EQ(computeWords("add.sat.s32 %r2, %r1, 5;", {0, 0xffffffff, 0x7fffffff}), (Words{5, 4, 0x7fffffff}));
  EXPECT_EQ(computeWords("sub.s32 %r2, 5, %r1;", {1, 6}), (Words{4, 0xffffffff}));
  EXPECT_EQ(computeWords("mul.lo.s32 %r2, %r1, -3;", {2, 0x80000001}), (Words{uint32_t(-6), 0x7ffffffd}));
  EXPECT_EQ(computeWords("mul.hi.u32 %r2, %r1, %r1;", {0xffffffff, 0x10000}), (Words{0xfffffffe, 1}));
  EXPECT_EQ(computeWords("mul.hi.s32 %r2, %r1, %r1;", {0xffffffff, 0x80000000}), (Words{0, 0x40000000}));
  EXPECT_EQ(computeWords("mad.lo.s32 %r2, %r1, %r1, 7;", {3}), (Words{16}));
  EXPECT_EQ(computeWords("mul.wide.s32 %q5, %r1, %r1; mov.b64 {%r3, %r2}, %q5;", {0xfffffffe, 0x80000000}),
            (Words{0, 0x40000000}));
  EXPECT_EQ(computeWords("mad.wide.u32 %q5, %r1, 2, -1; cvt.u32.u64 %r2, %q5;", {3}), (Words{5}));
}

// Division truncates; by zero it gives all ones, and INT_MIN / -1 wraps around.
TEST(Integer, Divide) {
  EXPECT_EQ(computeWords("div.s32 %r2, %r1, 3;", {7, uint32_t(-7)}), (Words{2, uint32_t(-2)}));
  EXPECT_EQ(computeWords("rem.s32 %r2, %r1, 3;", {7, uint32_t(-7)}), (Words{1, uint32_t(-1)}));
  EXPECT_EQ(computeWords("div.u32 %r2, 5, %r1;", {0, 2}), (Words{0xffffffff, 2}));
  EXPECT_EQ(computeWords("div.s32 %r2, %r1, -1;", {0x80000000}), (Words{0x80000000}));
  EXPECT_EQ(computeWords("rem.s32 %r2, %r1, -1;", {0x80000000}), (Words{0}));
}

// Types of 16 bits keep 16 bits; signedness decides min, max, abs and the upper bits of conversions.
TEST(Integer, SignsAndWidths) {
  EXPECT_EQ(computeWords("cvt.u16.u32 %h1, %r1; add.s16 %h2, %h1, %h1; cvt.u32.u16 %r2, %h2;", {0xc001}),
            (Words{0x8002}));
  EXPECT_EQ(computeWords("cvt.u16.u32 %h1, %r1; cvt.s32.s16 %r2, %h1;", {0x8000}), (Words{0xffff8000}));
  EXPECT_EQ(computeWords("cvt.s32.s8 %r2, %r1;", {0x180, 0x17f}), (Words{0xffffff80, 0x7f}));
  EXPECT_EQ(computeWords("cvt.sat.u8.s32 %r2, %r1;", {300, uint32_t(-5), 7}), (Words{255, 0, 7}));
  EXPECT_EQ(computeWords("cvt.sat.s8.s32 %r2, %r1;", {300, uint32_t(-500)}), (Words{127, uint32_t(-128)}));
  EXPECT_EQ(computeWords("min.s32 %r2, %r1, 1;", {uint32_t(-1), 3}), (Words{uint32_t(-1), 1}));
  EXPECT_EQ(computeWords("min.u32 %r2, %r1, 1;", {uint32_t(-1), 0}), (Words{1, 0}));
  EXPECT_EQ(computeWords("max.s32 %r2, %r1, 1;", {uint32_t(-1), 3}), (Words{1, 3}));
  EXPECT_EQ(computeWords("abs.s32 %r2, %r1;", {uint32_t(-9)}), (Words{9}));
  EXPECT_EQ(computeWords("neg.s32 %r2, %r1;", {9}), (Words{uint32_t(-9)}));
  EXPECT_EQ(computeWords("sad.s32 %r2, %r1, 2, 10;", {uint32_t(-3), 5}), (Words{15, 13}));
}

// The carry flag goes from add.cc to addc, and the borrow from sub.cc to subc.
TEST(Integer, Carry) {
  EXPECT_EQ(computeWords("add.cc.u32 %r3, %r1, 1; addc.u32 %r2, 5, 0;", {0xffffffff, 0}), (Words{6, 5}));
  EXPECT_EQ(computeWords("sub.cc.u32 %r3, %r1, 1; subc.u32 %r2, 5, 0;", {0, 1}), (Words{4, 5}));
}

// dp4a: four bytes each, signed or not, plus c.
TEST(Integer, DotProduct) {
  EXPECT_EQ(computeWords("dp4a.s32.s32 %r2, %r1, 0x01ff02fe, 100;", {0x04030201}), (Words{100 + 4 - 3 + 4 - 2}));
  EXPECT_EQ(computeWords("dp4a.u32.u32 %r2, %r1, 0x01ff02fe, 0;", {0x04030201}), (Words{4 + 3 * 255 + 2 * 2 + 254}));
}

// Shifts clamp their amount; arithmetic ones keep the sign.
TEST(Bits, Shifts) {
  EXPECT_EQ(computeWords("shl.b32 %r2, %r1, 4;", {0xf0000001}), (Words{0x10}));
  EXPECT_EQ(computeWords("shl.b32 %r2, 1, %r1;", {31, 32, 99}), (Words{0x80000000, 0, 0}));
  EXPECT_EQ(computeWords("shr.u32 %r2, %r1, 31;", {0x80000000}), (Words{1}));
  EXPECT_EQ(computeWords("shr.s32 %r2, %r1, 40;", {0x80000000, 5}), (Words{0xffffffff, 0}));
  EXPECT_EQ(computeWords("shf.l.wrap.b32 %r2, 0x80000000, %r1, 33;", {3}), (Words{7}));
  EXPECT_EQ(computeWords("shf.r.clamp.b32 %r2, %r1, 9, 40;", {3}), (Words{9}));
}

// Logic, truth tables, fields, counts, byte selection.
TEST(Bits, Logic) {
  EXPECT_EQ(computeWords("and.b32 %r2, %r1, 0xff;", {0x1234}), (Words{0x34}));
  EXPECT_EQ(computeWords("or.b32 %r3, %r1, 1; xor.b32 %r4, %r3, 3; not.b32 %r2, %r4;", {4}), (Words{~6u}));
  EXPECT_EQ(computeWords("lop3.b32 %r2, %r1, 0xcccccccc, 0xaaaaaaaa, 0x96;", {0xf0f0f0f0}),
            (Words{0xf0f0f0f0 ^ 0xcccccccc ^ 0xaaaaaaaa}));
  EXPECT_EQ(computeWords("bfe.u32 %r2, %r1, 4, 8;", {0x12345}), (Words{0x34}));
  EXPECT_EQ(computeWords("bfe.s32 %r2, %r1, 4, 4;", {0x80}), (Words{0xfffffff8}));
  EXPECT_EQ(computeWords("bfi.b32 %r2, 0xab, %r1, 8, 8;", {0x11223344}), (Words{0x1122ab44}));
  EXPECT_EQ(computeWords("popc.b32 %r2, %r1;", {0xf0f}), (Words{8}));
  EXPECT_EQ(computeWords("clz.b32 %r2, %r1;", {1, 0}), (Words{31, 32}));
  EXPECT_EQ(computeWords("brev.b32 %r2, %r1;", {1}), (Words{0x80000000}));
  EXPECT_EQ(computeWords("bfind.u32 %r2, %r1;", {0x10, 0}), (Words{4, 0xffffffff}));
  EXPECT_EQ(computeWords("bfind.shiftamt.s32 %r2, %r1;", {0x10, 0xfffffffe, 0xffffffff}), (Words{27, 31, 0xffffffff}));
  EXPECT_EQ(computeWords("prmt.b32 %r2, %r1, 0x77665544, 0x5140;", {0x33221180}), (Words{0x55114480}));
  EXPECT_EQ(computeWords("prmt.b32 %r2, %r1, 0, 0x8888;", {0x33221180}), (Words{0xffffffff}));
}

// f32: rounded to nearest even, fused where it says so, flushed and clamped where asked.
TEST(Floating, Single) {
  auto f = [](const char *text, float a) { return computeWords(text, {bits(a)})[0]; };
  EXPECT_EQ(f("mov.b32 %f1, %r1; add.f32 %f2, %f1, 0f3F800000; mov.b32 %r2, %f2;", 2.5f), bits(3.5f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; mul.f32 %f2, %f1, %f1; mov.b32 %r2, %f2;", 1.5f), bits(2.25f));
  float eps = std::ldexp(1.0f, -12);
  EXPECT_EQ(f("mov.b32 %f1, %r1; fma.rn.f32 %f2, %f1, %f1, 0fBF800000; mov.b32 %r2, %f2;", 1 + eps),
            bits(2 * eps + eps * eps));
  EXPECT_EQ(f("mov.b32 %f1, %r1; add.ftz.f32 %f2, %f1, 0f00000000; mov.b32 %r2, %f2;", 1e-39f), 0u);
  EXPECT_EQ(f("mov.b32 %f1, %r1; add.sat.f32 %f2, %f1, 0f00000000; mov.b32 %r2, %f2;", 7.0f), bits(1.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; add.rz.f32 %f2, %f1, 0f33000001; mov.b32 %r2, %f2;", 1.0f), bits(1.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; add.rp.f32 %f2, %f1, 0f33000001; mov.b32 %r2, %f2;", 1.0f), bits(1.0f) + 1);
  EXPECT_EQ(f("mov.b32 %f1, %r1; max.f32 %f2, %f1, 0f3F800000; mov.b32 %r2, %f2;", NAN), bits(1.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; max.NaN.f32 %f2, %f1, 0f3F800000; mov.b32 %r2, %f2;", NAN), 0x7fffffffu);
  EXPECT_EQ(f("mov.b32 %f1, %r1; min.f32 %f2, %f1, 0f80000000; mov.b32 %r2, %f2;", 0.0f), bits(-0.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; div.rn.f32 %f2, %f1, 0f40400000; mov.b32 %r2, %f2;", 1.0f), bits(1.0f / 3.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; sqrt.rn.f32 %f2, %f1; mov.b32 %r2, %f2;", 2.0f), bits(std::sqrt(2.0f)));
  EXPECT_EQ(f("mov.b32 %f1, %r1; ex2.approx.f32 %f2, %f1; mov.b32 %r2, %f2;", 3.0f), bits(8.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; lg2.approx.f32 %f2, %f1; mov.b32 %r2, %f2;", 8.0f), bits(3.0f));
  EXPECT_EQ(f("mov.b32 %f1, %r1; neg.f32 %f2, %f1; abs.f32 %f3, %f2; mov.b32 %r2, %f3;", 3.0f), bits(3.0f));
}

// f16 and bf16, alone and two in a register; fma rounds once.
TEST(Floating, Halves) {
  EXPECT_EQ(computeWords("add.rn.f16x2 %r2, %r1, %r1;", {0x3c004000}), (Words{0x40004400}));
  EXPECT_EQ(computeWords("mul.rn.bf16x2 %r2, %r1, %r1;", {0x40004040}), (Words{0x40804110}));
  EXPECT_EQ(computeWords("cvt.u16.u32 %h1, %r1; fma.rn.f16 %h2, %h1, %h1, %h1; cvt.u32.u16 %r2, %h2;", {0x4200}),
            (Words{0x4a00}));
  // (1 + 2^-10)^2 + 2^-24 is just above the middle of two f16: rounding the product first would lose that.
  EXPECT_EQ(computeWords("mov.b32 {%h1, %h2}, %r1; fma.rn.f16 %h3, %h1, %h1, %h2; cvt.u32.u16 %r2, %h3;", {0x00013c01}),
            (Words{0x3c02}));
  EXPECT_EQ(computeWords("fma.rn.relu.f16x2 %r2, %r1, 0x3c003c00, 0;", {0xbc003c00}), (Words{0x00003c00}));
  EXPECT_EQ(computeWords("max.f16x2 %r2, %r1, 0x3c003c00;", {0x40000000}), (Words{0x40003c00}));
}

// f64 through registers of 64 bits.
TEST(Floating, Double) {
  EXPECT_EQ(computeWords("cvt.rn.f64.s32 %d1, %r1; fma.rn.f64 %d2, %d1, 0d4000000000000000, 0d3FF0000000000000; "
                         "cvt.rzi.s32.f64 %r2, %d2;",
                         {21}),
            (Words{43}));
}

// Comparisons: ordered ones are false on NaN, those in u true; combined with a predicate, negated or not.
TEST(Compare, Predicates) {
  auto set = [](const char *comparison, Words values) {
    return computeWords(std::string("mov.b32 %f1, %r1; ") + comparison + " selp.b32 %r2, 1, 0, %p1;", values);
  };
  Words values = {bits(1.0f), bits(2.0f), bits(3.0f), bits(NAN)};
  EXPECT_EQ(set("setp.lt.f32 %p1, %f1, 0f40000000;", values), (Words{1, 0, 0, 0}));
  EXPECT_EQ(set("setp.geu.f32 %p1, %f1, 0f40000000;", values), (Words{0, 1, 1, 1}));
  EXPECT_EQ(set("setp.ne.f32 %p1, %f1, 0f40000000;", values), (Words{1, 0, 1, 0}));
  EXPECT_EQ(set("setp.nan.f32 %p1, %f1, %f1;", values), (Words{0, 0, 0, 1}));
  EXPECT_EQ(set("setp.gt.f32 %p2, %f1, 0f3F800000; setp.lt.and.f32 %p1, %f1, 0f40400000, %p2;", values),
            (Words{0, 1, 0, 0}));
  EXPECT_EQ(set("setp.gt.f32 %p2, %f1, 0f3F800000; setp.lt.or.f32 %p1, %f1, 0f40000000, !%p2;", values),
            (Words{1, 0, 0, 1}));
  EXPECT_EQ(set("setp.lt.f32 %p3|%p1, %f1, 0f40000000;", values), (Words{0, 1, 1, 1}));
  EXPECT_EQ(computeWords("setp.lt.s32 %p1, %r1, 0; selp.b32 %r2, 1, 2, %p1;", {uint32_t(-1), 1}), (Words{1, 2}));
  EXPECT_EQ(computeWords("setp.lo.u32 %p1, %r1, 5; not.pred %p2, %p1; selp.b32 %r2, 1, 2, %p2;", {4, 5}),
            (Words{2, 1}));
  EXPECT_EQ(computeWords("set.lt.u32.s32 %r2, %r1, 0;", {uint32_t(-1), 1}), (Words{0xffffffff, 0}));
  EXPECT_EQ(computeWords("slct.b32.s32 %r2, 1, 2, %r1;", {uint32_t(-1), 0}), (Words{2, 1}));
}

// Predicated instructions leave the lanes of a false guard alone.
TEST(Compare, Guards) {
  EXPECT_EQ(
      computeWords("mov.u32 %r2, 9; setp.gt.u32 %p1, %r1, 5; @%p1 mov.u32 %r2, 1; @!%p1 add.u32 %r2, %r2, 1;", {6, 5}),
      (Words{1, 10}));
}

// mov packs and unpacks vectors; _ takes what nobody needs.
TEST(Moves, Vectors) {
  EXPECT_EQ(computeWords("mov.b32 {%h1, %h2}, %r1; mov.b32 %r2, {%h2, %h1};", {0x12345678}), (Words{0x56781234}));
  EXPECT_EQ(computeWords("mov.b64 %q5, {%r1, 7}; mov.b64 {_, %r2}, %q5;", {1}), (Words{7}));
}
} // namespace
