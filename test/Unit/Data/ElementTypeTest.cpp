// Sizes, names, and rounding of every element type.
#include "compiler/Data/ElementType.h"

#include "llvm/ADT/bit.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace aicc::data;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr ElementType all[] = {ElementType::F64, ElementType::F32, ElementType::F16,
                               ElementType::BF16, ElementType::I1, ElementType::I4, ElementType::I8,
                               ElementType::I16, ElementType::I32, ElementType::I64};

// The name of a type parses back to it; anything else parses to nothing.
TEST(ElementTypeTest, NamesRoundTrip) {
  for (ElementType type : all)
    EXPECT_EQ(parseElementType(nameOf(type)), type);
  for (const char *name : {"", "f8", "F32", "i5", "bf16 ", "index", "float"})
    EXPECT_EQ(parseElementType(name), std::nullopt) << name;
  EXPECT_EQ(nameOf(ElementType::BF16), "bf16");
}

TEST(ElementTypeTest, SizesAreThoseInMemory) {
  const unsigned sizes[] = {8, 4, 2, 2, 1, 1, 1, 2, 4, 8};
  for (unsigned i = 0; i != std::size(all); ++i)
    EXPECT_EQ(byteSize(all[i]), sizes[i]) << nameOf(all[i]).str();
}

// Every binary16 and bfloat16 value survives a trip through double; NaNs stay NaNs of their sign.
TEST(ElementTypeTest, EverySixteenBitValueRoundTrips) {
  for (unsigned bits = 0; bits != 0x10000; ++bits) {
    double half = fromHalf(bits), bfloat = fromBFloat(bits);
    uint16_t halfBits = toHalf(half), bfloatBits = toBFloat(bfloat);
    if (std::isnan(half))
      EXPECT_TRUE(std::isnan(fromHalf(halfBits)) && (halfBits & 0x8000) == (bits & 0x8000));
    else
      ASSERT_EQ(halfBits, bits);
    if (std::isnan(bfloat))
      EXPECT_TRUE(std::isnan(fromBFloat(bfloatBits)) && (bfloatBits & 0x8000) == (bits & 0x8000));
    else
      ASSERT_EQ(bfloatBits, bits);
  }
}

// Between two neighbours, what lies below the middle goes down, above goes up, the middle to even:
// normal and denormal values, both signs.
TEST(ElementTypeTest, RoundsToNearestEven) {
  for (unsigned bits = 0; bits + 1 < 0x7c00; ++bits) {
    double low = fromHalf(bits), high = fromHalf(bits + 1), middle = (low + high) / 2;
    ASSERT_EQ(toHalf(middle), bits + (bits & 1));
    ASSERT_EQ(toHalf(std::nextafter(middle, 0)), bits);
    ASSERT_EQ(toHalf(std::nextafter(middle, inf)), bits + 1);
    ASSERT_EQ(toHalf(-middle), (bits + (bits & 1)) | 0x8000);
  }
  for (unsigned bits = 0; bits + 1 < 0x7f80; ++bits) {
    double low = fromBFloat(bits), high = fromBFloat(bits + 1), middle = (low + high) / 2;
    ASSERT_EQ(toBFloat(middle), bits + (bits & 1));
    ASSERT_EQ(toBFloat(std::nextafter(middle, 0)), bits);
    ASSERT_EQ(toBFloat(std::nextafter(middle, inf)), bits + 1);
  }
}

// 1 + 2^-8 + 2^-40 is above the middle of two bf16 values; by way of f32 it would be a tie.
TEST(ElementTypeTest, RoundsOnceAndNotByWayOfF32) {
  EXPECT_EQ(toBFloat(1 + 0x1p-8 + 0x1p-40), 0x3f81);
  EXPECT_EQ(toBFloat(float(1 + 0x1p-8 + 0x1p-40)), 0x3f80);
  EXPECT_EQ(toHalf(1 + 0x1p-11 + 0x1p-40), 0x3c01);
}

TEST(ElementTypeTest, OverflowsToInfinityFromTheMiddle) {
  EXPECT_EQ(toHalf(65504), 0x7bff);
  EXPECT_EQ(toHalf(std::nextafter(65520, 0)), 0x7bff);
  EXPECT_EQ(toHalf(65520), 0x7c00);
  EXPECT_EQ(toHalf(-1e300), 0xfc00);
  EXPECT_EQ(toBFloat(0x1.ffp127), 0x7f80);
  EXPECT_EQ(toBFloat(std::nextafter(0x1.ffp127, 0)), 0x7f7f);
  EXPECT_EQ(toBFloat(-inf), 0xff80);
  EXPECT_EQ(roundTo(ElementType::F32, 1e39), inf);
}

