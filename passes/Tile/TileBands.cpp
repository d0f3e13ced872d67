// tile-bands: builds the loop nest of a schedule, band by band, and attaches every computation to its place in it; see
// BandTiler.h.
#include "dialects/Device/Device.h"
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Lanes.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include <numeric>

namespace aicc::tile {
#define GEN_PASS_DEF_TILEBANDS
#include "passes/Tile/Passes.h.inc"
} // namespace aicc::tile

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;
using schedule::BandAttr;
using schedule::ComputationAttr;

void BandTiler::run() {
  auto id = function->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
  std::optional<device::Device> device = id ? device::findDevice(function, id) : std::nullopt;
  registerBits = device && device->registers ? device->registers->bits : 0;
  findMask();
  builder.setInsertionPoint(function.getBody().front().getTerminator());
  findParts();
  SmallVector<TileOp> before, merging, after;
  for (TileOp tile : tiles)
    if (placeOf(tile) == schedule::kRoot)
      (readsParts(tile) ? merging : isBeforeAnchors(tile) ? before : after).push_back(tile);
  for (TileOp tile : before)
    emitRoot(tile);
  emitBand(0, wholeBox());
  if (parts)
    emitMerge(merging);
  for (TileOp tile : after)
    emitRoot(tile);
  for (TileOp tile : llvm::reverse(tiles))
    tile.erase();
}

bool BandTiler::isBeforeAnchors(TileOp tile) {
  for (TileOp other : tiles)
    if (other == tile || isAnchor(other))
      return other == tile;
  return false;
}

Box BandTiler::wholeBox() {
  Box box;
  for (auto dim : function->getAttrOfType<ArrayAttr>(kDimsAttr).getAsRange<kernel::DimAttr>())
    box[dim.getName().getValue()] = {index(0), builder.getIndexAttr(dim.getMax()), dim.getMax(), dim.getMax()};
  return box;
}

void BandTiler::emitBand(unsigned number, Box box) {
  if (number == schedule.getBands().size())
    return emitRegisterTiles(box);
  BandAttr band = schedule.getBands()[number];
  OpBuilder::InsertionGuard guard(builder);
  size_t outerLoops = loops.size(), outerAheads = aheads.size(), outerExpandings = expandings.size();
  if (band.getParallel())
    enterParallel(band, box);
  else
    enterLoops(band, box);
  for (schedule::StageAttr stage : band.getStages())
    emitStage(band, stage, box);
  emitAttached(band.getName(), box, /*producers=*/true);
  emitBand(number + 1, box);
  emitAttached(band.getName(), box, /*producers=*/false);
  loops.truncate(outerLoops);
  aheads.truncate(outerAheads);
  expandings.erase(expandings.begin() + outerExpandings, expandings.end());
}

SmallVector<StringRef> BandTiler::loopOrder(BandAttr band, const Box &box) {
  SmallVector<StringRef> order;
  for (auto &[name, span] : box)
    if (band.getTile().names(name) && !llvm::is_contained(band.getOrder(), builder.getStringAttr(name)))
      order.push_back(name);
  for (StringAttr name : band.getOrder())
    order.push_back(name.getValue());
  llvm::erase_if(order, [&](StringRef name) { return band.getTile().lookup(name, 0) >= box.find(name)->second.max; });
  return order;
}

void BandTiler::enterParallel(BandAttr band, Box &box) {
  SmallVector<StringRef> order = loopOrder(band, box);
  int64_t count = 1;
  for (StringRef name : order)
    count *= llvm::divideCeil(box[name].max, band.getTile().lookup(name, 1));
  if (count == 1)
    return;
  Value rest = beginParallel(band.getParallel(), count);
  for (StringRef name : llvm::reverse(order)) {
    int64_t size = band.getTile().lookup(name, 1);
    int64_t steps = llvm::divideCeil(box[name].max, size);
    Value step = builder.createOrFold<arith::RemUIOp>(loc(), rest, index(steps));
    rest = builder.createOrFold<arith::DivUIOp>(loc(), rest, index(steps));
    if (parts && name == parts->dim) {
      // The mask leaves more of some parts than of others: they are shared out where it is known.
      share = {step, steps};
      continue;
    }
    Value lower = builder.createOrFold<arith::MulIOp>(loc(), step, index(size));
    box[name] = cut(builder, loc(), box[name], addIndex(builder, loc(), box[name].lower, lower), size);
  }
}

