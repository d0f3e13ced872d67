// See BlockTiles.h.
#include "compiler/Target/NVIDIA/BlockTiles.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

/// The numbers of the tile along the innermost and the other side. Groups of `raster` tiles along the innermost side
/// are walked one after the other, all of the other side in each.
static std::pair<Value, Value> rasterTile(DeviceCode &code, Value number, int64_t inner, int64_t outer,
                                          int64_t raster) {
  if (raster == 1)
    return {code.mod(number, inner), code.div(number, inner)};
  Value group = code.div(number, raster * outer), within = code.mod(number, raster * outer);
  Value first = code.mul(group, raster);
  // The last group may be narrower.
  Value width = code.min(code.number(raster), code.sub(code.number(inner), first));
  if (inner % raster == 0)
    width = code.number(raster);
  return {code.add(first, code.mod(within, width)), code.div(within, width)};
}

/// The number of the tile along each dimension of the grid.
static llvm::StringMap<Value> gridNumbers(DeviceCode &code, const ProductTiling &tiling, Value number) {
  llvm::StringMap<Value> numbers;
  if (tiling.grid.empty())
    return numbers;
  GridDim innermost = tiling.grid.back();
  auto [first, rest] = rasterTile(code, number, innermost.tiles, tiling.blocks() / innermost.tiles, tiling.raster);
  numbers[innermost.name] = first;
  for (const GridDim &dim : llvm::reverse(ArrayRef(tiling.grid).drop_back())) {
    numbers[dim.name] = code.mod(rest, dim.tiles);
    rest = code.div(rest, dim.tiles);
  }
  return numbers;
}

BlockTile nvidia::blockTile(DeviceCode &code, const ProductTiling &tiling, Value number) {
  llvm::StringMap<Value> numbers = gridNumbers(code, tiling, number);
  auto numberOf = [&](StringRef name) {
    Value found = numbers.lookup(name);
    return found ? found : code.number(0);
  };
  BlockTile tile;
  tile.row = code.mul(numberOf(tiling.rows.name), tiling.rows.blockTile);
  tile.column = code.mul(numberOf(tiling.columns.name), tiling.columns.blockTile);
  tile.split = numberOf(tiling.depthName);
  for (auto &[name, extent] : tiling.batch)
    tile.batch.push_back(numberOf(name));
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

void nvidia::nextTile(DeviceCode &code, const ProductTiling &tiling, Value number,
                      llvm::function_ref<void(Value)> emit) {
  Value next = code.add(number, launchedBlocks(tiling));
  auto isThere =
      scf::IfOp::create(code.builder, code.loc, code.isBelow(next, tiling.blocks()), /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(code.builder);
  code.builder.setInsertionPointToStart(isThere.thenBlock());
  emit(next);
}
