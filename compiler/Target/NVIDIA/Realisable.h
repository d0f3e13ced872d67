// What the lowering for NVIDIA GPUs realises: `checkSchedule` speaks about physics, this page about the lowering.
#ifndef AICC_COMPILER_TARGET_NVIDIA_REALISABLE_H
#define AICC_COMPILER_TARGET_NVIDIA_REALISABLE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::nvidia {
/// Why `launch-kernels` cannot obey the legal `schedule`, as a clause; nothing where it can.
std::optional<std::string> whyNotRealisable(kernel::KernelOp kernel, schedule::TreeAttr schedule,
                                            const device::Device *device);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_REALISABLE_H
