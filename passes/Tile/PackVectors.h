// Packing copies by vectors: the forms in which operands of contractions are packed into panels.
#ifndef AICC_PASSES_TILE_PACKVECTORS_H
#define AICC_PASSES_TILE_PACKVECTORS_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Emits `pack` before itself with vector registers of `vectorBits` bits; false, and nothing, where its layout or
/// its source has another form than these:
///
///   panels of lanes, `outer = [.., n, k], block = <n = NR[, k = depth]>`, NR a multiple of the 32-bit words W of a
///   register,
///   * from rows that are contiguous along k: W x W transposes of words, each of which holds one or more groups of
///     `depth` elements;
///   * from rows that are contiguous along n: copies, `depth` rows interleaved.
///
/// Edges are handled by masks and by rows of zeros, so that padding holds zeros.
bool emitPackVectors(kernel::PackOp pack, int64_t vectorBits);

/// Emits, behind the copy of `pack`, whose layout is shifted, the block of sums: for each lane -shift times the sum of
/// its packed elements.
void emitPackSums(kernel::PackOp pack, int64_t vectorBits);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PACKVECTORS_H
