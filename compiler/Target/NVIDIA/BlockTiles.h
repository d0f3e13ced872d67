// Which tile a block works on: the order of a grid's tiles, in raster groups, with or without workers.
#ifndef AICC_COMPILER_TARGET_NVIDIA_BLOCKTILES_H
#define AICC_COMPILER_TARGET_NVIDIA_BLOCKTILES_H

#include "compiler/Target/NVIDIA/DeviceCode.h"
#include "compiler/Target/NVIDIA/ProductTiling.h"

namespace aicc::nvidia {
/// One tile of a grid; all i32.
struct BlockTile {
  mlir::Value row, column;              ///< the first of the tile, in elements
  mlir::Value split;                    ///< the number of the part of the depth
  llvm::SmallVector<mlir::Value> batch; ///< one number a batch dimension
};

/// Tile `number` of the grid, in the order of the grid's band and its raster groups.
BlockTile blockTile(DeviceCode &code, const ProductTiling &tiling, mlir::Value number);

/// Blocks that are launched: one a tile, or as many as there are workers.
int64_t launchedBlocks(const ProductTiling &tiling);

/// Calls `emit` with the number of each tile that this block works on.
void eachTile(DeviceCode &code, const ProductTiling &tiling, llvm::function_ref<void(mlir::Value)> emit);

/// Calls `emit` with the number of the tile that this block works on after tile `number`, where there is one.
void nextTile(DeviceCode &code, const ProductTiling &tiling, mlir::Value number,
              llvm::function_ref<void(mlir::Value)> emit);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_BLOCKTILES_H
