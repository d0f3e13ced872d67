// LLVM code generation for CPUs: from an LLVM-dialect module to LLVM IR, assembly or an object file.
#ifndef AICC_COMPILER_TARGET_CPU_CODEGEN_H
#define AICC_COMPILER_TARGET_CPU_CODEGEN_H

#include "dialects/Device/Device.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "mlir/IR/BuiltinOps.h"

namespace aicc::cpu {
/// Translates `module` (LLVM dialect) and optimises it for `device`.
llvm::Expected<std::unique_ptr<llvm::Module>> generateLLVM(mlir::ModuleOp module, const device::Device &device,
                                                           llvm::LLVMContext &context);

/// Object code of `module` (or assembly text) for `device`.
llvm::Expected<std::string> generateCode(llvm::Module &module, const device::Device &device, bool asAssembly);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_CODEGEN_H
