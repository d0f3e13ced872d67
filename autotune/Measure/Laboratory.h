// Where candidates of one kernel are timed: an interface, so that searches run on recorded timings
// too.
#ifndef AICC_AUTOTUNE_MEASURE_LABORATORY_H
#define AICC_AUTOTUNE_MEASURE_LABORATORY_H

#include "autotune/Measure/Outcome.h"
#include "autotune/Measure/Statistics.h"
#include "autotune/Space/LegalSpace.h"
#include <limits>

namespace aicc::autotune {
/// What measuring one candidate gave.
struct Measured {
  Ending ending;
  Timing timing; ///< as taken
  /// The median, in milliseconds, as the machine was when the default was first measured: its drift
  /// is taken out. Infinite where the candidate has no time.
  double ms = std::numeric_limits<double>::infinity();
  Timing reference = {}; ///< of the default in turns with it, as taken; empty where it took no turns
};

/// How a kernel ended.
struct Decision {
  std::optional<size_t> winner; ///< of the finalists; nothing: the default stays
  Ratio ofDefault;              ///< the winner's times to the default's
  size_t ties = 1;              ///< how many were as fast as the fastest, within noise
  Timing timing, defaultTiming; ///< of the winner (or of the default) and of the default, in turns
  Verdict verdict;              ///< of the winner, or of the default
  std::string reason;           ///< why the default stays, in words; empty where it does not
  std::vector<Measured> finals; ///< what became of each finalist: how it ended, and the times of all its turns
  Timing standard;              ///< of all the default's turns
};

class Laboratory {
public:
  virtual ~Laboratory() = default;
  /// Times the default schedule. Called once, before everything else. An error where it does not
  /// work.
  virtual llvm::Expected<Measured> measureDefault() = 0;
  /// Times `batch`; `firstNumber` is the place of its first one in the search. `done` gets each as
  /// it ends, and its error ends the batch. What goes wrong with a candidate is no error: it is its
  /// ending.
  virtual llvm::Error measure(llvm::ArrayRef<Candidate> batch, int64_t firstNumber,
                              llvm::function_ref<llvm::Error(size_t, Measured)> done) = 0;
  /// Times the default and `finalists` in turns and says who won. What goes wrong with a finalist is no error: it is
  /// lost, and the others go on. An error where the default fails.
  virtual llvm::Expected<Decision> decide(llvm::ArrayRef<Candidate> finalists) = 0;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_LABORATORY_H
