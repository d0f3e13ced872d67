// The operands of a register tile; see TileOperands.h.
#include "passes/Tile/TileOperands.h"
#include "passes/Tile/Passes.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;

LogicalResult TileOperands::prepare() {
  int64_t keptLanes = 0;
  for (Value input : tile.getInputs())
    if (auto found = registers.kept.find(input); found != registers.kept.end())
      keptLanes = found->second.lanes;
  return TileShape::prepare(keptLanes);
}

void TileOperands::startIteration(int64_t step) {
  expansions.clear();
  scaled.clear();
  iterationStep = step;
}

bool TileOperands::isScratchAt(StringRef level) {
  auto scratch = tile.getOutput().getDefiningOp<kernel::ScratchOp>();
  return scratch && scratch.getLevel() == level;
}

std::map<std::string, int64_t> TileOperands::keyOf(unsigned number, const Point &point) {
  std::map<std::string, int64_t> key;
  SmallVector<StringRef> names = tile.getDimNames();
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (access.dependsOn(number, dim) && !(tile->hasAttr(kWalkAttr) && dim == lanesDim))
      key[names[dim].str()] = cast<AffineConstantExpr>(point.deltas[dim]).getValue();
  return key;
}

Value TileOperands::input(unsigned number, const Point &point, int64_t width, int64_t count) {
  auto found = registers.kept.find(tile.getInputs()[number]);
  if (found != registers.kept.end())
    return found->second.vectors.at(keyOf(number, point));
  if (auto walked = registers.walked.find(tile.getInputs()[number]); walked != registers.walked.end())
    if (auto vector = walked->second.find(keyOf(number, point)); vector != walked->second.end())
      return vector->second;
  if (registers.expanded.count(tile.getInputs()[number]))
    return expand(number, point, width);
  return access.load(number, point, lanesDim, width, count);
}

void TileOperands::passOn(Value value, const Point &point) {
  registers.walked[tile.getOutput()][keyOf(outputNumber(), point)] = value;
}

void TileOperands::output(Value value, const Point &point, const Chunk &chunk) {
  if (isScratchAt(schedule::kRegisters)) {
    RegisterTile &result = registers.kept[tile.getOutput()];
    result.lanes = lanes;
    result.vectors[keyOf(outputNumber(), point)] = value;
  } else {
    access.store(value, point, lanesDim, chunk.width);
  }
}

unsigned TileOperands::dimIn(TileOp map, unsigned dim) {
  SmallVector<StringRef> names = map.getDimNames();
  return llvm::find(names, tile.getDimNames()[dim]) - names.begin();
}

int64_t TileOperands::alignedSpan(unsigned dim, int64_t step) {
  schedule::TreeAttr schedule = scheduleAround();
  bool isAligned = schedule && llvm::all_of(schedule.getBands(), [&](schedule::BandAttr band) {
                     return band.getTile().lookup(tile.getDimNames()[dim], 0) % step == 0;
                   });
  return isAligned ? step : 1;
}

bool TileOperands::isScaled(unsigned number) {
  if (!registers.expanded.count(tile.getInputs()[number]))
    return false;
  return tile.getInputs()[number].getDefiningOp<kernel::ScratchOp>().getLevel() == schedule::kSums;
}

GroupOrder TileOperands::orderIn(TileOp map) {
  return {dimIn(map, lanesDim), dimIn(map, reducedDims().back()), dot.depth, inner.getPrefetch()};
}

ScaledSums &TileOperands::scaledSums(unsigned number) {
  std::shared_ptr<ScaledSums> &sums = scaled[number];
  TileOp map = registers.expanded.lookup(tile.getInputs()[number]);
  if (!sums)
    sums = std::make_shared<ScaledSums>(builder, map, orderIn(map), lanes);
  return *sums;
}

Point TileOperands::inMap(unsigned number, const Point &point) {
  TileOp map = registers.expanded.lookup(tile.getInputs()[number]);
  Point result = {SmallVector<AffineExpr>(map.getDims().size(), builder.getAffineConstantExpr(0)), point.ivs};
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (unsigned where = dimIn(map, dim); where < map.getDims().size())
      result.deltas[where] = point.deltas[dim];
  return result;
}

Value TileOperands::expand(unsigned number, const Point &point, int64_t width) {
  if (isScaled(number)) {
    Type own = cast<MemRefType>(tile.getInputs()[number].getType()).getElementType();
    return scaledSums(number).numbers(inMap(number, point), width, dot.isGrouped() ? own : element);
  }
  TileOp map = registers.expanded.lookup(tile.getInputs()[number]);
  std::shared_ptr<GroupExpansion> &expansion = expansions[number];
  if (!expansion)
    expansion = std::make_shared<GroupExpansion>(builder, map, orderIn(map), lanes,
                                                 alignedSpan(reducedDims().back(), iterationStep));
  return expansion->at(inMap(number, point), width);
}
