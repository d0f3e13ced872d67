// LLVM's optimisation of what a target has translated.
#ifndef AICC_COMPILER_TARGET_OPTIMISE_H
#define AICC_COMPILER_TARGET_OPTIMISE_H

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace aicc::target {
/// Runs LLVM's default pipeline of level 2 on `module`, with what `machine` knows of its costs.
void optimise(llvm::Module &module, llvm::TargetMachine &machine);
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_OPTIMISE_H
