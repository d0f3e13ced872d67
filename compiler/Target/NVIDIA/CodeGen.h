// LLVM code generation for NVIDIA GPUs: from device functions in the LLVM dialect to PTX. Nothing of the vendor's is
// needed: the same text comes out with and without a CUDA toolkit.
#ifndef AICC_COMPILER_TARGET_NVIDIA_CODEGEN_H
#define AICC_COMPILER_TARGET_NVIDIA_CODEGEN_H

#include "dialects/Device/Device.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "mlir/IR/BuiltinOps.h"

namespace aicc::nvidia {
/// Translates the device functions of `module` and optimises them for `device`. A module without kernels has none.
llvm::Expected<std::unique_ptr<llvm::Module>> generateLLVM(mlir::ModuleOp module, const device::Device &device,
                                                           llvm::LLVMContext &context);

/// PTX of `module`. Only text can be written: an error where `asAssembly` is not set.
llvm::Expected<std::string> generateCode(llvm::Module &module, const device::Device &device, bool asAssembly);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_CODEGEN_H
