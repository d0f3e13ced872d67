// Two elements of i4 in a byte; see Nibbles.h.
#include "compiler/Data/Nibbles.h"

using namespace aicc::data;

llvm::Expected<Array> aicc::data::makeNibbleBytes(int64_t elements) {
  return Array::create(ElementType::I8, {elements / 2 + elements % 2});
}

void aicc::data::packNibbles(const Array &elements, Array &bytes) {
  const auto *from = static_cast<const uint8_t *>(elements.data());
  auto *to = static_cast<uint8_t *>(bytes.data());
  for (int64_t index = 0; index != elements.size(); ++index) {
    int shift = index % 2 * 4;
    to[index / 2] = uint8_t((to[index / 2] & ~(15 << shift)) | (from[index] & 15) << shift);
  }
}

void aicc::data::unpackNibbles(const Array &bytes, Array &elements) {
  const auto *from = static_cast<const uint8_t *>(bytes.data());
  auto *to = static_cast<uint8_t *>(elements.data());
  for (int64_t index = 0; index != elements.size(); ++index)
    to[index] = from[index / 2] >> (index % 2 * 4) & 15;
}
