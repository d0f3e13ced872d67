// Emits register tiles of maps.
#ifndef AICC_PASSES_TILE_MAPTILE_H
#define AICC_PASSES_TILE_MAPTILE_H

#include "passes/Tile/TileOperands.h"

namespace aicc::tile {
/// One tile of a map.
class MapTile : public TileOperands {
public:
  using TileOperands::TileOperands;

  /// Emits the whole tile.
  void emitMap();

private:
  /// How the result's buffer interleaves groups, where it lies in panels of another dimension than the lanes'.
  std::optional<GroupOrder> panelOrder();
  /// True where vectors of groups in `order` are stored as they are.
  bool storesPanel(const GroupOrder &order);
  /// Whole vectors of groups, into a buffer that is padded to whole blocks.
  void emitPanels(GroupOrder order);
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_MAPTILE_H
