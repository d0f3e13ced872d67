// Bursts and turns; see Contest.h.
#include "compiler/Bench/Contest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

Times bench::summarise(std::vector<double> ms) {
  if (ms.empty())
    return {};
  llvm::sort(ms);
  size_t half = ms.size() / 2;
  double median = ms.size() % 2 ? ms[half] : (ms[half - 1] + ms[half]) / 2;
  return {median, ms.front(), int64_t(ms.size())};
}

BurstPlan bench::planBursts(double ms, int64_t repeat) {
  constexpr double kBurstMs = 30, kMostCalls = 200;
  BurstPlan plan;
  plan.bursts = std::min<int64_t>(plan.bursts, repeat);
  int64_t needed = (repeat + plan.bursts - 1) / plan.bursts;
  plan.calls = std::max(needed, int64_t(std::min(kMostCalls, std::ceil(kBurstMs / std::max(ms, 1e-3)))));
  // Caches and threads of short calls have to be woken; of long calls that is no part worth waiting for.
  plan.warmUps = ms < 0.5 ? 10 : ms < 10 ? 2 : ms < 100 ? 1 : 0;
  return plan;
}

double bench::stolenMs() {
  std::FILE *file = std::fopen("/proc/stat", "r");
  if (!file)
    return 0;
  long long ticks[8] = {};
  int count = std::fscanf(file, "cpu %lld %lld %lld %lld %lld %lld %lld %lld", ticks, ticks + 1, ticks + 2, ticks + 3,
                          ticks + 4, ticks + 5, ticks + 6, ticks + 7);
  std::fclose(file);
  return count == 8 ? double(ticks[7]) * 1000 / double(sysconf(_SC_CLK_TCK)) : 0;
}

MachineLock::MachineLock() {
  llvm::SmallString<128> path;
  llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/true, path);
  llvm::sys::path::append(path, "aicc-bench.lock");
  // Where there can be no lock, as in a folder that is read-only, there is nobody to take turns with either.
  file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file >= 0)
    (void)flock(file, LOCK_EX);
}

MachineLock::~MachineLock() {
  if (file >= 0)
    close(file);
}

Expected<std::vector<double>> bench::runBurst(Contestant &contestant, const BurstPlan &plan, double &steal) {
  constexpr int kAttempts = 3;
  double stolen = 0;
  std::vector<double> times;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    double before = stolenMs();
    Expected<std::vector<double>> burst = contestant.run(plan.warmUps, plan.calls);
    if (!burst)
      return burst.takeError();
    double now = stolenMs() - before;
    if (attempt == 0 || now < stolen)
      times = std::move(*burst), stolen = now;
    if (stolen == 0)
      break;
  }
  steal += stolen;
  return times;
}

Expected<std::vector<Times>> bench::runTurns(llvm::ArrayRef<Contestant *> contestants, const BurstPlan &plan,
                                             double &steal) {
  std::vector<std::vector<double>> all(contestants.size());
  for (int64_t turn = 0; turn < plan.bursts; ++turn)
    for (auto [contestant, times] : llvm::zip_equal(contestants, all)) {
      Expected<std::vector<double>> burst = runBurst(*contestant, plan, steal);
      if (!burst)
        return burst.takeError();
      llvm::append_range(times, *burst);
    }
  std::vector<Times> result;
  for (std::vector<double> &times : all)
    result.push_back(summarise(std::move(times)));
  return result;
}
