// The NVIDIA device that is here, as memory.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_DEVICE_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_DEVICE_H

#include "compiler/Target/Execution.h"

namespace aicc::nvidia {
/// The memory of the first device that the driver finds; its primary context becomes the thread's. The error is one
/// sentence about what is missing.
llvm::Expected<std::unique_ptr<target::DeviceMemory>> openDevice();
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_DEVICE_H
