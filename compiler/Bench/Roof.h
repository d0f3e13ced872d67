// The roof of a row: the least time that its arithmetic and its bytes need on this machine, measured beside the row.
#ifndef AICC_COMPILER_BENCH_ROOF_H
#define AICC_COMPILER_BENCH_ROOF_H

#include "compiler/Data/ElementType.h"
#include <algorithm>
#include <cstdint>

namespace aicc::bench {
/// What the machine does at the moment.
struct Roof {
  double peakGflops = 0; ///< of the multiply-add instruction for the row's type, all threads; 0: not measured
  double streamGBs = 0;  ///< a plain read of as many bytes from where they lie, in turns; 0: not measured
  double clockGHz = 0;   ///< of one core, estimated; 0: not measured

  double computeMs(int64_t flops) const { return peakGflops ? double(flops) / peakGflops * 1e-6 : 0; }
  double memoryMs(int64_t bytes) const { return streamGBs ? double(bytes) / streamGBs * 1e-6 : 0; }
  /// The longer of the two, in milliseconds.
  double ms(int64_t flops, int64_t bytes) const { return std::max(computeMs(flops), memoryMs(bytes)); }
};

/// Bytes of the last-level cache by the system's own account, else `otherwise`.
int64_t lastLevelCacheBytes(int64_t otherwise);

/// Measures the peak of the multiply-add instruction for operands of `type` with `threads` threads, and the clock. With
/// AVX-512 only where the device that is compiled for has it. The stream is a contestant of its own: see launchOfStream.
Roof measureArithmetic(data::ElementType type, unsigned threads, bool mayUseAvx512);

/// The better of two measurements of the same thing.
Roof better(const Roof &a, const Roof &b);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ROOF_H
