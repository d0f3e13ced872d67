// What follows a contraction in registers: maps on the sums, then stores.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EPILOGUE_H
#define AICC_COMPILER_TARGET_NVIDIA_EPILOGUE_H

#include "compiler/Target/NVIDIA/Evaluate.h"
#include "compiler/Target/NVIDIA/SumLoop.h"

namespace aicc::nvidia {
/// A tensor that a block writes, and where to.
struct Target {
  mlir::Value tensor;  ///< of the kernel: a contraction's sums or what a map makes of them
  mlir::Value pointer; ///< in the device function
};

/// Stores the elements of `targets` that belong to the thread's sums. `stored` are the tensors that maps read from memory.
/// With several splits, parts go to `pointer`, part after part.
void emitEpilogue(DeviceCode &code, kernel::KernelOp kernel, const ProductTiling &tiling, const BlockTile &tile,
                  const UnitPlace &place, const Sums &sums, llvm::ArrayRef<Target> targets,
                  const llvm::DenseMap<mlir::Value, Stored> &stored);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_EPILOGUE_H
