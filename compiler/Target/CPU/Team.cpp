// The share of a thread; see Team.h.
#include "compiler/Target/CPU/Team.h"

#include "llvm/Support/MathExtras.h"

using namespace aicc;
using llvm::StringRef;

/// Work below this many points of the iteration space is not worth waking a team for.
constexpr int64_t kPointsPerThread = 16384;

int64_t cpu::teamOf(const device::Device &device, int64_t threads) {
  const device::ParallelResource *team = device.resource("threads");
  if (threads == 0 && team)
    threads = team->count.value_or(1);
  return std::max<int64_t>(1, threads);
}

bool cpu::isWorthATeam(KernelParts &parts, int64_t threads) {
  return threads > 1 && parts.points() >= threads * kPointsPerThread;
}

target::Sizes cpu::shareOut(KernelParts &parts, const target::Sizes &candidates, int64_t threads) {
  if (!isWorthATeam(parts, threads))
    return {};
  StringRef best;
  int64_t bestSize = 0;
  double bestBalance = 0;
  for (auto [dim, step] : candidates) {
    int64_t extent = parts.extent(dim), size = llvm::alignTo(llvm::divideCeil(extent, threads), step);
    double balance = double(extent) / double(size * threads);
    if (size < extent && balance > 1.02 * bestBalance) {
      best = dim;
      bestSize = size;
      bestBalance = balance;
    }
  }
  return best.empty() ? target::Sizes{} : target::Sizes{{best, bestSize}};
}
