// How far a row's default schedule is from the best of many random ones.
#ifndef AICC_COMPILER_BENCH_SCHEDULETRIALS_H
#define AICC_COMPILER_BENCH_SCHEDULETRIALS_H

#include "compiler/Bench/Contest.h"
#include "compiler/Bench/Peers.h"
#include "compiler/Driver/Compiler.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace aicc::bench {
/// What random schedules did on a row.
struct TrialResult {
  int64_t count = 0;  ///< different schedules that were compiled and timed; 0: none was asked for
  std::string best;   ///< the text of the fastest
  Times bestTimes;    ///< its times, in turns with those of the default
  Times defaultTimes; ///< the default's in these turns

  /// The fastest one's time / the default's: above 1 the default is faster than all of them.
  double defaultShare() const { return defaultTimes.median ? bestTimes.median / defaultTimes.median : 0; }
};

/// What trials of one row share.
struct TrialRequest {
  const Row &row;
  const Stage &stage;
  std::string module;   ///< the row's module, a file
  std::string standard; ///< its library with the default schedule
  driver::CompileOptions compile;
  int64_t count;
  uint64_t seed;
  /// The path of a temporary file of that name.
  llvm::function_ref<std::string(const std::string &)> temporary;
  /// Fails where the contestant's result of its last call is wrong.
  llvm::function_ref<llvm::Error(Contestant &)> check;
};

/// Compiles `request.count` different random legal schedules for the row, all processors at once, and times each in a
/// short burst, or in a few calls where these say that it is much slower than the best so far. Checks the fastest few
/// and times them in rounds of turns with the default, each round in new processes. The one with the best median round
/// takes part in as many rounds again, alone with the default; what counts is the median of these. Fewer where the row
/// has fewer schedules; an error where it has none, as where it is no single contraction.
llvm::Expected<TrialResult> tryRandomSchedules(mlir::MLIRContext &context, const TrialRequest &request);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_SCHEDULETRIALS_H
