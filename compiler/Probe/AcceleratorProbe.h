// A device that is not the host's processor, as a device file: what its driver says, and what its target's meter
// reaches.
#ifndef AICC_COMPILER_PROBE_ACCELERATORPROBE_H
#define AICC_COMPILER_PROBE_ACCELERATORPROBE_H

#include "compiler/Probe/DeviceProbe.h"
#include "compiler/Target/Meter.h"

namespace aicc::probe {
/// Measures the device behind `meter`, whose instructions, resources and words for LLVM are those of the shipped device
/// `options.basis`. Rates of instructions and levels that the meter does not know are absent from the file. A
/// measurement that takes longer than `options.seconds` is given up: then the process is to end. Errors: DeviceError,
/// also where the basis needs another device; an ID that is none. Takes some seconds, in which nothing else should use
/// the device.
llvm::Expected<ProbedDevice> probeAccelerator(const DeviceProbeOptions &options,
                                              std::shared_ptr<target::DeviceMeter> meter);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_ACCELERATORPROBE_H
