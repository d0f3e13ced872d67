// Two elements of i4 in a byte; see Nibbles.h.
#include "compiler/Data/Nibbles.h"

using namespace aicc::data;

llvm::Expected<Array> aicc::data::makeNibbleBytes(int64_t elements) {
  return Array::create(ElementType::I8, {elements / 2 + elements % 2});
}

// Whole bytes first, in loops that become vectors: weights have tens of millions of elements.
void aicc::data::packNibbles(const Array &elements, Array &bytes) {
  const auto *from = static_cast<const uint8_t *>(elements.data());
  auto *to = static_cast<uint8_t *>(bytes.data());
  int64_t pairs = elements.size() / 2;
  for (int64_t index = 0; index < pairs; ++index)
    to[index] = uint8_t((from[2 * index] & 15) | from[2 * index + 1] << 4);
  if (elements.size() % 2)
    to[pairs] = from[2 * pairs] & 15;
}

void aicc::data::unpackNibbles(const Array &bytes, Array &elements) {
  const auto *from = static_cast<const uint8_t *>(bytes.data());
  auto *to = static_cast<uint8_t *>(elements.data());
  int64_t pairs = elements.size() / 2;
  for (int64_t index = 0; index < pairs; ++index) {
    to[2 * index] = from[index] & 15;
    to[2 * index + 1] = from[index] >> 4;
  }
  if (elements.size() % 2)
    to[2 * pairs] = from[pairs] & 15;
}
