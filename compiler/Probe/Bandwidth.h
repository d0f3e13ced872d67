// The rate at which this machine's threads read memory and caches, measured: the roof of what is bound by traffic.
#ifndef AICC_COMPILER_PROBE_BANDWIDTH_H
#define AICC_COMPILER_PROBE_BANDWIDTH_H

#include <cstdint>
#include <vector>

namespace aicc::probe {
/// What one iteration of a plain read covers: a page of 4 KiB, or eight loads. Which is faster from memory depends on
/// what hardware follows. Zen 5 follows each load of a page to the next one, 5 to 10 % faster than iterations of 1 KiB.
/// Zen 4 follows eight loads and loses track of more: 31 GB/s a core by eight lines, 11 by pages.
enum class ReadBy { Pages, Lines };

/// Reads `bytes`, whole registers of 64 bytes, at `data` once, in order, with loads of at most `maxVectorBits` (0: the
/// widest that the processor has), and returns a fold of them.
uint64_t readOnce(const char *data, int64_t bytes, ReadBy by, unsigned maxVectorBits = 0);

/// The faster way to read `bytes` at `data`: both take three turns, the best of which count.
ReadBy fasterRead(const char *data, int64_t bytes, unsigned maxVectorBits = 0);

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
