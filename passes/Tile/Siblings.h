// Contractions side by side on one register tile, such as the two of SwiGLU: one loop over the reduced dimension serves
// them all, and what they have in common is loaded once a step.
#ifndef AICC_PASSES_TILE_SIBLINGS_H
#define AICC_PASSES_TILE_SIBLINGS_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::tile {
/// How many of `tiles`, in their order in the function and the first of them at least, can share one loop: contractions
/// of the same box in one block, none of which reads what another makes, with nothing between them but values, and with
/// the same register tile, instruction and unrolling in `schedule`. They have an input in common.
size_t countSiblings(llvm::ArrayRef<kernel::TileOp> tiles, schedule::TreeAttr schedule);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_SIBLINGS_H
