// Maps and reductions that go through one loop; see BandTiler.h.
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Lanes.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/ReductionLoops.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Kind;
using kernel::TileOp;

/// The dimension that `tile` reduces, empty where it is none or several.
static StringRef onlyReduced(TileOp tile) {
  StringRef found;
  for (auto [dim, name] : llvm::enumerate(tile.getDimNames()))
    if (tile.isReduced(dim)) {
      if (!found.empty())
        return {};
      found = name;
    }
  return found;
}

bool BandTiler::joinsWalk(TileOp tile, ArrayRef<TileOp> others) {
  if (tile.getKind() == Kind::Contract)
    return false;
  for (TileOp other : others) {
    bool isAlike = tile.getDims() == other.getDims() && inner(tile).getRegisters() == inner(other).getRegisters() &&
                   lanesOf(tile, registerBits) == lanesOf(other, registerBits);
    bool reduceAlike =
        tile.getKind() == Kind::Map || other.getKind() == Kind::Map || onlyReduced(tile) == onlyReduced(other);
    bool isMaskedAlike = !mask || mask->covers(tile.getName()) == mask->covers(other.getName());
    if (!isAlike || !reduceAlike || !isMaskedAlike)
      return false;
    for (auto [number, input] : llvm::enumerate(tile.getInputs()))
      if (input == other.getOutput() &&
          (other.getKind() == Kind::Reduce || tile.getAccess(number) != other.getOutputAccess()))
        return false;
  }
  return true;
}

size_t BandTiler::walkLength(ArrayRef<TileOp> rest) {
  size_t length = 0;
  StringRef dim;
  while (registerBits && length < rest.size() && joinsWalk(rest[length], rest.take_front(length))) {
    TileOp tile = rest[length++];
    if (tile.getKind() == Kind::Reduce)
      dim = onlyReduced(tile);
  }
  TileOp first = rest.front();
  if (dim.empty() || inner(first).getRegisters().lookup(dim, 1) % lanesOf(first, registerBits))
    return 1;
  return length;
}

bool BandTiler::isInWalksOnly(TileOp map, ArrayRef<SmallVector<TileOp>> walks) {
  bool isInMemory = isa<BlockArgument>(map.getOutput()) || (kept.count(map.getName()) && !inWalks.contains(map));
  if (map.getKind() != Kind::Map || isInMemory)
    return false;
  auto isInWalk = [&](TileOp reader) {
    return joinsWalk(reader, map) && llvm::any_of(walks, [&](ArrayRef<TileOp> walk) {
             return walk.size() > 1 && llvm::is_contained(walk, reader);
           });
  };
  return llvm::all_of(tiles, [&](TileOp reader) {
    return !llvm::is_contained(reader.getInputs(), map.getOutput()) || isInWalk(reader);
  });
}

SmallVector<SmallVector<TileOp>> BandTiler::walksOf(ArrayRef<TileOp> attached) {
  SmallVector<SmallVector<TileOp>> walks;
  for (ArrayRef<TileOp> rest = attached; !rest.empty(); rest = rest.drop_front(walks.back().size()))
    walks.push_back(SmallVector<TileOp>(rest.take_front(walkLength(rest))));
  for (ArrayRef<TileOp> walk : ArrayRef(walks))
    for (TileOp tile : walk)
      if (walk.size() > 1 && isInWalksOnly(tile, walks))
        inWalks.insert(tile);
  for (SmallVector<TileOp> &walk : walks)
    for (size_t number = 0; walk.size() > 1 && number < walk.size(); ++number)
      for (Value input : TileOp(walk[number]).getInputs())
        if (TileOp maker = producerOf(input); maker && inWalks.contains(maker) && !llvm::is_contained(walk, maker))
          walk.insert(walk.begin(), maker), number = 0;
  return walks;
}

/// The reduction of a walk, whose loops all of it goes through.
static TileOp leaderOf(ArrayRef<TileOp> walk) {
  return *llvm::find_if(walk, [](TileOp each) { return each.getKind() == Kind::Reduce; });
}

/// The reductions of a walk.
static SmallVector<TileOp> reductionsOf(ArrayRef<TileOp> walk) {
  return llvm::to_vector(llvm::make_filter_range(walk, [](TileOp each) { return each.getKind() == Kind::Reduce; }));
}

