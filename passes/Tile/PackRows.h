// Packing copies that turn an operand's rows, so that the depth lies innermost.
#ifndef AICC_PASSES_TILE_PACKROWS_H
#define AICC_PASSES_TILE_PACKROWS_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::tile {
/// Emits `pack` before itself with vector registers of `vectorBits` bits; false, and nothing, where its layout or its
/// source has another form than this: rows `outer = [.., m, .., k], block = <k = group>` (no block for a group of one),
/// of a source that is contiguous along m; a group is one 32-bit word. Groups of neighbouring rows of the source are
/// interleaved, and blocks of W x W words transposed in registers, W the words of one. Edges are masked; groups are
/// filled up with zeros.
bool emitPackRows(kernel::PackOp pack, int64_t vectorBits);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_PACKROWS_H
