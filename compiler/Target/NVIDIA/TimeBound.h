// The analytic model of a kernel's time on an NVIDIA GPU.
#ifndef AICC_COMPILER_TARGET_NVIDIA_TIMEBOUND_H
#define AICC_COMPILER_TARGET_NVIDIA_TIMEBOUND_H

#include "compiler/Target/TimeBound.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::nvidia {
/// The lower bound on the time of one call of `kernel` under `schedule`, which must be legal.
target::TimeBound timeBound(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr schedule);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_TIMEBOUND_H
