// The roof of a row: the least time that its arithmetic and its bytes need on this machine, measured beside the row.
#ifndef AICC_COMPILER_BENCH_ROOF_H
#define AICC_COMPILER_BENCH_ROOF_H

#include "compiler/Bench/Row.h"
#include "compiler/Data/ElementType.h"

namespace aicc::bench {
/// What the machine does at the moment.
struct Roof {
  double peakGflops = 0; ///< of the multiply-add instruction for the row's type, all threads; 0: not measured
  double streamGBs = 0;  ///< rate of reading what the row reads from where it lies; 0: not measured
  double clockGHz = 0;   ///< of one core, estimated; 0: not measured

  double computeMs(int64_t flops) const { return peakGflops ? double(flops) / peakGflops * 1e-6 : 0; }
  double memoryMs(int64_t bytes) const { return streamGBs ? double(bytes) / streamGBs * 1e-6 : 0; }
  /// The longer of the two, in milliseconds.
  double ms(int64_t flops, int64_t bytes) const { return std::max(computeMs(flops), memoryMs(bytes)); }
};

/// Bytes of the last-level cache by the system's own account, else `otherwise`.
int64_t lastLevelCacheBytes(int64_t otherwise);

/// What a roof is measured for.
struct RoofRequest {
  data::ElementType type = data::ElementType::F32; ///< of the operands
  State state = State::Warm;
  int64_t bytes = 0;         ///< that a call reads and writes
  int64_t cacheBytes = 0;    ///< of the last-level cache
  unsigned threads = 1;
  bool mayUseAvx512 = true;  ///< whether the device that is compiled for has it
};

/// Measures. In the state warm, the stream is one over `bytes`, which the
/// threads share, so that it comes from the level that holds them; in the state cold, it is one over memory, four
/// times `cacheBytes`. Takes about 0.2 s.
Roof measureRoof(const RoofRequest &request);

/// The better of two measurements of the same thing.
Roof better(const Roof &a, const Roof &b);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ROOF_H
