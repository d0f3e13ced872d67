// The general path: one thread an element of a result, right for every kernel.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SIMTKERNEL_H
#define AICC_COMPILER_TARGET_NVIDIA_SIMTKERNEL_H

#include "compiler/Target/NVIDIA/LaunchPlan.h"

namespace aicc::nvidia {
/// Adds launches for what the kernel yields and is not stored yet. Each thread computes one element; reductions that
/// several elements read are launches of their own.
void addSimtLaunches(PlanBuilder &plan);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SIMTKERNEL_H
