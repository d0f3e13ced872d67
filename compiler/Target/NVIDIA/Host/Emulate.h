// Artifacts for NVIDIA devices on a machine without one: their PTX in the emulator, step by step as their plans say.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_EMULATE_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_EMULATE_H

#include "compiler/Target/Execution.h"

namespace aicc::nvidia {
/// An emulator of the PTX in the library whose bytes these are. Errors: no PTX there; PTX outside the emulator's
/// subset, with line and instruction.
llvm::Expected<std::unique_ptr<target::Emulator>> openEmulator(llvm::StringRef library);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_EMULATE_H
