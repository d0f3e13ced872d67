// The analytic model: what a schedule's time should be by the device file alone.
//
// The target's time bound says what each resource needs at least: the arithmetic, and the traffic
// of each memory level. No schedule overlaps all of them wholly, so the prediction is a norm of
// them that lies between the longest and the sum, and what no resource accounts for is added: the
// padding of edges, the work of starting a register tile, and each wait of the team for its slowest
// thread.
#ifndef AICC_AUTOTUNE_MODEL_ANALYTIC_H
#define AICC_AUTOTUNE_MODEL_ANALYTIC_H

#include "autotune/Space/LegalSpace.h"

namespace aicc::autotune {
/// Predicted seconds of one call of each of `candidates`; only their order and their ratios mean
/// something.
std::vector<double> predictSeconds(const LegalSpace &space, llvm::ArrayRef<Candidate> candidates);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MODEL_ANALYTIC_H
