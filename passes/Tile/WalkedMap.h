// Maps that share the loop of a reduction beside them.
#ifndef AICC_PASSES_TILE_WALKEDMAP_H
#define AICC_PASSES_TILE_WALKEDMAP_H

#include "passes/Tile/TileOperands.h"

namespace aicc::tile {
/// One tile of a map in a walk: a group of tiles, a reduction among them, that go through one loop over the dimension that
/// is reduced, along which their lanes lie. What one of them has computed in a step the next has in a register.
class WalkedMap : public TileOperands {
public:
  using TileOperands::TileOperands;

  /// Rows that the steps are emitted for.
  unsigned rowCount() { return rows.size(); }
  /// One step of row number `row` at `reduced`, where the loop is: a whole vector, or a single element behind the last one.
  void emitRow(unsigned row, const Point &reduced, bool isWhole);
};

/// True where `tile` stands in a walk.
bool isWalked(kernel::TileOp tile);

/// How many of `tiles`, of which the first stands in a walk, are in it.
size_t countWalked(llvm::ArrayRef<kernel::TileOp> tiles);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_WALKEDMAP_H
