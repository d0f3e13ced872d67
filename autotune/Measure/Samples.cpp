// See Samples.h.
#include "autotune/Measure/Samples.h"

#include "llvm/ADT/STLExtras.h"

using namespace aicc;
using namespace aicc::autotune;

Samples &Samples::operator+=(const Samples &other) {
  llvm::append_range(ms, other.ms);
  lost += other.lost;
  return *this;
}

Timing Samples::timing() const {
  Timing timing;
  for (double time : ms)
    timing.ns.push_back(std::max<int64_t>(1, int64_t(time * 1e6)));
  timing.policy.stealNs = int64_t(lost.stealMs * 1e6);
  return timing;
}

llvm::Expected<double> autotune::runBurst(bench::Contestant &contestant, const bench::BurstPlan &plan,
                                          Samples &samples) {
  llvm::Expected<std::vector<double>> burst = bench::runBurst(contestant, plan, samples.lost);
  if (!burst)
    return burst.takeError();
  llvm::append_range(samples.ms, *burst);
  return bench::summarise(*burst).median;
}
