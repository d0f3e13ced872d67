// "Special Registers" of the PTX ISA, those of the emulator's subset: what they are called and what they hold. They are
// read once, when a warp starts.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SPECIALREGISTERS_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SPECIALREGISTERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace aicc::ptx {
struct Cta;

/// A lane of a launch.
struct LanePosition {
  const Cta &cta;
  uint32_t warp; ///< in the CTA
  unsigned lane; ///< in the warp
};

/// One special register.
struct SpecialRegister {
  llvm::StringLiteral name; ///< with its percent sign
  unsigned width;           ///< in bytes
  uint64_t (*value)(const LanePosition &at);
};

/// All of them; constants name one by its number in this list.
llvm::ArrayRef<SpecialRegister> specialRegisters();
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SPECIALREGISTERS_H
