// What takes time away from a contestant: other processes, and the hypervisor. Linux only; elsewhere nothing is seen.
#ifndef AICC_COMPILER_BENCH_DISTURBANCE_H
#define AICC_COMPILER_BENCH_DISTURBANCE_H

#include <vector>

namespace aicc::bench {
/// Milliseconds that were lost to others.
struct Disturbance {
  double stealMs = 0;   ///< the hypervisor ran something else on our processors
  double foreignMs = 0; ///< other processes ran on them

  double total() const { return stealMs + foreignMs; }
  Disturbance &operator+=(const Disturbance &other) {
    return stealMs += other.stealMs, foreignMs += other.foreignMs, *this;
  }
};

/// Watches the processors of one process from its construction on.
class Watch {
public:
  Watch(std::vector<int> processors, int process);

  /// What was lost so far. The kernel counts in ticks of about 10 ms, so a few of them are no evidence: less than
  /// three count as nothing.
  Disturbance read() const;

private:
  /// Sums since the machine or the process started.
  struct Sample {
    double busyMs = 0, stealMs = 0, ownMs = 0;
  };
  Sample sample() const;

  std::vector<int> processors;
  int process;
  Sample begin;
};

/// The last `count` of the processors that this process may use (fewer where there are fewer): the first one serves
/// most interrupts.
std::vector<int> lastProcessors(long count);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_DISTURBANCE_H
