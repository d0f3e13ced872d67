// Runs one function of a module or of an artifact: inputs from files or random, outputs to files, checked, timed.
#ifndef AICC_COMPILER_DRIVER_RUN_H
#define AICC_COMPILER_DRIVER_RUN_H

#include "compiler/Data/Tolerance.h"
#include "compiler/Driver/Compiler.h"
#include <optional>

namespace aicc::driver {
/// What to run, and what to do with it.
struct RunOptions {
  std::string input;                ///< a module, or a shared library with its manifest beside it
  std::string entry;                ///< the function; empty: the only one
  std::string reference;            ///< the module to check against; empty: the one that was compiled
  std::vector<std::string> inputs;  ///< .npy files, one for each argument in order; none: random inputs
  std::vector<std::string> outputs; ///< .npy files to write, for the first results in order
  uint64_t seed = 0;                ///< of the random inputs
  bool check = false;               ///< compare with the oracle
  int64_t repeat = 0;               ///< timed calls, after two that are not; 0: no timing
  bool emulate = false;             ///< execute the device's code in an emulator, on this processor
  double seconds = 60;              ///< after which a call on a device is given up
  CompileOptions compile;           ///< device and threads
};

/// A result that was compared.
struct CheckedResult {
  unsigned number;
  std::vector<int64_t> shape;
  data::Comparison comparison;
};

/// What happened.
struct RunReport {
  std::string module, entry;
  double compileMs = 0; ///< 0 where nothing was compiled
  std::vector<artifact::Kernel> kernels; ///< distinct ones
  int64_t flops = 0;    ///< of one call
  std::vector<double> ms; ///< of the timed calls, in order
  std::optional<double> peakGflops;
  std::vector<CheckedResult> checks; ///< of the results in order; empty where nothing was checked
  std::optional<target::EmulationReport> emulation; ///< where the code was emulated

  /// False where a comparison failed or an emulator found an error.
  bool passed() const;
  /// What failed, a line each.
  std::string describeFailures() const;
  double medianMs() const;
  double minMs() const;
  /// Rate of the median call; 0 where nothing was timed.
  double gflops() const;
};

/// Runs. Diagnostics go to the context's handlers; errors are InternalError, HardwareError, or a wrong request.
llvm::Expected<RunReport> run(mlir::MLIRContext &context, const RunOptions &options);

/// `report` as one JSON object.
void printJson(const RunReport &report, llvm::raw_ostream &stream);

/// `report` for people.
void printText(const RunReport &report, llvm::raw_ostream &stream);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_RUN_H
