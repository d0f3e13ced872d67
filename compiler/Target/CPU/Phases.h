// The phases tile and lower for CPUs: loops and native-width vectors, then the LLVM dialect and the artifact's entries.
#ifndef AICC_COMPILER_TARGET_CPU_PHASES_H
#define AICC_COMPILER_TARGET_CPU_PHASES_H

#include "compiler/Target/Target.h"

namespace aicc::cpu {
/// Registers the dialects that only these phases create.
void registerDialects(mlir::DialectRegistry &registry);
/// Registers the passes that are in this folder: none.
void registerPasses();
/// Appends the passes after which kernels are functions of loops and native-width vectors.
void addTile(mlir::OpPassManager &passes, const target::LoweringOptions &options);
/// Appends the passes after which the module is in the LLVM dialect and exported functions follow the artifact's ABI.
void addLower(mlir::OpPassManager &passes, const target::LoweringOptions &options);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_PHASES_H
