// A kernel as a module of its own: to be compiled with a schedule, and as what it means, for the
// oracle.
#ifndef AICC_AUTOTUNE_KERNEL_KERNELMODULE_H
#define AICC_AUTOTUNE_KERNEL_KERNELMODULE_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "mlir/IR/OwningOpRef.h"

namespace aicc::autotune {
/// The function of these modules.
inline constexpr llvm::StringLiteral kMain = "main";

/// A module whose function `main` takes the kernel's operands, with their marks, and calls it once.
/// `tree` is pinned; null leaves the kernel without a schedule. Names no device.
mlir::OwningOpRef<mlir::ModuleOp> kernelModule(kernel::KernelOp kernel, schedule::TreeAttr tree);

/// Only `count` indices of the dimension `dim`; an empty name means all of everything.
struct Slice {
  std::string dim;
  int64_t count = 0;
};

/// The dimension that results can be computed for a few indices of alone, the longest of them: no
/// computation reduces it, and wherever a tensor is indexed by it, it is an index by itself. Empty
/// where there is none.
std::string sliceableDim(kernel::KernelOp kernel);
/// The position of `dim` in the shape of operand `number`, or nothing where the operand has it not.
std::optional<unsigned> operandAxis(kernel::KernelOp kernel, unsigned number, llvm::StringRef dim);
/// The position of `dim` in the shape of the kernel's result.
std::optional<unsigned> resultAxis(kernel::KernelOp kernel, llvm::StringRef dim);

/// What the kernel means, as structured operations on tensors, a linalg.generic a computation:
/// function `main` of the kernel's operands. With `slice`, tensors hold that many indices of its
/// dimension.
mlir::OwningOpRef<mlir::ModuleOp> meaningOf(kernel::KernelOp kernel, const Slice &slice = {});
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_KERNEL_KERNELMODULE_H
