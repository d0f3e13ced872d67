// Emits register tiles of maps; see MapTile.h.
#include "passes/Tile/MapTile.h"
#include "passes/Tile/ScalarBody.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;

void MapTile::emitMap() {
  if (std::optional<GroupOrder> order = panelOrder())
    return emitPanels(*order);
  for (const Point &row : rows)
    for (const Chunk &chunk : chunks) {
      Point point = at(row, chunk);
      SmallVector<Value> inputs;
      for (unsigned number = 0; number < outputNumber(); ++number)
        inputs.push_back(input(number, point, chunk.width, lanes));
      output(widenBody(builder, tile.getBody().front(), inputs, lanes,
                       [&](kernel::IndexOp index) { return positions(index, point, lanes); }),
             point, chunk);
    }
}

std::optional<GroupOrder> MapTile::panelOrder() {
  auto type = cast<MemRefType>(tile.getOutput().getType());
  ArrayRef<AffineExpr> exprs = tile.getOutputAccess().getResults();
  bool asksForPositions = !tile.getBody().front().getOps<kernel::IndexOp>().empty();
  if (asksForPositions || rank() != 2 || type.getRank() != 4 || exprs[3].getKind() != AffineExprKind::Mod)
    return std::nullopt;
  unsigned groupDim = exprs[3].isFunctionOfDim(0) ? 0 : 1;
  GroupOrder order = {1 - groupDim, groupDim, type.getDimSize(3)};
  Point origin = {SmallVector<AffineExpr>(2, builder.getAffineConstantExpr(0)), {}};
  // Whole vectors stay in their block where tiles hold whole vectors, or all that there is.
  int64_t columns = inner.getRegisters().lookup(tile.getDimNames()[order.lanesDim], 0);
  bool isWhole = columns % lanes == 0 || *tile.getStaticSize(order.lanesDim) == extentOf(order.lanesDim);
  bool fits = isWhole && columns > 0 &&
              access.interleaves(outputNumber(), origin, order.lanesDim, groupDim, order.depth, lanes) &&
              type.getDimSize(2) % lanes == 0 && lanes % order.depth == 0 &&
              *tile.getStaticSize(groupDim) % order.depth == 0;
  return fits ? std::optional<GroupOrder>(order) : std::nullopt;
}

void MapTile::emitPanels(GroupOrder order) {
  int64_t depth = *tile.getStaticSize(order.groupDim), width = *tile.getStaticSize(order.lanesDim);
  GroupExpansion expansion(builder, tile, order, lanes, alignedSpan(order.groupDim, depth));
  for (int64_t group = 0; group < depth; group += order.depth)
    for (int64_t lane = 0; lane < width; lane += lanes) {
      Point point = {SmallVector<AffineExpr>(2), {}};
      point.deltas[order.groupDim] = builder.getAffineConstantExpr(group);
      point.deltas[order.lanesDim] = builder.getAffineConstantExpr(lane);
      access.storeFlat(expansion.at(point, std::min(lanes, width - lane)), point);
    }
}
