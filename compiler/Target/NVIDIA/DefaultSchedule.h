// The default schedule of a kernel on an NVIDIA GPU: no table of shapes, only the kernel and the device file.
#ifndef AICC_COMPILER_TARGET_NVIDIA_DEFAULTSCHEDULE_H
#define AICC_COMPILER_TARGET_NVIDIA_DEFAULTSCHEDULE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::nvidia {
/// The schedule that the analytic model expects to be fastest. `threads`, a team of a CPU, means nothing here.
schedule::TreeAttr defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_DEFAULTSCHEDULE_H
