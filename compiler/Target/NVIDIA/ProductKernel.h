// Contractions on the tensor cores: one launch of a grid of blocks, each with slices of both factors in shared memory.
#ifndef AICC_COMPILER_TARGET_NVIDIA_PRODUCTKERNEL_H
#define AICC_COMPILER_TARGET_NVIDIA_PRODUCTKERNEL_H

#include "compiler/Target/NVIDIA/LaunchPlan.h"
#include "compiler/Target/NVIDIA/ProductTiling.h"

namespace aicc::nvidia {
/// Bytes of shared memory that one block of `tiling` asks for.
int64_t sharedBytes(const ProductTiling &tiling);

/// Adds the launch for the contractions of `tiling` and what runs on their sums. Where sums are split, each part goes to
/// scratch of its own, and whoever reads the sum adds them.
void addProductLaunch(PlanBuilder &plan, const ProductTiling &tiling);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_PRODUCTKERNEL_H
