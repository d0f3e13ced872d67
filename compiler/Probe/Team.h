// Threads of a measurement: each on a processor of its own, started together.
#ifndef AICC_COMPILER_PROBE_TEAM_H
#define AICC_COMPILER_PROBE_TEAM_H

#include <atomic>
#include <functional>

namespace aicc::probe {
/// Where the threads of a team wait for each other. Waiting threads yield, so that more threads than processors work.
class Barrier {
public:
  explicit Barrier(unsigned threads) : threads(threads) {}

  /// Returns when all threads of the team have called it as often as this one.
  void wait();

private:
  const unsigned threads;
  std::atomic<unsigned> arrived{0}, round{0};
};

/// Calls `body(i, barrier)` for i in [0, threads) on as many new threads, thread i pinned to the i-th of the
/// processors that the caller may use (around again where there are fewer), and returns when all are done.
void runPinned(unsigned threads, const std::function<void(unsigned, Barrier &)> &body);

/// How many processors the calling thread may use.
unsigned countProcessors();

/// Seconds of a steady clock.
double secondsNow();
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_TEAM_H
