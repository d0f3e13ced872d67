// Which shipped device this processor is, and what a processor must have to run a device's code.
#ifndef AICC_COMPILER_DEVICE_HOST_H
#define AICC_COMPILER_DEVICE_HOST_H

#include "dialects/Device/Device.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

namespace aicc::device {
/// The ID of the shipped device that fits this processor best. This is about the instructions it has, not about its
/// sizes and rates: those stay the shipped file's until they are measured.
llvm::Expected<std::string> hostDeviceId();

/// Of `devices`, the one with the most ISA features among those whose triple has the architecture of `triple` and
/// whose ISA features are all true in `features`; null where none fits.
const Device *bestFit(llvm::ArrayRef<Device> devices, llvm::StringRef triple, const llvm::StringMap<bool> &features);

/// Of AArch64 devices with SVE whose registers are longer than 128 bits and not `scalable`: that length in bits. Code for
/// them uses whole SVE registers and runs on this length only. Nothing for other devices.
std::optional<int64_t> fixedSveBits(const Device &device);

/// The features that a processor must have to run code compiled for `device`, in LLVM's spelling, separated by
/// commas: "avx,avx2,fma", and "sve-vector-bits=256" where `fixedSveBits` says so. What generated code checks when it is
/// loaded. Empty for accelerators.
std::string requiredCpuFeatures(const Device &device);
} // namespace aicc::device

#endif // AICC_COMPILER_DEVICE_HOST_H
