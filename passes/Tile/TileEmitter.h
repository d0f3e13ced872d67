// Emits one register tile as vectors.
#ifndef AICC_PASSES_TILE_TILEEMITTER_H
#define AICC_PASSES_TILE_TILEEMITTER_H

#include "dialects/Device/Device.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Tile/Lanes.h"

namespace aicc::tile {
/// Vectors by the deltas of their dimensions, which are named.
using VectorsByPoint = std::map<std::map<std::string, int64_t>, mlir::Value>;
/// A result that stays in registers: one vector for each chunk of the lanes' dimension of each row.
struct RegisterTile {
  int64_t lanes;
  VectorsByPoint vectors; ///< with the lanes' dimension at the start of its chunk
};
/// What stands in no memory, by the scratch buffer that stands for it.
struct RegisterTiles {
  llvm::DenseMap<mlir::Value, RegisterTile> kept;       ///< results that stay in registers
  llvm::DenseMap<mlir::Value, kernel::TileOp> expanded; ///< maps that are evaluated in each step of their reader
  llvm::DenseMap<mlir::Value, VectorsByPoint> walked;   ///< what this step of a walk has computed, by row
};

/// Emits `tiles`, one of them, siblings (see Siblings.h) or a walk (see WalkedMap.h), before the last of them, as vectors of the registers of
/// `device`. `schedule` names each one's instruction and unrolling. Results and inputs in registers go through
/// `registers`. Fails with a diagnostic where a size that must be constant is not.
mlir::LogicalResult emitTiles(llvm::ArrayRef<kernel::TileOp> tiles, schedule::TreeAttr schedule,
                              const device::Device &device, RegisterTiles &registers);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_TILEEMITTER_H
