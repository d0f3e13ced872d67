// See Budget.h.
#include "autotune/Tuner/Budget.h"

#include "llvm/ADT/STLExtras.h"

using namespace aicc::autotune;

std::optional<size_t> aicc::autotune::mostPromising(llvm::ArrayRef<Prospect> prospects, double leastGain) {
  std::optional<size_t> best;
  auto rank = [&](size_t number) {
    return std::pair(prospects[number].saving(), -double(prospects[number].trials));
  };
  for (auto [number, prospect] : llvm::enumerate(prospects)) {
    bool isLeft = !prospect.isDone && (leastGain <= 0 || prospect.gain >= leastGain);
    if (isLeft && (!best || rank(number) > rank(*best)))
      best = number;
  }
  return best;
}
