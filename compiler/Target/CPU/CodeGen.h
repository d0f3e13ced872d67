// LLVM code generation for CPUs: from an LLVM-dialect module to LLVM IR, assembly or an object file.
#ifndef AICC_COMPILER_TARGET_CPU_CODEGEN_H
#define AICC_COMPILER_TARGET_CPU_CODEGEN_H

#include "compiler/Target/Target.h"

namespace aicc::cpu {
/// Object code, assembly text and LLVM IR.
inline constexpr target::CodeForm kForms[] = {{"obj", false}, {"asm", true}, {"llvm", true}};

/// Code of a module in the LLVM dialect, optimised for its device, in the form of this name.
llvm::Expected<std::string> generate(const target::CodeRequest &request, llvm::StringRef form);

/// Nothing: the runtime is enough.
llvm::StringRef launcher();
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_CODEGEN_H
