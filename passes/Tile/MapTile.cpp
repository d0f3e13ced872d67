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
  // The columns' place in their block is the last index, or the last but one where a group of the depth lies inside.
  int64_t place = type.getRank() == 4 ? 3 : 2;
  if (asksForPositions || rank() != 2 || type.getRank() <= place || exprs[place].getKind() != AffineExprKind::Mod)
    return std::nullopt;
  unsigned innermost = exprs[place].isFunctionOfDim(0) ? 0 : 1;
  GroupOrder order =
      place == 3 ? GroupOrder{1 - innermost, innermost, type.getDimSize(3)} : GroupOrder{innermost, 1 - innermost, 1};
  // Whole vectors stay in their block, and codes in the half of a byte that is looked for, where tiles hold whole
  // vectors and runs of codes, or all that there is.
  int64_t columns = inner.getRegisters().lookup(tile.getDimNames()[order.lanesDim], 0);
  bool isWhole = columns % std::max(lanes, 2 * lanes / order.depth) == 0 ||
                 *tile.getStaticSize(order.lanesDim) == extentOf(order.lanesDim);
  bool fits = isWhole && columns > 0 && type.getDimSize(2) % lanes == 0 && lanes % order.depth == 0 &&
              *tile.getStaticSize(order.groupDim) % order.depth == 0 && storesPanel(order);
  return fits ? std::optional<GroupOrder>(order) : std::nullopt;
}

bool MapTile::storesPanel(const GroupOrder &order) {
  Point origin = {SmallVector<AffineExpr>(2, builder.getAffineConstantExpr(0)), {}};
  if (order.depth > 1)
    return access.interleaves(outputNumber(), origin, order.lanesDim, order.groupDim, order.depth, lanes);
  // Without groups vectors of columns are for codes, which lie so; what else is read may lie along the depth.
  auto isSplit = [&](unsigned input) {
    return access.isSplit(input, origin, order.lanesDim, order.groupDim, /*depth=*/1, lanes);
  };
  return access.isContiguous(outputNumber(), origin, order.lanesDim, lanes) &&
         llvm::any_of(llvm::seq<unsigned>(tile.getInputs().size()), isSplit);
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
