// Packing copies of rows that keep their order.
#ifndef AICC_PASSES_TILE_PACKCOPIES_H
#define AICC_PASSES_TILE_PACKCOPIES_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Emits `pack` before itself with vector registers of `vectorBits` bits; false, and nothing, where its layout or its
/// source has another form than this: rows `outer = [.., k], block = <k = group>` (no block for a group of one) of a
/// source that is contiguous along k. Rows are copied a register of the destination at a time; the last one is masked,
/// and groups are filled up with zeros.
bool emitPackCopies(kernel::PackOp pack, int64_t vectorBits);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PACKCOPIES_H
