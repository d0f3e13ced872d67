// The loop over the depth of one block's tile: slices travel to shared memory while earlier ones are multiplied.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H
#define AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H

#include "compiler/Target/NVIDIA/BlockTiles.h"
#include "compiler/Target/NVIDIA/SharedTile.h"
#include "compiler/Target/NVIDIA/UnitProduct.h"

namespace aicc::nvidia {
/// Bytes of all buffers in shared memory.
int64_t bufferBytes(const ProductTiling &tiling);

/// Emits the loop for `tile`. `pointers` are those of `tiling.factors`; `shared` is the start of the buffers.
Sums emitSumLoop(DeviceCode &code, const ProductTiling &tiling, const BlockTile &tile, const UnitPlace &place,
                 mlir::ValueRange pointers, mlir::Value shared);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H
