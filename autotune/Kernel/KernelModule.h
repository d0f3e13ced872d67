// A kernel as a module of its own: to be compiled with a schedule, and as what it means, for the
// oracle.
#ifndef AICC_AUTOTUNE_KERNEL_KERNELMODULE_H
#define AICC_AUTOTUNE_KERNEL_KERNELMODULE_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Oracle/KernelMeaning.h"
#include "mlir/IR/OwningOpRef.h"

namespace aicc::autotune {
/// The function of these modules.
inline constexpr llvm::StringLiteral kMain = "main";

/// A module whose function `main` takes the kernel's operands, with their marks, and calls it once.
/// `tree` is pinned; null leaves the kernel without a schedule. Names no device. Permits tf32 where the kernel's module
/// does.
mlir::OwningOpRef<mlir::ModuleOp> kernelModule(kernel::KernelOp kernel, schedule::TreeAttr tree);

/// What the kernel means (passes/Oracle/KernelMeaning.h): function `main` of its operands, with its first
/// result. The tolerance is tf32's where the kernel's module permits that.
mlir::OwningOpRef<mlir::ModuleOp> meaningOf(kernel::KernelOp kernel, const oracle::Slice &slice = {});
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_KERNEL_KERNELMODULE_H
