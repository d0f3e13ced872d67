// See Peak.h.
#include "compiler/Driver/Peak.h"
#include "compiler/Probe/VectorRate.h"

#include <algorithm>
#include <string_view>

using namespace aicc;
using namespace aicc::driver;

/// The widest loop of this processor, of at most `mostBits`, for operands called `type`, if it has one.
static std::optional<probe::VectorLoop> chooseLoop(std::string_view type, unsigned mostBits) {
  for (const probe::VectorLoop &loop : probe::hostVectorLoops())
    if (loop.type == type && loop.bits <= mostBits)
      return loop;
  return std::nullopt;
}

/// The loop that bounds contractions of `type`; see Peak.h.
static std::optional<probe::VectorLoop> chooseLoop(data::ElementType type, unsigned mostBits) {
  // Bytes are multiplied as such, or extended to 16 bits.
  if (type == data::ElementType::I8) {
    std::optional<probe::VectorLoop> dot = chooseLoop("u8", mostBits);
    return dot ? dot : chooseLoop("s16", mostBits);
  }
  if (!data::isFloat(type))
    return std::nullopt;
  if (type == data::ElementType::BF16)
    if (std::optional<probe::VectorLoop> dot = chooseLoop("bf16", mostBits))
      return dot;
  return chooseLoop(type == data::ElementType::F64 ? "f64" : "f32", mostBits);
}

std::optional<double> driver::measurePeakGflops(data::ElementType type, unsigned threads, bool mayUseAvx512) {
  std::optional<probe::VectorLoop> loop = chooseLoop(type, mayUseAvx512 ? 512 : 256);
  if (!loop)
    return std::nullopt;
  double best = 0;
  for (const probe::RateSample &sample : probe::sampleVectorRate(*loop, threads, 8))
    best = std::max(best, sample.rate);
  return best * 1e-9;
}
