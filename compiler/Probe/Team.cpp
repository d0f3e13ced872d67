// See Team.h.
#include "compiler/Probe/Team.h"
#include "compiler/Probe/Machine.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
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

namespace {
/// What the caller may use: one processor of each core, then the others.
struct Processors {
  std::vector<int> ids;
  size_t cores = 0;
};
} // namespace

#if defined(__linux__)
static std::string siblingsOf(int processor) {
  return readSystemFile("/sys/devices/system/cpu/cpu" + std::to_string(processor) + "/topology/thread_siblings_list");
}

static Processors usableProcessors() {
  Processors usable;
  std::vector<int> others;
  std::set<std::string> cores;
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0)
    return usable;
  for (int i = 0; i < CPU_SETSIZE; ++i)
    if (CPU_ISSET(i, &set)) {
      std::string siblings = siblingsOf(i);
      (siblings.empty() || cores.insert(siblings).second ? usable.ids : others).push_back(i);
    }
  usable.cores = usable.ids.size();
  usable.ids.insert(usable.ids.end(), others.begin(), others.end());
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
static Processors usableProcessors() { return {}; }
static void pinTo(int) {}
#endif

/// `known`, or what the C++ library says where it is 0.
static unsigned orAll(size_t known) { return known ? known : std::max(std::thread::hardware_concurrency(), 1u); }

unsigned aicc::probe::countProcessors() { return orAll(usableProcessors().ids.size()); }

unsigned aicc::probe::countCores() { return orAll(usableProcessors().cores); }

void aicc::probe::runPinned(unsigned threads, const std::function<void(unsigned, Barrier &)> &body) {
  std::vector<int> processors = usableProcessors().ids;
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
