// What keeps a record from being used, in words and as a distance.
#include "autotune/Database/Nearness.h"
#include "test/Unit/Database/Examples.h"
#include <gtest/gtest.h>

using namespace aicc::autotune;

static Gap gapBetween(const Key &record, const Key &here) {
  Gap gap = Nearness(here).gapTo(record);
  EXPECT_EQ(gap.distance, Nearness(here).distanceTo(record)) << "words change no distance";
  return gap;
}

// Kernels that differ in extents alone have one family; another type or another operand makes another.
TEST(Nearness, Families) {
  std::string text = exampleKey().kernelText;
  EXPECT_EQ(familyOf(text), familyOf(exampleKey(77).kernelText));
  std::string other = text;
  other.replace(other.find("a1 f32"), 6, "a1 f16");
  EXPECT_NE(familyOf(text), familyOf(other));
  other = text;
  other.replace(other.find(" weight"), 7, "");
  EXPECT_NE(familyOf(text), familyOf(other));
}

// Equal keys have no gap.
TEST(Nearness, Equal) {
  Gap gap = gapBetween(exampleKey(), exampleKey());
  EXPECT_EQ(gap.distance, 0);
  EXPECT_TRUE(gap.differences.empty());
}

// Each field that differs is told with both values: kernel, team, silicon, in this order.
TEST(Nearness, Words) {
  Gap gap = gapBetween(exampleKey(512, 1, "524288"), exampleKey(256, 2, "1048576"));
  EXPECT_EQ(gap.differences, (std::vector<std::string>{"kernel d0: record 512, here 256", "threads: record 1, here 2",
                                                       "silicon L2: record 524288, here 1048576"}));
  EXPECT_DOUBLE_EQ(gap.distance, 1 + 2 + 1);
}

// Instruction sets are told by what the one has and the other has not.
TEST(Nearness, Features) {
  Key record = exampleKey(), here = exampleKey();
  record.silicon = "vendor=ACME;isa=avx+avx512f;units=2";
  here.silicon = "vendor=ACME;isa=avx+fma;units=2";
  EXPECT_EQ(gapBetween(record, here).differences,
            (std::vector<std::string>{"silicon isa: only the record has avx512f, only this device has fma"}));
}

// A level that only one of the two has is told too.
TEST(Nearness, MissingLevels) {
  Key here = exampleKey();
  here.silicon += ";L0=64";
  EXPECT_EQ(gapBetween(exampleKey(), here).differences,
            (std::vector<std::string>{"silicon L0: record none, here 64"}));
}
