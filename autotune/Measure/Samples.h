// Calls of one contestant: their times, and what others took from the machine while they were timed.
#ifndef AICC_AUTOTUNE_MEASURE_SAMPLES_H
#define AICC_AUTOTUNE_MEASURE_SAMPLES_H

#include "autotune/Database/Record.h"
#include "compiler/Bench/Contest.h"

namespace aicc::autotune {
struct Samples {
  std::vector<double> ms; ///< of single calls, in the order in which they were taken
  bench::Disturbance lost;

  /// Takes the calls of `other` behind the own ones.
  Samples &operator+=(const Samples &other);
  /// The times in nanoseconds, with what the hypervisor took meanwhile. The rest of the policy is the caller's to fill
  /// in.
  Timing timing() const;
};

/// One burst of `contestant`, whose calls go to `samples`: its median in milliseconds. An error where the contestant
/// fails; `samples` are as before then.
llvm::Expected<double> runBurst(bench::Contestant &contestant, const bench::BurstPlan &plan, Samples &samples);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_SAMPLES_H
