// The loop over the depth of one block's tile: slices travel to shared memory while the tensor cores work on earlier ones.
#ifndef AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H
#define AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H

#include "compiler/Target/NVIDIA/BlockTiles.h"
#include "compiler/Target/NVIDIA/Fragments.h"

namespace aicc::nvidia {
/// The thread's place in its block; all i32.
struct WarpPlace {
  mlir::Value lane;
  mlir::Value row, column; ///< the first of the warp's tile, in the block's tile
};

/// The place of this thread: warps are numbered along the columns first.
WarpPlace warpPlace(DeviceCode &code, const MatrixTiling &tiling);

/// Bytes of all buffers in shared memory.
int64_t bufferBytes(const MatrixTiling &tiling);

/// Sums of one thread: for each contraction, each instruction along the rows and each along the columns four registers. In
/// the first two lies row l / 4 of the instruction's tile, in the others the row eight further on; columns are 2 (l mod 4)
/// and the next, for lane l.
using Sums = llvm::SmallVector<mlir::Value>;

/// Emits the loop for `tile`. `pointers` are those of `tiling.factors`; `shared` is the start of the buffers.
Sums emitSumLoop(DeviceCode &code, const MatrixTiling &tiling, const BlockTile &tile, const WarpPlace &place,
                 mlir::ValueRange pointers, mlir::Value shared);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SUMLOOP_H
