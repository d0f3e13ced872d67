// The default schedule of a kernel on a CPU: no table of shapes, only the kernel and the device file.
//
// Documented direction of the defaults: half the L2 capacity halves the longest block of a reduced dimension (`k` of
// the `memory` band) and the most rows of the `L2` band; half the registers at least halves the register tile.
#ifndef AICC_COMPILER_TARGET_CPU_DEFAULTSCHEDULE_H
#define AICC_COMPILER_TARGET_CPU_DEFAULTSCHEDULE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::cpu {
/// The schedule that the analytic model expects to be fastest with a team of `threads` (0: the device's own count).
schedule::TreeAttr defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_DEFAULTSCHEDULE_H
