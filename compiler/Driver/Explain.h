// Why a module is compiled as it is: kernels, what was fused and what not, schedules, data movement, time bounds.
#ifndef AICC_COMPILER_DRIVER_EXPLAIN_H
#define AICC_COMPILER_DRIVER_EXPLAIN_H

#include "compiler/Driver/Compiler.h"
#include "compiler/Target/TimeBound.h"
#include "passes/Graph/RegionCost.h"
#include "llvm/Support/JSON.h"

namespace aicc::driver {
/// One line of a schedule's table.
struct ScheduleRow {
  std::string band;    ///< "threads (2)", "L2", "mm: registers"
  std::string extents; ///< "m 144, n 64"
  std::string staged;  ///< "arg1 prepacked <n 64, k 2>", "instruction vdpbf16ps, unrolled x4"
};

/// Times of one kernel on this machine.
struct Measurement {
  double seconds; ///< the median call
  int64_t calls;  ///< that were timed
};

/// One kernel in words.
struct KernelExplanation {
  artifact::Kernel kernel;               ///< identity, calls, floating-point operations, scratch
  std::vector<std::string> dims;         ///< "m = 512"
  std::vector<std::string> operands;     ///< "arg1: tensor<…>, weight"
  std::vector<std::string> computations; ///< "mm: contract f32 [m, n] = arg0[m, k] * arg1[n, k]"
  std::vector<std::string> decisions;    ///< why the region begins and ends where it does
  std::vector<graph::RegionChoice> choices; ///< what joining operations was predicted to cost, and what was chosen
  std::vector<ScheduleRow> schedule;
  std::string notLowered;                ///< why the target's lowering cannot obey the schedule yet; empty where it can
  target::TimeBound bound;
  std::optional<Measurement> measured; ///< see MeasureKernels.h

  /// Measured time / predicted time; nothing where one of them is not known.
  std::optional<double> ratio() const {
    bool isKnown = measured && bound.seconds() > 0;
    return isKnown ? std::optional<double>(measured->seconds / bound.seconds()) : std::nullopt;
  }
};

/// A whole module.
struct Explanation {
  std::vector<KernelExplanation> kernels;
  std::vector<artifact::Entry> entries; ///< with arena and liveness bound
  int64_t scheduledFlops = 0;           ///< in kernels, over all calls
  int64_t totalFlops = 0;               ///< with those of the general path
  mlir::OwningOpRef<mlir::ModuleOp> scheduled; ///< the module behind phase `schedule`
  std::string notMeasured;              ///< why this machine has measured nothing; empty where it has, or was not asked

  /// The share of floating-point operations that run in scheduled kernels, 0 to 1; 1 where there are none.
  double scheduledShare() const { return totalFlops ? double(scheduledFlops) / double(totalFlops) : 1; }
};

/// Runs `compilation` up to phase `tile` and explains what it decided; up to phase `schedule`, without entries, where the
/// lowering cannot obey a schedule yet.
llvm::Expected<Explanation> explain(Compilation &compilation);

/// Prints `explanation` for people.
void printExplanation(llvm::raw_ostream &os, const Compilation &compilation, const Explanation &explanation);

/// Writes the members of `explanation` into the object that `json` is in.
void writeExplanation(llvm::json::OStream &json, const Explanation &explanation);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_EXPLAIN_H
