// Slices of a factor that lies along its rows or columns in global memory, and along the depth in shared memory, where
// matrix instructions of 8 and 32 bits read it: turned in the registers of one thread, a block of one chunk of the
// depth and four lines at a time.
#ifndef AICC_COMPILER_TARGET_NVIDIA_TURNEDCOPY_H
#define AICC_COMPILER_TARGET_NVIDIA_TURNEDCOPY_H

#include "compiler/Target/NVIDIA/SharedTile.h"

namespace aicc::nvidia {
/// Whether slices of `source` are whole blocks of that size: of elements of 8 or 32 bits, in rows of a multiple of
/// four.
bool turnsBlocks(const SliceSource &source);

/// Fills the tile at `target` (a pointer to shared memory) with the slice that begins at `depth` (i32), zeros beyond
/// the tensor. Each thread loads four neighbouring elements of each of the depths of a chunk, and stores four chunks.
void copyTurned(DeviceCode &code, const SliceSource &source, mlir::Value depth, mlir::Value target);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_TURNEDCOPY_H
