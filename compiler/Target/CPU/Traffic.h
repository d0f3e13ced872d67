// The analytic model of data movement on a CPU: bytes that each memory level delivers, and the time that follows.
//
// The schedule's loops are walked from the outside. A cache holds what the loops inside some depth touch: the model
// takes the outermost depth whose footprint fits. A tensor is then loaded once a pass over those loops, except that
// loops directly around the depth that do not index it find it still there. Level by level:
//
//   bytes(level) = sum over tensors of footprint(tensor, depth of the next inner level) x passes(tensor)
//
// The innermost level delivers to registers, which keep nothing from one register tile to the next. What is packed at
// run time is written once more to the level that holds it. Results that are summed in parts are read and written at
// each part. A cache that several threads share is divided among them.
#ifndef AICC_COMPILER_TARGET_CPU_TRAFFIC_H
#define AICC_COMPILER_TARGET_CPU_TRAFFIC_H

#include "compiler/Target/TimeBound.h"
#include "passes/Schedule/Nest.h"

namespace aicc::cpu {
/// What each level of `nest`'s device delivers in one call, outermost level first.
std::vector<target::LevelTraffic> levelTraffic(const schedule::Nest &nest);

/// The lower bound on the time of one call of `kernel` under `schedule`, which must be legal.
target::TimeBound timeBound(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr schedule);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_TRAFFIC_H
