// The loop over the depth of one block's tile: slices travel to shared memory while earlier ones are multiplied.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H
#define AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H

#include "compiler/Target/NVIDIA/BlockTiles.h"
#include "compiler/Target/NVIDIA/SharedTile.h"
#include "compiler/Target/NVIDIA/UnitProduct.h"

namespace aicc::nvidia {
/// Bytes of all buffers in shared memory.
int64_t bufferBytes(const ProductTiling &tiling);

/// What a block's loops have in common: `pointers` are those of `tiling.factors`, `shared` is the start of the buffers.
struct SumLoopPlace {
  const UnitPlace &place;
  mlir::ValueRange pointers;
  mlir::Value shared;
};

/// Starts the copies of the first slices of `tile`. No thread of the block may read the buffers any more.
void startSlices(DeviceCode &code, const ProductTiling &tiling, const BlockTile &tile, const SumLoopPlace &where);

/// Emits the loop for `tile`, whose first slices are on their way.
Sums emitSumLoop(DeviceCode &code, const ProductTiling &tiling, const BlockTile &tile, const SumLoopPlace &where);

/// What has to come before the next `startSlices`: all copies arrive, and all threads have read the buffers.
void freeBuffers(DeviceCode &code, const ProductTiling &tiling);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H
