// Where a schedule puts the computations of a kernel, and how much of a dimension is left there.
#ifndef AICC_PASSES_TILE_PLACES_H
#define AICC_PASSES_TILE_PLACES_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::tile {
/// The computation called `label`, or null.
kernel::Computation computation(kernel::KernelOp kernel, llvm::StringRef label);

/// The tensor called `name`: an operand of the kernel or a computation's result. Null where there is none.
mlir::Value valueOf(kernel::KernelOp kernel, llvm::StringRef name);

/// True where the kernel returns the result of `op`.
bool isYielded(kernel::Computation op);

/// True where `op` shares the bands and one register tile: it is attached to nothing.
bool isAnchor(kernel::Computation op, schedule::TreeAttr schedule);

/// The number of the band at which `op` runs: -1 outside all, the number of bands on register tiles.
int depthOf(kernel::Computation op, schedule::TreeAttr schedule);

/// The most elements of `dim` that one tile of band number `depth` holds; of -1, all of them.
int64_t mostAt(kernel::KernelOp kernel, schedule::TreeAttr schedule, int depth, llvm::StringRef dim);

/// True where `op` is a map that feeds the sums of anchors on their register tile, along what they reduce: it walks
/// over that in a loop of its own.
bool feedsSums(kernel::KernelOp kernel, kernel::Computation op, schedule::TreeAttr schedule);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PLACES_H
