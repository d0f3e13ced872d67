// The instructions that the emulator knows: one row a family, in the order of the documentation.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SUBSET_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SUBSET_H

#include "compiler/Target/NVIDIA/Emulator/Decode.h"

namespace aicc::ptx {
/// All instructions whose opcode begins with one word.
struct Family {
  llvm::StringLiteral name;
  DecodeFunction decode;
  /// The forms there are, as docs/PTXEmulator.md lists them.
  llvm::StringLiteral forms;
};

/// Every family, grouped by kind.
llvm::ArrayRef<Family> subset();
/// The family of opcodes that begin with `name`; null where the emulator has none.
const Family *findFamily(llvm::StringRef name);
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_SUBSET_H
