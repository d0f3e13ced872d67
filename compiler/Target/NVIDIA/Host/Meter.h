// Measures the NVIDIA device that is here: attributes of the driver, and what small kernels reach.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_METER_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_METER_H

#include "compiler/Target/Meter.h"

namespace aicc::nvidia {
/// A meter of the first device that the driver finds. The error is one sentence about what is missing.
llvm::Expected<std::unique_ptr<target::DeviceMeter>> openMeter();
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_METER_H
