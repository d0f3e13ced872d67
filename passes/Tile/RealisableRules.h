// The rules of what the lowering realises: each one small predicate over a kernel and a schedule that is legal for it.
// The table in Realisable.cpp gives their order; later rules rely on earlier ones.
#ifndef AICC_PASSES_TILE_REALISABLERULES_H
#define AICC_PASSES_TILE_REALISABLERULES_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::tile::rules {
/// Why a schedule is not realised, as a clause; nothing where it is.
using Reason = std::optional<std::string>;

//===-- Places: RealisablePlaces.cpp --===//

/// Parallel bands stand outside all others and number their tiles plainly.
Reason parallelBands(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// Units share out no sums.
Reason parallelSums(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// A sum is written in several steps, so that units that all make it need a place each. Maps they may share: all of
/// them write the same numbers.
Reason sharedSums(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// Where a computation is attached to a band it runs behind the nested bands if it stands behind the anchors: too late
/// for them.
Reason laterReaders(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// What feeds the anchors runs before the bands inside its own: too early to read what runs there.
Reason earlierReaders(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// What is evaluated in the steps of a loop is a map of operands, and the loop is that of a contraction.
Reason stepMaps(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// Every computation has an inner band or clears what a mask hides, and those that share the bands iterate alike.
Reason anchors(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// What clears hidden values is left out only where the loops of their readers leave them out: where all that the mask
/// reads is one number in each of the bands' tiles. `vectorBits`: of a register, 0 where it is not known.
Reason clearedValues(kernel::KernelOp kernel, schedule::TreeAttr schedule, int64_t vectorBits);

//===-- Stages: RealisableStages.cpp --===//

/// A stage has one buffer, whose elements lie in order.
Reason buffers(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// Results stay where they are first put: they are kept in one buffer, and a result of the kernel in the caller's.
Reason keptResults(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// Where a band cuts a reduction, its parts meet in a buffer: the caller's, or one staged at that band or around it.
Reason cutSums(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// A copy holds a box of the operand, whose dimensions the kernel's dimensions walk over one by one.
Reason stagedBoxes(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// Copies are made for readers inside their band, of what is complete when the band begins.
Reason stagedCopies(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// A buffer of a band is gone where an outer band or none runs.
Reason outerReaders(kernel::KernelOp kernel, schedule::TreeAttr schedule);

//===-- Registers and instructions: RealisableVectors.cpp --===//

/// A register tile has a number of points that is known, and not too many to unroll.
Reason registerTiles(kernel::KernelOp kernel, schedule::TreeAttr schedule);
/// A register tile is unrolled vector by vector. Far more of them than there are registers only take longer to compile.
Reason unrolledVectors(kernel::KernelOp kernel, schedule::TreeAttr schedule, int64_t vectorBits);
/// A tile that ends inside a vector of `vectorBits`, and is not the end of its dimension, would need a mask in its hot
/// loop.
Reason filledVectors(kernel::KernelOp kernel, schedule::TreeAttr schedule, int64_t vectorBits);
/// An instruction on groups is emitted as LLVM spells it; multiply-adds need no spelling.
Reason spelledInstructions(const device::Device &device, schedule::TreeAttr schedule);
/// What takes back a shift of the rows is a sum over each column, which starts the sums of the lanes along the columns.
Reason shiftedRows(kernel::KernelOp kernel, schedule::TreeAttr schedule, int64_t vectorBits);
} // namespace aicc::tile::rules

#endif // AICC_PASSES_TILE_REALISABLERULES_H