/// Says whether nothing comes before `tile` that it goes on from.
static void setFirst(TileOp tile, bool isFirst) {
  OpBuilder builder(tile);
  tile.getFirstMutable().assign(arith::ConstantOp::create(builder, tile.getLoc(), builder.getBoolAttr(isFirst)));
}

void BandTiler::emitWalk(ArrayRef<TileOp> walk, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  TileOp leader = leaderOf(walk);
  clip(box, leader);
  size_t outerLoops = loops.size();
  enterRegisterLoops(leader, box);
  if (mask && mask->covers(leader.getName()))
    tighten(box, leader);
  for (const MaskPart &part : maskParts(box, leader, steps.granule))
    emitWalkTiles(walk, part);
  loops.truncate(outerLoops);
}

void BandTiler::emitWalkTiles(ArrayRef<TileOp> walk, const MaskPart &part) {
  auto number = builder.getI64IntegerAttr(walks++);
  auto attr =
      builder.getDictionaryAttr({builder.getNamedAttr("dim", builder.getStringAttr(onlyReduced(leaderOf(walk)))),
                                 builder.getNamedAttr("number", number)});
  for (TileOp tile : walk) {
    if (inWalks.contains(tile))
      keepResult(schedule::kRegisters, {}, tile, part.box);
    TileOp copy = emitTile(tile, part.box);
    copy->setAttr(kWalkAttr, attr);
    if (copy->hasAttr(kByLaneAttr))
      setFirst(copy, false);
    if (part.isClear)
      removeMask(copy);
  }
}

/// The dimensions that index input `number` of `tile`, outermost first; empty where other expressions do.
static SmallVector<StringRef> indexDims(TileOp tile, unsigned number) {
  SmallVector<StringRef> names = tile.getDimNames(), dims;
  for (AffineExpr expr : tile.getAccess(number).getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim)
      return {};
    dims.push_back(names[dim.getPosition()]);
  }
  return dims;
}

bool BandTiler::followsTiles(ArrayRef<TileOp> walk, TileOp contraction) {
  if (walk.size() < 2 || contraction.getKind() != Kind::Contract)
    return false;
  TileOp leader = leaderOf(walk);
  StringRef dim = onlyReduced(leader);
  schedule::TileAttr made = inner(contraction).getRegisters(), read = inner(leader).getRegisters();
  bool isWhole = made.lookup(dim, 1) % lanesOf(leader, registerBits) == 0 && !read.getDims().empty();
  for (StringRef name : resultDims(contraction))
    isWhole &=
        llvm::is_contained(leader.getDimNames(), name) && (name == dim || made.lookup(name, 0) == read.lookup(name, 0));
  for (TileOp tile : walk) {
    for (auto [number, input] : llvm::enumerate(tile.getInputs()))
      isWhole &= input != contraction.getOutput() || indexDims(tile, number) == resultDims(contraction);
    isWhole &= tile.getKind() == Kind::Map || kept.count(tile.getName());
  }
  bool isMaskedAlike = !mask || mask->covers(contraction.getName()) == mask->covers(leader.getName());
  return isWhole && isMaskedAlike && leader.getDims().size() == resultDims(contraction).size();
}

void BandTiler::emitFollowed(TileOp contraction, ArrayRef<TileOp> walk, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  clip(box, contraction);
  size_t outerLoops = loops.size();
  TileOp leader = leaderOf(walk);
  SmallVector<Kept> wholes = keepByLane(walk, box);
  for (const MaskPart &part : maskParts(box, contraction, steps.alignment)) {
    OpBuilder::InsertionGuard inside(builder);
    MaskPart tile = part;
    tile.box[onlyReduced(leader)].isPart = true;
    enterRegisterLoops(contraction, tile.box);
    if (!part.isClear)
      skipHidden(tile.box);
    emitAheadOfRows(contraction, tile.box);
    emitTile(contraction, tile.box);
    emitWalkTiles(walk, tile);
    loops.truncate(outerLoops);
  }
  for (auto [tile, whole] : llvm::zip_equal(reductionsOf(walk), wholes))
    joinLanes(tile, whole, box);
}

void BandTiler::skipHidden(const Box &box) {
  if (!mask || !isTight || !box.find(mask->dim)->second.end)
    return;
  Value end = visibleEnd(box, steps.granule);
  if (!end)
    return;
  Value isSeen =
      arith::CmpIOp::create(builder, loc(), arith::CmpIPredicate::slt, box.find(mask->dim)->second.lower, end);
  auto branch = scf::IfOp::create(builder, loc(), isSeen, /*withElseRegion=*/false);
  builder.setInsertionPointToStart(branch.thenBlock());
}

