// One case: a random module under random schedules, compiled, run, and compared with the oracle.
#ifndef AICC_TEST_FUZZ_FUZZCASE_H
#define AICC_TEST_FUZZ_FUZZCASE_H

#include "test/Fuzz/CaseModule.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>

namespace aicc::fuzz {
/// What modules are about.
enum class Family {
  Graphs,    ///< graphs of every kind
  Quantised, ///< products with quantised weights
  Attention  ///< one attention
};

/// Which case, and on what.
struct CaseOptions {
  uint64_t seed = 1;          ///< of the whole run
  int64_t number = 0;         ///< of the case
  Family family = Family::Graphs;
  std::string target = "host";
  int64_t changes = 1000;      ///< most changes to each default schedule; 0: the target's own
  std::string folder;          ///< where the artifact goes; whoever made it removes it
  std::string keep;            ///< a file for the scheduled module; empty: none
};

/// The module of a case.
CaseModule moduleOf(const CaseOptions &options);

/// How a case ended that did not go wrong.
enum class Verdict {
  Right,
  Refused ///< the target cannot do it, with an error that docs/Limits.md lists
};

/// Runs the case, on GPUs in the emulator of their code. The error says what went wrong: a phase, a status, what the emulator
/// found, or the first element that differs.
llvm::Expected<Verdict> runCase(const CaseOptions &options);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_FUZZCASE_H
