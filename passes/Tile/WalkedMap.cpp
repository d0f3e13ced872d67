// Maps that share the loop of a reduction; see WalkedMap.h.
#include "passes/Tile/WalkedMap.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/ScalarBody.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;

void WalkedMap::emitRow(unsigned row, const Point &reduced, bool isWhole) {
  int64_t count = isWhole ? lanes : 1;
  Point point = rows[row];
  point.ivs = reduced.ivs;
  point.deltas[lanesDim] = reduced.deltas[lanesDim];
  SmallVector<Value> inputs;
  for (unsigned number = 0; number < outputNumber(); ++number)
    inputs.push_back(input(number, point, count, count));
  Value value = widenBody(builder, tile.getBody().front(), inputs, count,
                          [&](kernel::IndexOp index) { return positions(index, point, count); });
  passOn(value, point);
  if (!isScratchAt(schedule::kRegisters))
    access.store(value, point, lanesDim, count);
}

bool tile::isWalked(TileOp tile) { return tile->hasAttr(kWalkAttr); }

size_t tile::countWalked(ArrayRef<TileOp> tiles) {
  TileOp first = tiles.front();
  llvm::SmallDenseSet<StringRef> seen;
  // Peeled copies of one walk may stand one behind the other.
  return llvm::find_if(tiles, [&](TileOp tile) {
           return tile->getAttr(kWalkAttr) != first->getAttr(kWalkAttr) || tile->getBlock() != first->getBlock() ||
                  !seen.insert(tile.getName()).second;
         }) - tiles.begin();
}