/// The band of `schedule` that stages `name`.
static StringRef stagedAt(schedule::TreeAttr schedule, StringRef name) {
  for (schedule::BandAttr band : schedule.getBands())
    for (schedule::StageAttr stage : band.getStages())
      if (stage.getOperand() == name)
        return band.getName();
  return {};
}

SmallVector<Kept> BandTiler::keepByLane(ArrayRef<TileOp> walk, const Box &box) {
  SmallVector<Kept> wholes;
  for (TileOp tile : reductionsOf(walk)) {
    Kept lanes;
    SmallVector<int64_t> shape;
    for (StringRef name : resultDims(tile)) {
      shape.push_back(box.find(name)->second.max);
      lanes.origin.push_back(box.find(name)->second.lower);
    }
    shape.push_back(lanesOf(tile, registerBits));
    auto type = MemRefType::get(shape, cast<MemRefType>(tile.getOutput().getType()).getElementType());
    lanes.buffer = kernel::ScratchOp::create(builder, loc(), type, tile.getName(), stagedAt(schedule, tile.getName()));
    lanes.isByLane = true;
    wholes.push_back(std::exchange(kept[tile.getName()], lanes));
  }
  emitEmpty(walk, box);
  return wholes;
}

void BandTiler::emitEmpty(ArrayRef<TileOp> walk, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  TileOp leader = leaderOf(walk);
  size_t outerLoops = loops.size();
  box[onlyReduced(leader)].size = builder.getIndexAttr(0);
  enterRegisterLoops(leader, box);
  for (TileOp tile : reductionsOf(walk))
    setFirst(emitTile(tile, box), true);
  loops.truncate(outerLoops);
}

StringRef BandTiler::longRowsOf(TileOp tile, const Box &box) {
  StringRef last;
  for (StringRef name : resultDims(tile))
    if (last.empty() || box.find(name)->second.max > 1)
      last = name;
  return last;
}

void BandTiler::joinLanes(TileOp tile, const Kept &whole, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  size_t outerLoops = loops.size();
  TileOp join = laneReduction(tile);
  kept[tile.getName()] = whole;
  Value isFirst = reductionTest(tile, box, /*isLast=*/false);
  int64_t lanes = lanesOf(tile, registerBits);
  box[onlyReduced(tile)] = {index(0), builder.getIndexAttr(lanes), lanes, lanes};
  StringRef neighbours = longRowsOf(tile, box);
  for (StringRef name : resultDims(tile)) {
    int64_t most = box[name].max;
    // A vector of rows, or what divides the band's.
    enterRegisterLoop(box, name, name == neighbours ? std::min(lanes, most & -most) : 1);
  }
  emitTile(join, box).getFirstMutable().assign(isFirst);
  loops.truncate(outerLoops);
  join.erase();
}

TileOp BandTiler::laneReduction(TileOp tile) {
  Value lanes = tile.getOutput();
  AffineMap written = tile.getOutputAccess(), read = written;
  SmallVector<Value> symbols(tile.getSymbols()), zeros(tile.getDims().size(), index(0));
  rewire(tile, lanes, read, symbols);
  SmallVector<AffineExpr> exprs(read.getResults());
  SmallVector<StringRef> names = tile.getDimNames();
  exprs.back() = builder.getAffineDimExpr(llvm::find(names, onlyReduced(tile)) - names.begin());
  auto accessBy = [&](ArrayRef<AffineExpr> results) {
    return AffineMap::get(names.size(), symbols.size(), results, builder.getContext());
  };
  Value isFirst = arith::ConstantOp::create(builder, loc(), builder.getBoolAttr(true));
  auto made = TileOp::create(builder, loc(), tile.getName(), Kind::Reduce, tile.getCombinerAttr(), tile.getDims(),
                             builder.getAffineMapArrayAttr({accessBy(exprs), accessBy(written.getResults())}), zeros,
                             zeros, symbols, isFirst, lanes, tile.getOutput());
  made->setAttr(kLanesAttr, tile->getAttr(kLanesAttr));
  OpBuilder::InsertionGuard guard(builder);
  Block &body = made.getBody().emplaceBlock();
  Value element = body.addArgument(cast<MemRefType>(lanes.getType()).getElementType(), loc());
  builder.setInsertionPointToStart(&body);
  kernel::YieldOp::create(builder, loc(), element);
  return made;
}
