// The phases tile and lower for NVIDIA GPUs: device functions with their launches, then the LLVM dialect.
#ifndef AICC_COMPILER_TARGET_NVIDIA_PHASES_H
#define AICC_COMPILER_TARGET_NVIDIA_PHASES_H

#include "compiler/Target/Target.h"

namespace aicc::nvidia {
/// Registers the dialects, interfaces and translations that these phases need.
void registerDialects(mlir::DialectRegistry &registry);
/// Registers the passes that are in this folder.
void registerPasses();
/// Appends the passes after which the module holds device functions in `gpu.module @kernels`, and public functions
/// launch them one behind the other, on arguments and views into the arena.
void addTile(mlir::OpPassManager &passes, const target::LoweringOptions &options);
/// Appends the passes after which the device functions are in the LLVM dialect and public functions are plans.
void addLower(mlir::OpPassManager &passes, const target::LoweringOptions &options);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_PHASES_H
