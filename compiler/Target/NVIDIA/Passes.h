// VERBS on kernels for NVIDIA GPUs. Each pass states in Passes.td what holds after it.
#ifndef AICC_COMPILER_TARGET_NVIDIA_PASSES_H
#define AICC_COMPILER_TARGET_NVIDIA_PASSES_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Pass/Pass.h"

namespace aicc::nvidia {
/// The module of device functions.
inline constexpr llvm::StringLiteral kDeviceModule = "kernels";

#define GEN_PASS_DECL
#include "compiler/Target/NVIDIA/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "compiler/Target/NVIDIA/Passes.h.inc"
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_PASSES_H
