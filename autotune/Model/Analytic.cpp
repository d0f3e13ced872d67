// See Analytic.h.
#include "autotune/Model/Analytic.h"
#include "autotune/Model/Features.h"

#include <cmath>

using namespace aicc;
using namespace aicc::autotune;

/// The norm's exponent: with 1 nothing overlaps, with infinity everything does.
constexpr double kOverlap = 4;
/// Cycles in which a register tile loads and stores its sums, and its loop starts.
constexpr double kTileCycles = 40;
/// The clock where a device file has none.
constexpr double kUnknownHz = 3e9;

std::vector<double> autotune::predictSeconds(const LegalSpace &space, llvm::ArrayRef<Candidate> candidates) {
  std::vector<double> seconds;
  for (const Candidate &candidate : candidates) {
    target::TimeBound bound = space.getTarget().timeBound(space.getKernel(), space.getDevice(), candidate.tree);
    TileCounts counts = countTiles(space, candidate.tree);
    double sum = std::pow(bound.computeSeconds() * counts.padding, kOverlap);
    for (const target::LevelTraffic &level : bound.levels)
      sum += std::pow(target::TimeBound::secondsOf(level), kOverlap);
    double clock = space.getDevice().clockHz.value_or(kUnknownHz);
    double starting = counts.tiles * kTileCycles / clock / double(std::max<int64_t>(1, bound.threads));
    seconds.push_back(std::pow(sum, 1 / kOverlap) + starting);
  }
  return seconds;
}
