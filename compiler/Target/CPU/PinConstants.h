// Keeps constants out of registers while hot loops run.
#ifndef AICC_COMPILER_TARGET_CPU_PINCONSTANTS_H
#define AICC_COMPILER_TARGET_CPU_PINCONSTANTS_H

#include "llvm/IR/Module.h"

namespace aicc::cpu {
/// Makes the constants of f32 that are used in loops around other loops there, and nowhere else. What runs between two
/// innermost loops (epilogues) would otherwise have its constants made once, in front of all loops, and they would take
/// registers from the sums of the innermost ones. For processors whose operations take no operand from memory.
void pinConstants(llvm::Module &module);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_PINCONSTANTS_H
