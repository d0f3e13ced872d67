// Timing: contestants take turns in short bursts, so that a drift of the machine hits all of them alike.
#ifndef AICC_COMPILER_BENCH_CONTEST_H
#define AICC_COMPILER_BENCH_CONTEST_H

#include "compiler/Bench/Contestant.h"

namespace aicc::bench {
/// What a set of timed calls says, in milliseconds.
struct Times {
  double median = 0, min = 0;
  int64_t calls = 0;
};

/// Median and minimum of `ms`; zeros where there is none.
Times summarise(std::vector<double> ms);

/// The geometric mean of `values`, which are positive; 0 of none.
double geometricMean(llvm::ArrayRef<double> values);

/// How calls are cut into bursts.
struct BurstPlan {
  int64_t bursts = 5; ///< turns of each contestant
  int64_t calls = 1;  ///< timed calls of a burst
  int64_t warmUps = 1;
};

/// Bursts with at least `repeat` calls in all of about `ms` each: short calls more often, so that a burst lasts 30 ms.
BurstPlan planBursts(double ms, int64_t repeat);

/// An exclusive lock between processes, whichever user's, so that two benchmarks on one machine take turns. Held while
/// the object lives; a signal that the program handles ends the waiting without the lock, so whoever minds signals asks
/// for them next.
class MachineLock {
public:
  MachineLock();
  ~MachineLock();
  MachineLock(const MachineLock &) = delete;
  MachineLock &operator=(const MachineLock &) = delete;

private:
  int file;
};

/// One burst of `contestant` alone. Disturbed bursts are repeated a few times; `lost` grows by what the best of them,
/// which counts, has lost.
llvm::Expected<std::vector<double>> runBurst(Contestant &contestant, const BurstPlan &plan, Disturbance &lost);

/// The times of each of `contestants` after `plan.bursts` turns of each: A B C A B C …
llvm::Expected<std::vector<Times>> runTurns(llvm::ArrayRef<Contestant *> contestants, const BurstPlan &plan,
                                            Disturbance &lost);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_CONTEST_H
