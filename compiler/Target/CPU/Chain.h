// Two contractions with reductions between them, as a CPU schedules them: attention.
//
// A few rows at a time go through the whole chain. Their scores for all keys lie in L2, or nearer where they are few: the
// first contraction writes them a register tile at a time, the maps and reductions pass over them, and the second one
// reads them as its rows. Keys and values are packed once for all rows that share them.
#ifndef AICC_COMPILER_TARGET_CPU_CHAIN_H
#define AICC_COMPILER_TARGET_CPU_CHAIN_H

#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/ScheduleWriter.h"
#include "dialects/Kernel/MaskSpan.h"

namespace aicc::cpu {
/// The parts that dimensions play in such a kernel.
struct Chain {
  kernel::Computation first, second;
  std::optional<kernel::MaskSpan> mask;  ///< of the kernel
  unsigned keyOperand, valueOperand;     ///< of `first` and of `second`
  llvm::StringRef keys, depth, values;   ///< reduced by the second, reduced by the first, the second's own
  llvm::SmallVector<llvm::StringRef> batch, rows; ///< of the result: those that keys have, and the others

  /// The chain that `kernel` is, if it is one.
  static std::optional<Chain> find(kernel::KernelOp kernel);
};

/// True where `access` of `op` changes along dimension `dim`.
bool dependsOn(kernel::Computation op, mlir::AffineMap access, llvm::StringRef dim);

/// The default schedule of `chain`, whose kernel is `kernel`, for a team of `threads` (0: the device's own).
schedule::TreeAttr chainSchedule(const Chain &chain, kernel::KernelOp kernel, const device::Device &device,
                                 int64_t threads);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_CHAIN_H
