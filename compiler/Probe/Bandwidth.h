// The rate at which this machine's threads read memory and caches, measured: the roof of what is bound by traffic.
#ifndef AICC_COMPILER_PROBE_BANDWIDTH_H
#define AICC_COMPILER_PROBE_BANDWIDTH_H

#include <cstdint>
#include <vector>

namespace aicc::probe {
/// Reads `bytes`, whole registers of 64 bytes, at `data` once, in order, with loads of at most `maxVectorBits` (0: the
/// widest that the processor has), and returns a fold of them. An iteration is a page of 4 KiB: hardware follows each of
/// its loads to the next page, which from memory is 5 to 10 % faster on Zen 5 than iterations of 1 KiB.
uint64_t readOnce(const char *data, int64_t bytes, unsigned maxVectorBits = 0);

/// Bytes/s that `threads` pinned threads read together, each streaming its own buffer of `bytesPerThread` (rounded down
/// to whole KiB, at least one) with the widest vector loads that the processor has: the best of several repetitions, of
/// which each reads at least 128 MiB a thread. Takes 10 to 100 ms, and more for buffers beyond 128 MiB. Choose
/// `bytesPerThread` by the level that is meant: half of a cache, or four times the last one for memory. Clocks and
/// neighbours drift, so measure beside what is compared. 0 where the memory cannot be had.
double readBandwidth(int64_t bytesPerThread, unsigned threads);

/// The same, each repetition by itself in the order measured, with loads of at most `maxVectorBits` (0: the widest).
/// Empty where the memory cannot be had.
std::vector<double> sampleReadBandwidth(int64_t bytesPerThread, unsigned threads, unsigned repetitions,
                                        unsigned maxVectorBits = 0);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_BANDWIDTH_H
