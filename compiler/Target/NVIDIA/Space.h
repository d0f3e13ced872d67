// The space of schedules of a kernel on an NVIDIA device.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SPACE_H
#define AICC_COMPILER_TARGET_NVIDIA_SPACE_H

#include "compiler/Target/Space.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::nvidia {
/// Of contractions the numbers of GemmTiles.h, as knobs; of all other kernels one point, the default schedule.
target::Space space(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SPACE_H
