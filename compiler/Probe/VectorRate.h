// The rate at which this machine's threads multiply and add on registers, measured: the roof of what computes.
#ifndef AICC_COMPILER_PROBE_VECTORRATE_H
#define AICC_COMPILER_PROBE_VECTORRATE_H

#include <vector>

namespace aicc::probe {
/// One vector instruction, as a loop that does nothing else: independent chains, enough of them to hide the latency.
struct VectorLoop {
  const char *instruction; ///< as device files call it: "vfmadd231ps"; "f32" and "f64" where no device file does
  const char *type;        ///< of its first operand: "f32", "f64", "bf16", "u8", "s16"
  unsigned bits;           ///< of the registers it is measured on
  double (*run)(long steps); ///< does `steps` rounds and returns the operations done
};

/// The loops that this processor can run, for each instruction the widest first.
std::vector<VectorLoop> hostVectorLoops();

/// What one repetition measured on a team.
struct RateSample {
  double rate;  ///< operations/s of all threads, added
  double clock; ///< Hz of the slowest thread, measured directly before and after the loop
};

/// `repetitions` slices of about 2 ms of `loop` on `threads` pinned threads, which start each slice together. Slices
/// that warm the clock come first and do not count.
std::vector<RateSample> sampleVectorRate(const VectorLoop &loop, unsigned threads, unsigned repetitions);

/// Hz of the calling thread's processor, from a chain of dependent additions of one cycle each; takes about 0.3 ms.
double sampleClock();
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_VECTORRATE_H
