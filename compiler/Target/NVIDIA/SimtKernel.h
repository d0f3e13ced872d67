// The general path: one thread an element of a result, right for every kernel.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SIMTKERNEL_H
#define AICC_COMPILER_TARGET_NVIDIA_SIMTKERNEL_H

#include "compiler/Target/NVIDIA/LaunchPlan.h"

namespace aicc::nvidia {
/// Adds launches for those of `computations` that are yielded or must be stored before others read them, in order. Each
/// thread computes one element; maps are computed where they are read, and reductions that several elements read are
/// launches of their own. Computations in `staged` are stored whatever they are.
void addSimtLaunches(PlanBuilder &plan, llvm::ArrayRef<kernel::Computation> computations,
                     llvm::ArrayRef<mlir::Value> staged);

/// Adds launches for results that are arguments of the kernel.
void addCopies(PlanBuilder &plan);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SIMTKERNEL_H
