// Two elements of i4 in a byte.
#include "Scratch.h"
#include "compiler/Data/Nibbles.h"

using namespace aicc::data;

namespace {

// The first of two elements is the low half; an odd count leaves the last high half zero.
TEST(NibblesTest, LowHalfComesFirst) {
  Array elements = makeArray(ElementType::I4, {5}, {1, -2, 7, -8, 3});
  Array bytes = llvm::cantFail(makeNibbleBytes(5));
  packNibbles(elements, bytes);
  ASSERT_EQ(bytes.size(), 3);
  const auto *found = static_cast<const uint8_t *>(bytes.data());
  EXPECT_EQ(found[0], 0xe1);
  EXPECT_EQ(found[1], 0x87);
  EXPECT_EQ(found[2], 0x03);
}

// Packing again over older bytes leaves nothing of them; unpacking gives the elements back.
TEST(NibblesTest, RoundTrips) {
  Array first = makeArray(ElementType::I4, {2, 3}, {-1, -1, -1, -1, -1, -1});
  Array elements = makeArray(ElementType::I4, {2, 3}, {0, 1, -8, 7, -3, 5});
  Array bytes = llvm::cantFail(makeNibbleBytes(6)), back = makeArray(ElementType::I4, {2, 3});
  packNibbles(first, bytes);
  packNibbles(elements, bytes);
  unpackNibbles(bytes, back);
  EXPECT_EQ(valuesOf(back), valuesOf(elements));
}

} // namespace
