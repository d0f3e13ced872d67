// Packing copies of codes of four bits into split layouts, two codes a byte.
#ifndef AICC_PASSES_TILE_PACKCODES_H
#define AICC_PASSES_TILE_PACKCODES_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Emits `pack`, whose layout is split, before itself, for registers of `vectorBits` bits. Panels of lanes whose source
/// is contiguous along the depth, `outer = [.., n, k], block = <n = NR[, k = depth]>`, are transposed in registers, as
/// many codes at once as fill a register in each of the lanes of a half run; what is left of the depth or of the lanes,
/// and every other source, is copied byte by byte. Padding holds zeros.
void emitPackCodes(kernel::PackOp pack, int64_t vectorBits);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PACKCODES_H
