// What the analytic model says about the rows of a workload, for devices that need not be here.
#ifndef AICC_COMPILER_BENCH_PREDICT_H
#define AICC_COMPILER_BENCH_PREDICT_H

#include "compiler/Bench/Bench.h"
#include "compiler/Target/TimeBound.h"

namespace aicc::bench {
/// One kernel of a row.
struct PredictedKernel {
  std::string name, tiles; ///< of each band: "grid m 128, n 256; shared k 64; …"
  std::string instruction; ///< of the first computation that names one
  std::string notLowered;  ///< why the lowering cannot obey the schedule yet
  target::TimeBound bound;
  int64_t calls = 1;
};

/// A row under the default schedules of a device. Where `skipped` has a reason, nothing else counts.
struct Prediction {
  Row row;
  std::string device, skipped;
  std::vector<PredictedKernel> kernels;

  /// Of one call of the row: its kernels one after the other.
  double seconds() const;
  /// What arithmetic at peak and each argument and result once need at least, kernel by kernel.
  double roofSeconds() const;
};

/// Predicts the rows that `options` select. Runs nothing, so any device with a target will do; states and threads of
/// rows mean nothing here and are taken once. Fails where the file, the device or the request is wrong.
llvm::Expected<std::vector<Prediction>> predictRows(mlir::MLIRContext &context, const BenchOptions &options);

/// The table for people, each line marked as predicted.
void printPredictions(llvm::ArrayRef<Prediction> predictions, llvm::raw_ostream &os);
/// `{"predicted": true, "rows": […]}`.
std::string predictionsJson(llvm::ArrayRef<Prediction> predictions);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_PREDICT_H
