// Who is faster, and whether that is more than noise.
//
// Contestants take turns, so that a drift of the machine hits all alike; what is compared is the
// median of a turn with that of the same turn of another. The logarithms of these ratios have a
// mean and, by Student's distribution, an interval that holds the true one with 95 %.
#ifndef AICC_AUTOTUNE_MEASURE_STATISTICS_H
#define AICC_AUTOTUNE_MEASURE_STATISTICS_H

#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace aicc::autotune {
/// How many times as long as another one takes: the geometric mean over turns, with the ends of its
/// 95 % interval.
struct Ratio {
  double mean = 1, low = 0, high = 0;
  /// Shorter, and not by chance.
  bool isFaster() const { return high < 1; }
  /// Longer, and not by chance.
  bool isSlower() const { return low > 1; }
};

/// The ratio of the times `a` to `b`, one of each for each turn. With fewer than three turns the
/// interval is everything.
Ratio ratioOf(llvm::ArrayRef<double> a, llvm::ArrayRef<double> b);

/// Who won.
struct Choice {
  size_t winner = 0;        ///< 0: the default
  std::vector<size_t> ties; ///< those that are not slower than the fastest beyond noise, the winner among them
  Ratio ofDefault;          ///< the winner's times to the default's
};

/// Chooses among contestants with the medians of their turns in `turns`, the default first. The
/// default wins where it is in the tie set, or where nothing is faster than it beyond noise. Else,
/// of those in the tie set that are, the one whose `name` is the smallest: the same one whenever
/// the same ones tie.
Choice choose(llvm::ArrayRef<std::vector<double>> turns, llvm::ArrayRef<std::string> names);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_STATISTICS_H
