// The rate at which this machine's threads read memory and caches, measured: the roof of what is bound by traffic.
#ifndef AICC_COMPILER_PROBE_BANDWIDTH_H
#define AICC_COMPILER_PROBE_BANDWIDTH_H

#include <cstdint>
#include <vector>

namespace aicc::probe {
/// Bytes/s that `threads` pinned threads read together, each streaming its own buffer of `bytesPerThread` (rounded down
/// to whole KiB, at least one) with the widest vector loads that the processor has: the best of several repetitions, of
/// which each reads at least 128 MiB a thread. Takes 10 to 100 ms, and more for buffers beyond 128 MiB. Choose
/// `bytesPerThread` by the level that is meant: half of a cache, or four times the last one for memory. Clocks and
/// neighbours drift, so measure beside what is compared. 0 where the memory cannot be had.
double readBandwidth(int64_t bytesPerThread, unsigned threads);

/// The same, each repetition by itself in the order measured; empty where the memory cannot be had.
std::vector<double> sampleReadBandwidth(int64_t bytesPerThread, unsigned threads, unsigned repetitions);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_BANDWIDTH_H
