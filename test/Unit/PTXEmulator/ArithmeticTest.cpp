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
} // namespace
