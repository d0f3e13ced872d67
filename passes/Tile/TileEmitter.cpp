// Emits register tiles, siblings in one loop; see TileEmitter.h.
#include "passes/Tile/TileEmitter.h"
#include "passes/Tile/Ahead.h"
#include "passes/Tile/MapTile.h"
#include "passes/Tile/ReductionTile.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Kind;
using kernel::TileOp;

/// Reductions that share their loops. Row after row, each loads what they have in common once.
static void emitShared(OpBuilder &builder, MutableArrayRef<ReductionTile> parts, ArrayRef<kernel::AheadOp> marks) {
  SmallVector<Value> sums;
  SmallVector<unsigned> begins = {0};
  for (ReductionTile &part : parts) {
    llvm::append_range(sums, part.startSums());
    begins.push_back(sums.size());
  }
  auto step = [&](const Point &reduced, ValueRange carried, bool isWhole) {
    StepCache cache;
    SmallVector<Value> values(carried);
    for (unsigned row = 0; row < parts.front().rowCount(); ++row)
      for (auto [number, part] : llvm::enumerate(parts))
        part.emitRow(row, reduced, isWhole, cache,
                     MutableArrayRef<Value>(values).slice(begins[number], begins[number + 1] - begins[number]));
    return values;
  };
  ReductionLoops loops = parts.front().loops();
  llvm::append_range(loops.marks, marks);
  loops.begin = [&](int64_t step) {
    for (ReductionTile &part : parts)
      part.beginIteration(step);
  };
  loops.end = [&](const Point &start, ValueRange carried) {
    SmallVector<Value> values(carried);
    for (auto [number, part] : llvm::enumerate(parts))
      part.finishIteration(start,
                           MutableArrayRef<Value>(values).slice(begins[number], begins[number + 1] - begins[number]));
    return values;
  };
  loops.whole = [&](const Point &reduced, ValueRange carried) { return step(reduced, carried, true); };
  loops.rest = [&](const Point &reduced, ValueRange carried) { return step(reduced, carried, false); };
  sums = emitReductionLoops(builder, loops, sums);
  for (auto [number, part] : llvm::enumerate(parts))
    part.finish(ArrayRef<Value>(sums).slice(begins[number], begins[number + 1] - begins[number]));
}

static LogicalResult emitMap(OpBuilder &builder, TileOp map, schedule::ComputationAttr inner,
                             const device::Device &device, RegisterTiles &registers) {
  MapTile tile(builder, map, inner, device, registers);
  if (failed(tile.prepare()))
    return failure();
  tile.emitMap();
  return success();
}

static LogicalResult emitReductions(OpBuilder &builder, ArrayRef<TileOp> tiles, schedule::TreeAttr schedule,
                                    const device::Device &device, RegisterTiles &registers,
                                    ArrayRef<kernel::AheadOp> marks) {
  std::vector<ReductionTile> parts;
  parts.reserve(tiles.size());
  for (TileOp tile : tiles) {
    parts.emplace_back(builder, tile, schedule.computation(tile.getName()), device, registers);
    if (failed(parts.back().prepare()))
      return failure();
  }
  emitShared(builder, parts, marks);
  return success();
}

LogicalResult tile::emitTiles(ArrayRef<TileOp> tiles, schedule::TreeAttr schedule, const device::Device &device,
                              RegisterTiles &registers) {
  TileOp first = tiles.front();
  auto scratch = first.getOutput().getDefiningOp<kernel::ScratchOp>();
  if (scratch && (scratch.getLevel() == schedule::kStep || scratch.getLevel() == schedule::kSums)) {
    registers.expanded[first.getOutput()] = first;
    return success();
  }
  OpBuilder builder(tiles.back());
  // The marks in front of the first tile stand in front of its siblings too.
  SmallVector<kernel::AheadOp> marks = aheadOf(first);
  LogicalResult result = first.getKind() == Kind::Map
                             ? emitMap(builder, first, schedule.computation(first.getName()), device, registers)
                             : emitReductions(builder, tiles, schedule, device, registers, marks);
  if (failed(result))
    return failure();
  for (kernel::AheadOp mark : marks)
    mark.erase();
  return success();
}
