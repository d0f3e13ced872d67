// aicc tune as a library: all kernels of a module, one budget.
//
// The budget goes, batch by batch, to the kernel whose next batch is expected to save most time of
// the whole module: its calls times its best time times the share that its last batches saved. At
// the end the fastest candidates of each kernel take turns with its default, and a record says who
// won.
#ifndef AICC_AUTOTUNE_TUNER_TUNER_H
#define AICC_AUTOTUNE_TUNER_TUNER_H

#include "autotune/Measure/MachineLaboratory.h"
#include "autotune/Tuner/KernelSearch.h"
#include <atomic>

namespace aicc::autotune {
struct TuneOptions {
  driver::CompileOptions compile; ///< device and team
  int64_t trials = 64;            ///< candidates a kernel on average; 0: no limit
  double seconds = 0;             ///< for everything but the finals; 0: no limit
  double leastGain = 0;           ///< ends where no kernel's next batch is expected to save this share; 0: goes on
  SearchOptions search;
  std::string reproducers;        ///< the folder for candidates that went wrong; empty: nothing is kept
  std::vector<std::string> words; ///< more arguments of the workers; for tests
  const std::atomic<bool> *isInterrupted = nullptr; ///< ends the search after the present candidate
};

/// Where a kernel stands.
struct KernelStatus {
  std::string name, digest; ///< of equal kernels the name of the first one
  int64_t calls = 1;        ///< of the kernel in the module, and of those that are equal to it
  double roofMs = 0; ///< the least time of the best schedule by the device file; predicted, never measured
  const KernelSearch *search = nullptr;
};

/// Is told what happens. All of it does nothing by default.
class TuneObserver {
public:
  virtual ~TuneObserver() = default;
  virtual void began(const KernelStatus &) {}
  /// `secondsLeft` is an estimate; negative where there is none.
  virtual void measured(const KernelStatus &, const Tried &, const Measured &, double secondsLeft) {}
  virtual void ended(const KernelStatus &) {}
};

/// What tuning one kernel gave, for reports.
struct KernelResult {
  std::string name, digest, recordId, point, reason;
  int64_t calls = 0, trials = 0, ties = 0;
  std::map<std::string, int64_t> losses;        ///< by outcome
  double defaultMs = 0, bestMs = 0, roofMs = 0; ///< in the final; the roof is predicted
  double low = 1, high = 1;                     ///< the 95 % interval of best / default
  bool isDefaultKept = true;
};

/// Tunes all kernels of `compilation`, which has read its module. `database` may be null. An
/// InterruptedError where it was interrupted: what was measured is kept, and nothing is decided.
llvm::Expected<std::vector<KernelResult>> tune(driver::Compilation &compilation, Database *database,
                                               const TuneOptions &options, TuneObserver &observer);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_TUNER_TUNER_H
