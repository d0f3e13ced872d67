// Bursts and turns; see Contest.h.
#include "compiler/Bench/Contest.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;

double bench::geometricMean(llvm::ArrayRef<double> values) {
  double sum = 0;
  for (double value : values)
    sum += std::log(value);
  return values.empty() ? 0 : std::exp(sum / double(values.size()));
}

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

/// The file `path`, created where it is not there, or below 0. Another user's is opened to read alone, which is enough
/// to lock it: in folders like /tmp Linux may refuse to open such files with O_CREAT (fs.protected_regular).
static int openLock(const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  return file < 0 && errno == EACCES ? open(path, O_RDONLY | O_CLOEXEC) : file;
}

MachineLock::MachineLock() {
  llvm::SmallString<128> path;
  llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/true, path);
  llvm::sys::path::append(path, "aicc-bench.lock");
  // Where there can be no lock, as in a folder that is read-only, there is nobody to take turns with either.
  file = openLock(path.c_str());
  // Whoever else measures here has to be able to open it.
  if (file >= 0)
    (void)fchmod(file, 0666);
  // A signal that the program minds ends the waiting.
  if (file >= 0)
    (void)flock(file, LOCK_EX);
}

MachineLock::~MachineLock() {
  if (file >= 0)
    close(file);
}

Expected<std::vector<double>> bench::runBurst(Contestant &contestant, const BurstPlan &plan, Disturbance &lost) {
  constexpr int kAttempts = 4;
  Disturbance least;
  std::vector<double> times;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Watch watch = contestant.watch();
    Expected<std::vector<double>> burst = contestant.run(plan.warmUps, plan.calls);
    if (!burst)
      return burst.takeError();
    Disturbance now = watch.read();
    if (attempt == 0 || now.total() < least.total())
      times = std::move(*burst), least = now;
    if (least.total() == 0)
      break;
  }
  lost += least;
  return times;
}

Expected<std::vector<Times>> bench::runTurns(llvm::ArrayRef<Contestant *> contestants, const BurstPlan &plan,
                                             Disturbance &lost) {
  std::vector<std::vector<double>> all(contestants.size());
  for (int64_t turn = 0; turn < plan.bursts; ++turn)
    for (auto [contestant, times] : llvm::zip_equal(contestants, all)) {
      Expected<std::vector<double>> burst = runBurst(*contestant, plan, lost);
      if (!burst)
        return burst.takeError();
      llvm::append_range(times, *burst);
    }
  std::vector<Times> result;
  for (std::vector<double> &times : all)
    result.push_back(summarise(std::move(times)));
  return result;
}
