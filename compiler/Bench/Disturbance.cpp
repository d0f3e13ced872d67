// Counters of /proc; see Disturbance.h.
#include "compiler/Bench/Disturbance.h"

#include "llvm/ADT/STLExtras.h"
#include <fstream>
#include <sched.h>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace aicc::bench;

static double millisecondsPerTick() { return 1000.0 / double(sysconf(_SC_CLK_TCK)); }

Watch::Watch(std::vector<int> processors, int process)
    : processors(std::move(processors)), process(process), begin(sample()) {}

/// CPU time of all threads of `process`, user and system: the fields 14 and 15 of its stat file, which come after a
/// name in parentheses.
static double cpuTicksOf(int process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string skipped;
  for (int field = 3; field < 14; ++field)
    fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return user + system;
}

Watch::Sample Watch::sample() const {
  Sample result;
  std::ifstream file("/proc/stat");
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string name;
    double user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0;
    fields >> name >> user >> nice >> system >> idle >> wait >> irq >> softirq >> steal;
    if (!llvm::any_of(processors, [&](int cpu) { return name == "cpu" + std::to_string(cpu); }))
      continue;
    result.busyMs += (user + nice + system + irq + softirq) * millisecondsPerTick();
    result.stealMs += steal * millisecondsPerTick();
  }
  result.ownMs = cpuTicksOf(process) * millisecondsPerTick();
  return result;
}

Disturbance Watch::read() const {
  Sample now = sample();
  double foreign = (now.busyMs - begin.busyMs) - (now.ownMs - begin.ownMs);
  return {now.stealMs - begin.stealMs, foreign < 3 * millisecondsPerTick() ? 0 : foreign};
}

std::vector<int> aicc::bench::lastProcessors(long count) {
  std::vector<int> chosen;
  cpu_set_t usable;
  CPU_ZERO(&usable);
  sched_getaffinity(0, sizeof usable, &usable);
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0 && long(chosen.size()) < count; --cpu)
    if (CPU_ISSET(cpu, &usable))
      chosen.push_back(cpu);
  return chosen;
}
