// splitmix64 read as a counter-based generator: element i takes output i of the stream that starts at
// a key mixed from seed and argument.
#include "compiler/Data/RandomInput.h"

#include "llvm/ADT/bit.h"

using namespace aicc::data;

namespace {

// The step of the stream: 2^64 divided by the golden ratio, made odd.
constexpr uint64_t step = 0x9e3779b97f4a7c15;

// A bijection in which each bit of the input changes half of the bits of the output.
uint64_t mix(uint64_t word) {
  word = (word ^ word >> 30) * 0xbf58476d1ce4e5b9;
  word = (word ^ word >> 27) * 0x94d049bb133111eb;
  return word ^ word >> 31;
}

uint64_t keyOf(uint64_t seed, unsigned argument) {
  // Mixed between the two, so that (seed, argument + 1) and (seed + 1, argument) are unrelated.
  return mix(mix(seed + step) + (uint64_t(argument) + 1) * step);
}

// 24 bits scaled to [-1, 1): a multiple of 2^-23, so nothing is rounded.
float uniform(uint64_t word) { return float(word >> 40) * 0x1p-23f - 1; }

// `uniform` without its lowest `bits` bits of fraction.
float uniformTruncated(uint64_t word, int bits) {
  auto full = llvm::bit_cast<uint32_t>(uniform(word));
  return llvm::bit_cast<float>(full >> bits << bits);
}

template <typename T, typename Draw> void fill(Array &array, uint64_t key, Draw draw) {
  T *data = static_cast<T *>(array.data());
  for (int64_t i = 0, size = array.size(); i != size; ++i) {
    key += step;
    data[i] = draw(mix(key));
  }
}

} // namespace

void aicc::data::fillRandom(Array &array, uint64_t seed, unsigned argument, double range) {
  uint64_t key = keyOf(seed, argument);
  auto narrow = float(range);
  switch (array.type()) {
  case ElementType::F64:
    return fill<double>(array, key, [=](uint64_t w) { return (double(w >> 11) * 0x1p-52 - 1) * range; });
  case ElementType::F32:
    return fill<float>(array, key, [=](uint64_t w) { return uniform(w) * narrow; });
  case ElementType::F16:
    // Exact: multiples of 2^-23 with 11 significant bits, and f16 has denormals down to 2^-24.
    return fill<uint16_t>(array, key, [=](uint64_t w) { return toHalf(uniformTruncated(w, 13) * narrow); });
  case ElementType::BF16:
    return fill<uint16_t>(array, key, [=](uint64_t w) {
      return uint16_t(llvm::bit_cast<uint32_t>(uniform(w) * narrow) >> 16);
    });
  case ElementType::I1:
    return fill<uint8_t>(array, key, [](uint64_t w) { return w >> 63; });
  case ElementType::I4:
    return fill<uint8_t>(array, key, [](uint64_t w) { return uint8_t(w >> 60); });
  case ElementType::I8:
    return fill<int8_t>(array, key, [](uint64_t w) { return int8_t(w >> 56); });
  case ElementType::I16:
    return fill<int16_t>(array, key, [](uint64_t w) { return int8_t(w >> 56); });
  case ElementType::I32:
    return fill<int32_t>(array, key, [](uint64_t w) { return int32_t(w >> 60) - 8; });
  case ElementType::I64:
    return fill<int64_t>(array, key, [](uint64_t w) { return int64_t(w >> 60) - 8; });
  }
}
