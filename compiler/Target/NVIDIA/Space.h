// The space of schedules of a kernel on an NVIDIA device.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SPACE_H
#define AICC_COMPILER_TARGET_NVIDIA_SPACE_H

#include "compiler/Target/Space.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::nvidia {
/// One point, the default schedule: there are no knobs yet.
target::Space space(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SPACE_H
