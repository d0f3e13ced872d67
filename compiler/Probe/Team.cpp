// See Team.h.
#include "compiler/Probe/Team.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>
#if defined(__linux__)
#include <sched.h>
#endif

using namespace aicc::probe;

void Barrier::wait() {
  unsigned before = round.load();
  if (arrived.fetch_add(1) + 1 == threads) {
    arrived.store(0);
    round.store(before + 1);
    return;
  }
  while (round.load() == before)
    std::this_thread::yield();
}

#if defined(__linux__)
static std::vector<int> usableProcessors() {
  std::vector<int> usable;
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0)
    for (int i = 0; i < CPU_SETSIZE; ++i)
      if (CPU_ISSET(i, &set))
        usable.push_back(i);
  return usable;
}

/// Best effort: where the system refuses, the thread runs where it is put.
static void pinTo(int processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  (void)sched_setaffinity(0, sizeof(set), &set);
}
#else
static std::vector<int> usableProcessors() { return {}; }
static void pinTo(int) {}
#endif

unsigned aicc::probe::countProcessors() {
  size_t usable = usableProcessors().size();
  return usable ? usable : std::max(std::thread::hardware_concurrency(), 1u);
}

void aicc::probe::runPinned(unsigned threads, const std::function<void(unsigned, Barrier &)> &body) {
  std::vector<int> processors = usableProcessors();
  Barrier barrier(threads);
  std::vector<std::thread> team;
  for (unsigned i = 0; i < threads; ++i)
    team.emplace_back([&, i] {
      if (!processors.empty())
        pinTo(processors[i % processors.size()]);
      body(i, barrier);
    });
  for (std::thread &thread : team)
    thread.join();
}

double aicc::probe::secondsNow() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
