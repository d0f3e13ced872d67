// What became of a candidate, from the way in which its process failed.
#ifndef AICC_AUTOTUNE_MEASURE_OUTCOME_H
#define AICC_AUTOTUNE_MEASURE_OUTCOME_H

#include "autotune/Database/Record.h"
#include "llvm/Support/Error.h"

namespace aicc::autotune {
/// An outcome, with what went wrong in words; empty where nothing did.
struct Ending {
  Outcome outcome = Outcome::Timed;
  std::string detail;
};

/// What `error`, of a worker process, means. `whenRefused` is the outcome where the process itself
/// reported it.
Ending endingOf(llvm::Error error, Outcome whenRefused);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_OUTCOME_H
