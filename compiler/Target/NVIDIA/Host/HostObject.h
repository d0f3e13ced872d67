// The host's half of an NVIDIA artifact: an object file with the device's code, the plans and the exported entries.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_HOSTOBJECT_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_HOSTOBJECT_H

#include "compiler/Artifact/ArtifactInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace aicc::nvidia {
/// The sections in which the device's code lies, for tools that read artifacts.
inline constexpr llvm::StringLiteral kPTXSection = ".aicc.ptx";
inline constexpr llvm::StringLiteral kCubinSection = ".aicc.cubin";

/// The device's code and what it needs.
struct DeviceProgram {
  std::string ptx;
  std::string cubin;      ///< empty where there was no assembler
  int64_t capability = 0; ///< the least compute capability, as 10 * major + minor
  bool isExact = false;   ///< only that capability will do
};

/// LLVM IR, as text, of the host's half: the tables of Runtime/Launcher.h and the functions of docs/ABI.md. Every entry
/// of `entries` has a plan.
std::string hostCode(const DeviceProgram &program, llvm::ArrayRef<artifact::Entry> entries);

/// An object file of `hostCode` for the machine that the compiler runs on, to be linked with the launcher and the
/// runtime.
llvm::Expected<std::string> hostObject(const DeviceProgram &program, llvm::ArrayRef<artifact::Entry> entries);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_HOSTOBJECT_H
