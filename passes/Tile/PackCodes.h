// Packing copies of codes of four bits into split layouts, two codes a byte.
#ifndef AICC_PASSES_TILE_PACKCODES_H
#define AICC_PASSES_TILE_PACKCODES_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Emits `pack`, whose layout is split, before itself, for registers of `vectorBits` bits. Panels of lanes,
/// `outer = [.., n, k], block = <n = NR[, k = depth]>`, are packed by vectors: where the source is contiguous along k,
/// words of 8 codes are transposed in registers, as many as half a run has lanes; where it is contiguous along n, half
/// runs are put together and `depth` of them interleaved. What is left of the depth or of the lanes, sources whose rows
/// do not start on bytes, and every other layout are copied byte by byte. Padding holds zeros.
void emitPackCodes(kernel::PackOp pack, int64_t vectorBits);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PACKCODES_H
