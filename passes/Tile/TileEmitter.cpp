// Emits register tiles, siblings in one loop; see TileEmitter.h.
#include "passes/Tile/TileEmitter.h"
#include "passes/Tile/Ahead.h"
#include "passes/Tile/MapTile.h"
#include "passes/Tile/ReductionTile.h"
#include "passes/Tile/WalkedMap.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Kind;
using kernel::TileOp;

namespace {
/// The sums of reductions that share their loops, one reduction's behind another's.
class SharedSums {
public:
  explicit SharedSums(MutableArrayRef<ReductionTile> parts) : parts(parts) {
    for (ReductionTile &part : parts) {
      llvm::append_range(sums, part.startSums());
      begins.push_back(sums.size());
    }
  }

  /// Those of `values` that belong to reduction `number`.
  MutableArrayRef<Value> of(unsigned number, SmallVectorImpl<Value> &values) const {
    return MutableArrayRef<Value>(values).slice(begins[number], begins[number + 1] - begins[number]);
  }

  /// Runs `loops` from the first sums on and finishes every reduction with the last.
  void reduce(OpBuilder &builder, ReductionLoops &loops) {
    loops.begin = [this](int64_t step) {
      for (ReductionTile &part : parts)
        part.beginIteration(step);
    };
    loops.nothing = [this] {
      SmallVector<Value> values;
      for (ReductionTile &part : parts)
        llvm::append_range(values, part.startPiece());
      return values;
    };
    loops.add = [this](ValueRange whole, ValueRange piece) {
      SmallVector<Value> values(whole), added(piece);
      for (auto [number, part] : llvm::enumerate(parts))
        part.addPiece(of(number, values), of(number, added));
      return values;
    };
    sums = emitReductionLoops(builder, loops, sums);
    for (auto [number, part] : llvm::enumerate(parts))
      part.finish(of(number, sums));
  }

private:
  MutableArrayRef<ReductionTile> parts;
  SmallVector<Value> sums;
  SmallVector<unsigned> begins = {0};
};
} // namespace

/// Reductions that share their loops. Row after row, each loads what they have in common once.
static void emitShared(OpBuilder &builder, MutableArrayRef<ReductionTile> parts, ArrayRef<kernel::AheadOp> marks) {
  SharedSums sums(parts);
  auto step = [&](const Point &reduced, ValueRange carried, bool isWhole) {
    StepCache cache;
    SmallVector<Value> values(carried);
    for (unsigned row = 0; row < parts.front().rowCount(); ++row)
      for (auto [number, part] : llvm::enumerate(parts))
        part.emitRow(row, reduced, isWhole, cache, sums.of(number, values));
    return values;
  };
  ReductionLoops loops = parts.front().loops();
  llvm::append_range(loops.marks, marks);
  loops.end = [&](const Point &start, ValueRange carried) {
    SmallVector<Value> values(carried);
    for (auto [number, part] : llvm::enumerate(parts))
      part.finishIteration(start, sums.of(number, values));
    return values;
  };
  loops.whole = [&](const Point &reduced, ValueRange carried) { return step(reduced, carried, true); };
  loops.rest = [&](const Point &reduced, ValueRange carried) { return step(reduced, carried, false); };
  sums.reduce(builder, loops);
}

namespace {
/// Maps and reductions in one loop over the dimension that is reduced. Step by step, each reads what those before it have
/// computed.
class Walk {
public:
  Walk(OpBuilder &builder, ArrayRef<TileOp> tiles, RegisterTiles &registers)
      : builder(builder), tiles(tiles), registers(registers) {}

  LogicalResult prepare(schedule::TreeAttr schedule, const device::Device &device) {
    // Tiles stay where they are: sums refer to them.
    maps.reserve(tiles.size());
    reductions.reserve(tiles.size());
    for (TileOp tile : tiles) {
      schedule::ComputationAttr inner = schedule.computation(tile.getName());
      LogicalResult prepared = isMap(tile) ? maps.emplace_back(builder, tile, inner, device, registers).prepare()
                                           : reductions.emplace_back(builder, tile, inner, device, registers).prepare();
      if (failed(prepared))
        return failure();
    }
    return success();
  }

  void emit() {
    SharedSums sums(reductions);
    ReductionLoops loops = reductions.front().loops();
    loops.end = [](const Point &, ValueRange carried) { return SmallVector<Value>(carried); };
    loops.whole = [&](const Point &reduced, ValueRange carried) { return step(sums, reduced, carried, true); };
    loops.rest = [&](const Point &reduced, ValueRange carried) { return step(sums, reduced, carried, false); };
    sums.reduce(builder, loops);
  }

private:
  static bool isMap(TileOp tile) { return tile.getKind() == Kind::Map; }

  SmallVector<Value> step(const SharedSums &sums, const Point &reduced, ValueRange carried, bool isWhole) {
    StepCache cache;
    SmallVector<Value> values(carried);
    registers.walked.clear();
    for (unsigned row = 0; row < reductions.front().rowCount(); ++row) {
      unsigned map = 0, reduction = 0;
      for (TileOp tile : tiles)
        if (isMap(tile)) {
          maps[map++].emitRow(row, reduced, isWhole);
        } else {
          reductions[reduction].emitRow(row, reduced, isWhole, cache, sums.of(reduction, values));
          ++reduction;
        }
    }
    registers.walked.clear();
    return values;
  }

  OpBuilder &builder;
  ArrayRef<TileOp> tiles;
  RegisterTiles &registers;
  std::vector<WalkedMap> maps;
  std::vector<ReductionTile> reductions;
};
} // namespace

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
  if (isWalked(first)) {
    Walk walk(builder, tiles, registers);
    if (failed(walk.prepare(schedule, device)))
      return failure();
    walk.emit();
    return success();
  }
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
