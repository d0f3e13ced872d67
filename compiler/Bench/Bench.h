// The benchmark: every row compiled, checked, and timed in turns with its peers, beside its roof.
#ifndef AICC_COMPILER_BENCH_BENCH_H
#define AICC_COMPILER_BENCH_BENCH_H

#include "compiler/Bench/Check.h"
#include "compiler/Bench/Contest.h"
#include "compiler/Bench/Roof.h"
#include "compiler/Bench/ScheduleTrials.h"
#include "compiler/Driver/Compiler.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace aicc::bench {
/// What to measure.
struct BenchOptions {
  std::string file; ///< a workload file, or a module (.mlir)
  Selection selection;
  std::vector<std::string> peers; ///< of `peerLibraries()`, or "none"; empty: those that are there
  int64_t repeat = 20;            ///< timed calls of each contestant and row, at least
  uint64_t seed = 0;              ///< of the inputs, and of random schedules
  int64_t randomSchedules = 0;    ///< to try beside the default of each row
  double seconds = 60;            ///< after which a process on a device that says nothing counts as hung
  driver::CompileOptions compile; ///< the device
};

/// A peer's part of a row.
struct PeerResult {
  std::string name, version;
  Times times;
  double soloMs = 0;        ///< its median alone on the machine, the slower of two bursts
  double maxDifference = 0; ///< from aicc's result
  CheckReport check;        ///< of its own result, by the rule for aicc's
};

/// A row and what was measured. Where `skipped` has a reason, nothing else counts.
struct RowResult {
  Row row;
  std::string skipped;
  std::string schedule = "default"; ///< where it came from: "default", "record" or "pinned"
  std::string device, compiler;
  std::string ranOn;       ///< the name of the device that is not the host's processor; empty: the processor
  bool isEmulated = false; ///< no device was there, but an emulator of one; the row is invalid
  Times times;
  int64_t flops = 0, bytes = 0; ///< of one call; bytes of arguments and results, each once
  Roof roof;
  double predictedMs = 0; ///< by the target's analytic model and the device file; 0: no prediction
  CheckReport check;
  std::vector<PeerResult> peers;
  std::map<std::string, std::string> refusals; ///< peers that lack the row, and why
  TrialResult trials;
  Disturbance lost;    ///< by the bursts that count
  std::string invalid; ///< why the times are not to be trusted; empty: they are
  std::optional<double> vsBf16; ///< w4 rows: median of the bf16 row of the same shape / this row's

  double gflops() const { return times.median ? double(flops) / times.median * 1e-6 : 0; }
  double roofMs() const { return roof.ms(flops, bytes); }
  double roofShare() const { return times.median ? roofMs() / times.median : 0; }
  bool isComputeBound() const { return roof.computeMs(flops) >= roof.memoryMs(bytes); }
  /// The fastest peer, or null.
  const PeerResult *bestPeer() const;
  /// Its median / aicc's; 0 without a peer.
  double ratio() const;
};

/// Measures the rows that `options` select, in order; `done` sees the results so far after each row. A row that cannot
/// be compiled or run is skipped with the reason. Fails where the file or the request is wrong (HardwareError where a
/// peer that was asked for was not built, the device is another kind of processor, or all rows needed what is not here), with InternalError where the
/// compiler was at fault in a row, with CheckError where a result was wrong; these two after all rows are measured.
llvm::Error runBench(mlir::MLIRContext &context, const BenchOptions &options,
                     llvm::function_ref<void(llvm::ArrayRef<RowResult>)> done);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_BENCH_H
