// Counting and owning elements.
#include "Scratch.h"

using namespace aicc::data;

namespace {

TEST(ArrayTest, IsAlignedAndZero) {
  for (ElementType type : {ElementType::I8, ElementType::BF16, ElementType::F64}) {
    Array array = makeArray(type, {3, 5});
    EXPECT_EQ(reinterpret_cast<uintptr_t>(array.data()) % arrayAlignment, 0u);
    EXPECT_EQ(array.bytes(), 15u * byteSize(type));
    EXPECT_EQ(valuesOf(array), std::vector<double>(15, 0));
  }
}

TEST(ArrayTest, LargeOnesBeginAtAHugePage) {
  Array array = makeArray(ElementType::F32, {1 << 19});
  EXPECT_EQ(reinterpret_cast<uintptr_t>(array.data()) % hugePage, 0u);
  EXPECT_EQ(array.get(array.size() - 1), 0);
}

TEST(ArrayTest, ScalarHasOneElementAndEmptyHasNone) {
  EXPECT_EQ(makeArray(ElementType::F32, {}).size(), 1);
  Array empty = makeArray(ElementType::F32, {4, 0, int64_t(1) << 62});
  EXPECT_EQ(empty.size(), 0);
  EXPECT_NE(empty.data(), nullptr);
}

TEST(ArrayTest, MovesItsElements) {
  Array array = makeArray(ElementType::I32, {2}, {3, 4});
  const void *data = array.data();
  Array moved = std::move(array);
  EXPECT_EQ(moved.data(), data);
  EXPECT_EQ(valuesOf(moved), (std::vector<double>{3, 4}));
}

TEST(ArrayTest, RefusesShapesThatOverflow) {
  int64_t large = int64_t(1) << 32;
  EXPECT_EQ(messageOf(countElements(ElementType::I8, {large, large})),
            "cannot hold an array [4294967296, 4294967296] of i8: it takes more than 2^63 - 1 bytes");
  // The number of elements fits, that of bytes does not.
  EXPECT_NE(messageOf(countElements(ElementType::F64, {int64_t(1) << 60})).find("2^63 - 1"),
            std::string::npos);
  EXPECT_EQ(*countElements(ElementType::I8, {int64_t(1) << 60}), int64_t(1) << 60);
}

TEST(ArrayTest, RefusesNegativeExtentsAndTooMuchMemory) {
  EXPECT_EQ(messageOf(Array::create(ElementType::F32, {2, -1})),
            "cannot hold an array [2, ?] of f32: every extent must be known and not negative");
  EXPECT_NE(messageOf(Array::create(ElementType::I8, {int64_t(1) << 62})).find("no memory for"),
            std::string::npos);
}

} // namespace