TEST(ElementTypeTest, UnderflowsByWayOfDenormalsAndKeepsTheSignOfZero) {
  EXPECT_EQ(toHalf(0x1p-24), 1);
  EXPECT_EQ(toHalf(0x1p-25), 0);
  EXPECT_EQ(toHalf(std::nextafter(0x1p-25, 1)), 1);
  EXPECT_EQ(toHalf(std::nextafter(0x1p-14, 0)), 0x0400);
  EXPECT_EQ(toBFloat(-0x1p-133), 0x8001);
  EXPECT_EQ(toBFloat(-0x1p-200), 0x8000);
  EXPECT_EQ(toHalf(-0.0), 0x8000);
  EXPECT_EQ(toHalf(std::numeric_limits<double>::denorm_min()), 0);
  EXPECT_TRUE(std::signbit(fromHalf(0x8000)));
  EXPECT_TRUE(std::signbit(fromBFloat(0x8000)));
}

// NaN with only low bits of payload must not become infinity.
TEST(ElementTypeTest, KeepsNaN) {
  double low = llvm::bit_cast<double>(uint64_t(0xfff0000000000001));
  EXPECT_EQ(toHalf(low), 0xfe00);
  EXPECT_EQ(toBFloat(low), 0xffc0);
  EXPECT_TRUE(std::isnan(fromHalf(0x7c01)));
  for (ElementType type : {ElementType::F64, ElementType::F32, ElementType::F16, ElementType::BF16})
    EXPECT_TRUE(std::isnan(roundTo(type, nan)));
}

// epsilon and smallestDenormal are what their names say, by the arithmetic of the type.
TEST(ElementTypeTest, EpsilonAndDenormalAreThoseOfTheType) {
  for (ElementType type : {ElementType::F64, ElementType::F32, ElementType::F16, ElementType::BF16}) {
    double eps = epsilon(type), tiny = smallestDenormal(type);
    EXPECT_EQ(roundTo(type, 1 + eps), 1 + eps);
    EXPECT_EQ(roundTo(type, 1 + eps / 2), 1);
    EXPECT_EQ(roundTo(type, tiny), tiny);
    EXPECT_EQ(roundTo(type, tiny / 2), 0);
  }
  EXPECT_EQ(epsilon(ElementType::I8), 0);
}

TEST(ElementTypeTest, IntegersRoundAndSaturate) {
  EXPECT_EQ(roundTo(ElementType::I8, 127.5), 127);
  EXPECT_EQ(roundTo(ElementType::I4, 7.5), 7);
  EXPECT_EQ(roundTo(ElementType::I4, -1e9), -8);
  EXPECT_EQ(roundTo(ElementType::I8, -1e9), -128);
  EXPECT_EQ(roundTo(ElementType::I32, 2.5), 2);
  EXPECT_EQ(roundTo(ElementType::I32, -3.5), -4);
  EXPECT_EQ(roundTo(ElementType::I16, nan), 0);
  EXPECT_EQ(roundTo(ElementType::I1, 0.25), 1);
  int64_t element = 0;
  store(ElementType::I64, &element, inf);
  EXPECT_EQ(element, std::numeric_limits<int64_t>::max());
  store(ElementType::I64, &element, -0x1p70);
  EXPECT_EQ(element, std::numeric_limits<int64_t>::min());
  store(ElementType::I64, &element, -0x1p53);
  EXPECT_EQ(element, -(int64_t(1) << 53));
}

TEST(ElementTypeTest, IntegersAreStoredModuloTheirWidth) {
  int64_t element = 0;
  storeInteger(ElementType::I8, &element, 200);
  EXPECT_EQ(loadInteger(ElementType::I8, &element), -56);
  storeInteger(ElementType::I32, &element, (int64_t(1) << 32) + 5);
  EXPECT_EQ(loadInteger(ElementType::I32, &element), 5);
  storeInteger(ElementType::I64, &element, (int64_t(1) << 53) + 1);
  EXPECT_EQ(loadInteger(ElementType::I64, &element), (int64_t(1) << 53) + 1);
  storeInteger(ElementType::I1, &element, 2);
  EXPECT_EQ(loadInteger(ElementType::I1, &element), 0);
}

} // namespace
