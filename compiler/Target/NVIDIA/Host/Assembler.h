// The vendor's assembler, where it is installed: PTX to machine code. Nothing depends on it but machine code itself.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_ASSEMBLER_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_ASSEMBLER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace aicc::nvidia {
/// The path of `ptxas`: in `bin` below one of `roots`, else on PATH; nothing where there is none.
std::optional<std::string> findAssembler(llvm::ArrayRef<std::string> roots);

/// Machine code of `ptx` for `chip` ("sm_80") by the program `assembler`. The error holds what the program said.
llvm::Expected<std::string> assemble(llvm::StringRef assembler, llvm::StringRef ptx, llvm::StringRef chip);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_ASSEMBLER_H
