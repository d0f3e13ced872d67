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

/// How calls are cut into bursts.
struct BurstPlan {
  int64_t bursts = 5; ///< turns of each contestant
  int64_t calls = 1;  ///< timed calls of a burst
  int64_t warmUps = 1;
};

/// Bursts with at least `repeat` calls in all of about `ms` each: short calls more often, so that a burst lasts 30 ms.
BurstPlan planBursts(double ms, int64_t repeat);

/// Milliseconds that the hypervisor has taken from this machine's processors since it started; 0 where it does not say.
double stolenMs();

/// An exclusive lock between processes, so that two benchmarks on one machine take turns. Held while the object lives.
class MachineLock {
public:
  MachineLock();
  ~MachineLock();
  MachineLock(const MachineLock &) = delete;
  MachineLock &operator=(const MachineLock &) = delete;

private:
  int file;
};

/// One burst of `contestant` alone. Bursts in which time was stolen are repeated a few times; `steal` grows by what was
/// stolen from the burst that counts.
llvm::Expected<std::vector<double>> runBurst(Contestant &contestant, const BurstPlan &plan, double &steal);

/// The times of each of `contestants` after `plan.bursts` turns of each: A B C A B C …
llvm::Expected<std::vector<Times>> runTurns(llvm::ArrayRef<Contestant *> contestants, const BurstPlan &plan,
                                            double &steal);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_CONTEST_H
