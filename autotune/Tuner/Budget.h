// Which kernel of a module the next batch of a shared budget goes to.
#ifndef AICC_AUTOTUNE_TUNER_BUDGET_H
#define AICC_AUTOTUNE_TUNER_BUDGET_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <optional>

namespace aicc::autotune {
/// What is known of one kernel's search.
struct Prospect {
  int64_t calls = 1;   ///< of the kernel in the module
  double bestMs = 0;   ///< of one call
  double gain = 0;     ///< the share of it that the next batch is expected to save
  size_t trials = 0;   ///< so far
  bool isDone = false; ///< the search knows no more

  /// Milliseconds of the module that the next batch is expected to save.
  double saving() const { return double(calls) * bestMs * gain; }
};

/// The number of the kernel whose next batch is expected to save most; nothing where none is left: all are done, or, with a
/// `leastGain` above 0, are expected to save less than that share. Kernels about which nothing is expected any more take
/// turns, those with the fewest trials first.
std::optional<size_t> mostPromising(llvm::ArrayRef<Prospect> prospects, double leastGain);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_TUNER_BUDGET_H
