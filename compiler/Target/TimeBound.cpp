// See TimeBound.h.
#include "compiler/Target/TimeBound.h"

#include <algorithm>

using namespace aicc::target;

double TimeBound::seconds() const {
  double longest = computeSeconds();
  for (const LevelTraffic &level : levels)
    longest = std::max(longest, secondsOf(level));
  return waves ? std::max(longest, waves->unitSeconds) + waves->launchSeconds : longest;
}

double TimeBound::roofSeconds() const {
  LevelTraffic least = levels.empty() ? LevelTraffic() : levels.front();
  least.bytes = leastBytes;
  return std::max(computeSeconds(), secondsOf(least));
}

std::string TimeBound::binding() const {
  double longest = computeSeconds();
  std::string name = longest > 0 ? "compute" : "";
  for (const LevelTraffic &level : levels)
    if (secondsOf(level) > longest) {
      longest = secondsOf(level);
      name = level.level;
    }
  return waves && waves->unitSeconds > longest ? "waves" : name;
}