Value BandTiler::beginParallel(StringAttr resource, int64_t count) {
  auto parallel = kernel::ParallelOp::create(builder, loc(), resource, count);
  Block &body = parallel.getBody().emplaceBlock();
  Value run = body.addArgument(builder.getIndexType(), loc());
  builder.setInsertionPointToStart(&body);
  auto yield = kernel::YieldOp::create(builder, loc());
  builder.setInsertionPoint(yield);
  return run;
}

void BandTiler::enterLoops(BandAttr band, Box &box) {
  for (StringRef name : loopOrder(band, box)) {
    if (parts && name == parts->dim && band == schedule.getBands()[parts->band]) {
      enterParts(box);
      continue;
    }
    if (mask && name == mask->dim)
      clipAnchors(box);
    Span span = box[name];
    scf::ForOp loop = enterLoop(box, name, band.getTile().lookup(name, 1));
    if (!span.end)
      continue;
    // What stands behind the last part of a sum runs where the mask leaves nothing, too.
    OpBuilder before(loop);
    Value once = addIndex(before, loc(), loop.getLowerBound(), before.getIndexAttr(1));
    loop.setUpperBound(before.createOrFold<arith::MaxSIOp>(loc(), loop.getUpperBound(), once));
  }
}

scf::ForOp BandTiler::enterLoop(Box &box, StringRef name, int64_t size) {
  Span span = box[name];
  Value end = addIndex(builder, loc(), span.lower, span.size);
  auto loop = scf::ForOp::create(builder, loc(), span.lower, end, index(size));
  builder.setInsertionPointToStart(loop.getBody());
  box[name] = cut(builder, loc(), span, loop.getInductionVar(), size);
  loops.push_back({name, loop.getInductionVar(), span.lower, end, size, int64_t(llvm::divideCeil(span.max, size))});
  return loop;
}

TileOp BandTiler::findTile(StringRef name) {
  auto found = llvm::find_if(tiles, [&](TileOp tile) { return tile.getName() == name; });
  return found == tiles.end() ? TileOp() : *found;
}

void BandTiler::emitRoot(TileOp tile) {
  OpBuilder::InsertionGuard guard(builder);
  Box box = wholeBox();
  BandAttr band = schedule.getBands().empty() ? BandAttr() : schedule.getBands().front();
  if (band && band.getParallel())
    splitRoot(tile, band, box);
  emitOwnLoops(tile, box);
}

void BandTiler::splitRoot(TileOp tile, BandAttr band, Box &box, ArrayRef<TileOp> others, ArrayRef<BandAttr> bands) {
  int64_t team = 1;
  for (StringRef name : loopOrder(band, box))
    team *= llvm::divideCeil(box[name].max, band.getTile().lookup(name, 1));
  StringRef longest;
  for (StringRef name : resultDims(tile))
    if (longest.empty() || box[name].max > box[longest].max)
      longest = name;
  if (longest.empty() || team == 1)
    return;
  // A register tile holds all of what it does not name: along the lanes that is cut at whole vectors.
  bool isAlongLanes = longest == resultDims(tile).back();
  int64_t step = inner(tile).getRegisters().lookup(longest, isAlongLanes ? lanesOf(tile, registerBits) : 1);
  for (TileOp other : others)
    step = std::lcm(step, inner(other).getRegisters().lookup(longest, 1));
  for (BandAttr each : bands)
    if (int64_t cut = each.getTile().lookup(longest, 1); cut < box[longest].max)
      step = std::lcm(step, cut);
  int64_t size = llvm::alignTo(llvm::divideCeil(box[longest].max, team), step);
  int64_t count = llvm::divideCeil(box[longest].max, size);
  if (count == 1)
    return;
  Value run = beginParallel(band.getParallel(), count);
  Value lower = builder.createOrFold<arith::MulIOp>(loc(), run, index(size));
  box[longest] = cut(builder, loc(), box[longest], lower, size);
}

namespace {
class TileBands : public tile::impl::TileBandsBase<TileBands> {
public:
  using Base::Base;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (auto schedule = function->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr))
      BandTiler(function, schedule).run();
  }
};
} // namespace
