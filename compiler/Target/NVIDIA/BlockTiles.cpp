// See BlockTiles.h.
#include "compiler/Target/NVIDIA/BlockTiles.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

/// The numbers of the tile along the innermost and the other side. Groups of `raster` tiles along the innermost side are
/// walked one after the other, all of the other side in each.
static std::pair<Value, Value> rasterTile(DeviceCode &code, Value number, int64_t inner, int64_t outer, int64_t raster) {
  if (raster == 1 || raster >= inner)
    return {code.mod(number, inner), code.div(number, inner)};
  Value group = code.div(number, raster * outer), within = code.mod(number, raster * outer);
  Value first = code.mul(group, raster);
  // The last group may be narrower.
  Value width = code.min(code.number(raster), code.sub(code.number(inner), first));
  if (inner % raster == 0)
    width = code.number(raster);
  return {code.add(first, code.mod(within, width)), code.div(within, width)};
}

BlockTile nvidia::blockTile(DeviceCode &code, const ProductTiling &tiling, Value number) {
  int64_t rows = tiling.rows.tiles(), columns = tiling.columns.tiles();
  Value plane = code.mod(number, rows * columns), rest = code.div(number, rows * columns);
  int64_t inner = tiling.isRowsInnermost ? rows : columns, outer = tiling.isRowsInnermost ? columns : rows;
  auto [innermost, other] = rasterTile(code, plane, inner, outer, tiling.raster);
  BlockTile tile;
  tile.row = code.mul(tiling.isRowsInnermost ? innermost : other, tiling.rows.blockTile);
  tile.column = code.mul(tiling.isRowsInnermost ? other : innermost, tiling.columns.blockTile);
  tile.split = code.mod(rest, tiling.splits());
  rest = code.div(rest, tiling.splits());
  for (auto &[name, extent] : llvm::reverse(tiling.batch)) {
    tile.batch.insert(tile.batch.begin(), code.mod(rest, extent));
    rest = code.div(rest, extent);
  }
  return tile;
}

int64_t nvidia::launchedBlocks(const ProductTiling &tiling) {
  return tiling.workers ? std::min(tiling.workers, tiling.blocks()) : tiling.blocks();
}

void nvidia::eachTile(DeviceCode &code, const ProductTiling &tiling, llvm::function_ref<void(Value)> emit) {
  int64_t blocks = launchedBlocks(tiling);
  if (blocks == tiling.blocks())
    return emit(code.blockNumber());
  auto loop =
      scf::ForOp::create(code.builder, code.loc, code.blockNumber(), code.number(tiling.blocks()), code.number(blocks));
  OpBuilder::InsertionGuard guard(code.builder);
  code.builder.setInsertionPointToStart(loop.getBody());
  emit(loop.getInductionVar());
}
