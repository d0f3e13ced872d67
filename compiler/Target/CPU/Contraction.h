// A contraction with its siblings and the maps around them, as the CPU's space of schedules sees
// it: what the knobs mean.
//
//   lanes         which way the lanes of a register run: along the result, or along the sum
//   tile.<d>      elements of dimension d that a register tile holds
//   unroll        steps along the depth that one iteration of the hot loop holds
//   instruction   what does the arithmetic: the device's dot product, or its multiply-add on
//   widened operands walk          the order in which register tiles are walked: down the columns
//   of one panel, or along the rows columns       how the operand that fills the lanes reaches
//   them: as it lies, packed once a module, packed with each
//                 block of memory, or panel by panel into L2
//   rows          how the other operand does: as it lies, or packed, all at once or a block of rows at a time, in the
//                 type that the instruction reads
//   ahead         whether the panel that is needed next is asked for while this one is used
//   prefetch      elements along the depth ahead of its use that the columns' operand is asked for
//   threads.<d>   parts that dimension d is cut into, one a thread of the team
//   block.<d>     a block of memory: register tiles of the rows' and the columns' dimension,
//   elements of the depth order         the order of the loops over blocks, outermost first
//   epilogue      whether what reads the sums does so in registers, or apart in loops of its own
#ifndef AICC_COMPILER_TARGET_CPU_CONTRACTION_H
#define AICC_COMPILER_TARGET_CPU_CONTRACTION_H

#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/ScheduleWriter.h"
#include "compiler/Target/Space.h"

namespace aicc::cpu {
/// Values of the knob `columns`.
enum ColumnsHow : int64_t { kColumnsInPlace, kColumnsPrepacked, kColumnsPacked, kColumnsPanels };
/// Values of the knob `rows`.
enum RowsHow : int64_t { kRowsInPlace, kRowsPacked, kRowsPackedByBlocks };
/// Values of the knob `lanes`.
enum LanesAlong : int64_t { kLanesAlongResult, kLanesAlongDepth };

/// The dimensions by their parts, and the instructions that there are to choose from.
class Contraction {
public:
  Contraction(kernel::KernelOp kernel, const device::Device &device, int64_t threads);

  /// True for kernels whose anchors are plain contractions along one dimension, of operands that
  /// lie in memory.
  static bool fits(KernelParts &parts);

  /// The dimension's extent, in elements; 1 for an empty name.
  int64_t extent(llvm::StringRef dim) { return dim.empty() ? 1 : parts.extent(dim); }
  /// The operand of `anchor` that has the lanes' dimension.
  unsigned columnOperand(kernel::Computation anchor) { return parts.dependsOn(anchor, 1, columns) ? 1 : 0; }
  /// The instruction that value `choice` of the knob stands for, or null: plain multiplication and
  /// addition.
  const device::Instruction *instruction(int64_t choice) const;
  /// Lanes of a register of the first anchor's sums.
  int64_t lanes() { return parts.lanes(parts.anchor()); }
  /// The position of `name` among the three blocked dimensions in order `value`, 0 the outermost.
  static llvm::ArrayRef<int> orderOf(int64_t value);

  KernelParts parts;
  int64_t threads;                           ///< the team, at least 1
  llvm::StringRef rows, columns, depth;      ///< `rows` may be empty
  llvm::SmallVector<llvm::StringRef> others; ///< dimensions of the result that are neither
  llvm::SmallVector<const device::Instruction *>
      instructions;                                ///< what the knob chooses from; never empty, may hold null
  const device::Instruction *alongDepth = nullptr; ///< the one for lanes along the depth, or null
};

/// The schedule of `point`.
schedule::TreeAttr writeContraction(Contraction &contraction, const target::Point &point);
/// The knobs that `tree`, any schedule of the kernel, shows.
target::Point readContraction(Contraction &contraction, schedule::TreeAttr tree);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_CONTRACTION_H
