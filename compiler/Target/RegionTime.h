// What a region takes as one kernel on a device: how `choose-regions` compares kernels that do not exist yet.
//
// The kernel gets the schedule that its target would choose, and the target's bound says how long arithmetic of
// contractions and each memory level are busy (TimeBound.h). That bound is made to compare schedules of one kernel;
// between kernels three things differ that it leaves out and that are added here:
//
//   arithmetic of maps and reductions: operations over the rate of the device's f32 multiply-adds, in vectors.
//     A function (exp) counts as many. What feeds a contraction counts as often as the schedule computes it;
//   tensors between kernels: they come from the shared cache that holds them, not from memory;
//   starting: waking the team, or launching a grid, once for each part with loops of its own.
//
// What the innermost level delivers to registers is left out: it follows from register tiles, not from regions.
//
// seconds = max(compute, memory) + starting.
#ifndef AICC_COMPILER_TARGET_REGIONTIME_H
#define AICC_COMPILER_TARGET_REGIONTIME_H

#include "dialects/Device/Device.h"
#include "passes/Graph/RegionCost.h"
#include "passes/Schedule/Nest.h"

namespace aicc::target {
struct Target;

/// Predicts regions on `device`, which is one of `target`'s, for a team of `threads` (0: the device's own). Answers nothing
/// for kernels with a contraction whose rate the target does not know. `target` outlives what is returned.
graph::PredictRegion regionPredictor(const Target &target, const device::Device &device, int64_t threads);

/// How often a call computes each point of `op`, a computation that feeds a contraction: once for each tile around the
/// place where it runs, of dimensions that it does not have.
double timesComputed(const schedule::Nest &nest, kernel::Computation op);

/// Operations that vectors of 32-bit elements take for a point of `op`, as its schedule places it in `nest`.
double vectorOperations(const schedule::Nest &nest, kernel::Computation op);
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_REGIONTIME_H
