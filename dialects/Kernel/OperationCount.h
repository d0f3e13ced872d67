// How many operations a kernel takes, less what its mask hides.
#ifndef AICC_DIALECTS_KERNEL_OPERATIONCOUNT_H
#define AICC_DIALECTS_KERNEL_OPERATIONCOUNT_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::kernel {
/// Floating-point operations of `kernel`'s computations for which `counts` is true: those of points that a mask hides,
/// as far as it is known at compile time, are left out.
int64_t operationsOf(KernelOp kernel, llvm::function_ref<bool(Computation)> counts);
/// Those of all its computations.
int64_t operationsOf(KernelOp kernel);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_OPERATIONCOUNT_H
