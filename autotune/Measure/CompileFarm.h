// Processes that compile one kernel with many schedules, as many at a time as there are processors
// for it. While nobody asks, all of them are stopped, so that nothing compiles while something is
// measured.
#ifndef AICC_AUTOTUNE_MEASURE_COMPILEFARM_H
#define AICC_AUTOTUNE_MEASURE_COMPILEFARM_H

#include "autotune/Measure/Outcome.h"
#include "compiler/Bench/Contestant.h"
#include "compiler/Driver/Compiler.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::autotune {
/// The path of the worker's program: `given`, or the one beside this program. An error where there
/// is none.
llvm::Expected<std::string> findWorker(const std::string &given);

/// What all jobs share.
struct FarmOptions {
  std::string module;                     ///< the kernel's module, a file
  driver::CompileOptions compile;         ///< device and threads
  unsigned jobs = 1;                      ///< processes
  int64_t limitMs = 30000;                ///< the longest that one candidate may take
  int64_t memoryBytes = int64_t(4) << 30; ///< the most address space of a process
  std::string worker;                     ///< the worker's program; empty: the one beside this program
  std::vector<std::string> words;         ///< more arguments of it; for tests
};

/// One library to make.
struct Job {
  schedule::TreeAttr tree;
  std::string library; ///< its path
};

class CompileFarm {
public:
  explicit CompileFarm(FarmOptions options) : options(std::move(options)), workers(std::max(1u, this->options.jobs)) {}

  /// Compiles all of `jobs` and returns what became of each: `Outcome::Timed` stands for a library
  /// that is there. A process that ends or hangs costs its candidate and is replaced.
  std::vector<Ending> build(llvm::ArrayRef<Job> jobs);

private:
  llvm::Error startMissing();
  llvm::Expected<std::unique_ptr<bench::Contestant>> start();

  FarmOptions options;
  std::vector<std::unique_ptr<bench::Contestant>> workers;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_COMPILEFARM_H
