// How long this machine takes from one dependent load to the next, measured.
#ifndef AICC_COMPILER_PROBE_LATENCY_H
#define AICC_COMPILER_PROBE_LATENCY_H

#include <cstdint>
#include <vector>

namespace aicc::probe {
/// Seconds of one load whose address is what the load before it read, each repetition by itself: one pinned thread walks
/// the 64-byte lines of `bytes` in a random circle, on huge pages where the system gives them. Empty where the memory
/// cannot be had.
std::vector<double> sampleLatency(int64_t bytes, unsigned repetitions);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_LATENCY_H
