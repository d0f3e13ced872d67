// The device files' words for element types: "bf16", "s8", "u8", "f8e4m3".
#ifndef AICC_PASSES_SCHEDULE_TYPEWORDS_H
#define AICC_PASSES_SCHEDULE_TYPEWORDS_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::schedule {
/// The word for the elements of `value`; integers without a sign count as signed.
std::string typeWord(mlir::Value value);

/// The word for elements of `type`, in the same way.
std::string typeWord(mlir::Type type);

/// The word for the elements of operand `index` of a contraction, which alone knows their sign.
std::string factorWord(kernel::Computation op, unsigned index);

/// True where all that reads `operand` of a kernel are contractions, which extend their factors to the type of the sums
/// anyway, and agree on its sign: a packed copy may have a wider type.
bool isFactorOnly(mlir::Value operand);
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_TYPEWORDS_H
