// The forms in which code for NVIDIA devices is written: PTX, machine code, LLVM IR of the device's functions, and the
// host object that an artifact is linked from.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_FORMS_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_FORMS_H

#include "compiler/Target/Target.h"

namespace aicc::nvidia {
/// "obj" is for the host and holds the rest.
inline constexpr target::CodeForm kForms[] = {{"obj", false}, {"ptx", true}, {"cubin", false}, {"llvm", true}};

/// Where CUDA says that it is installed; ptxas is in `bin` there.
inline constexpr llvm::StringLiteral kToolVariables[] = {"CUDA_HOME", "CUDA_PATH", "CUDA_ROOT"};

/// Code in the form of this name. "cubin" needs ptxas: an error where there is none. "obj" holds machine code where
/// there is one and it is wanted; PTX it always holds, the same bytes with and without ptxas.
llvm::Expected<std::string> generate(const target::CodeRequest &request, llvm::StringRef form);

/// The archive of Runtime: what opens the driver and follows plans.
llvm::StringRef launcher();
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_FORMS_H
