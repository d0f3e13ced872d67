// The computations inside the bands of a nest; see BandTiler.h.
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Layouts.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/ReductionLoops.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;

SmallVector<StringRef> BandTiler::resultDims(TileOp tile) {
  SmallVector<StringRef> names = tile.getDimNames(), dims;
  for (AffineExpr expr : tile.getOutputAccess().getResults())
    dims.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
  return dims;
}

Value BandTiler::reductionTest(TileOp tile, const Box &box, bool isLast) {
  Value result;
  SmallVector<StringRef> names = tile.getDimNames();
  for (unsigned dim = 0; dim < names.size(); ++dim) {
    const Span &span = box.find(names[dim])->second;
    if (!tile.isReduced(dim) || span.isWhole())
      continue;
    Value position = isLast ? addIndex(builder, loc(), span.lower, span.size) : span.lower;
    Value wanted = isLast ? span.end : span.begin;
    if (!wanted)
      wanted = index(isLast ? span.extent : 0);
    Value test = arith::CmpIOp::create(builder, loc(), arith::CmpIPredicate::eq, position, wanted);
    result = result ? builder.createOrFold<arith::AndIOp>(loc(), result, test) : test;
  }
  return result ? result : Value(arith::ConstantOp::create(builder, loc(), builder.getBoolAttr(true)));
}

TileOp BandTiler::emitTile(TileOp tile, const Box &box) {
  SmallVector<Value> offsets, sizes, symbols(tile.getSymbols()), inputs(tile.getInputs());
  for (StringRef name : tile.getDimNames()) {
    offsets.push_back(box.find(name)->second.lower);
    sizes.push_back(materialise(builder, loc(), box.find(name)->second.size));
  }
  SmallVector<AffineMap> maps = llvm::to_vector(tile.getMaps().getAsValueRange<AffineMapAttr>());
  Value output = tile.getOutput();
  for (auto [number, input] : llvm::enumerate(inputs))
    if (TileOp producer = producerOf(tile.getInputs()[number]))
      rewire(producer, input, maps[number], symbols);
  rewire(tile, output, maps.back(), symbols);
  for (AffineMap &map : maps)
    map = AffineMap::get(map.getNumDims(), symbols.size(), map.getResults(), map.getContext());
  auto result = TileOp::create(builder, loc(), tile.getName(), tile.getKind(), tile.getCombinerAttr(), tile.getDims(),
                               builder.getAffineMapArrayAttr(maps), offsets, sizes, symbols,
                               reductionTest(tile, box, /*isLast=*/false), inputs, output);
  if (auto found = kept.find(tile.getName()); found != kept.end() && found->second.isByLane)
    result->setAttr(kByLaneAttr, builder.getUnitAttr());
  for (StringRef name : {StringRef(kLanesAttr), StringRef(kUnsignedAttrs[0]), StringRef(kUnsignedAttrs[1])})
    if (Attribute kept = tile->getAttr(name))
      result->setAttr(name, kept);
  IRMapping mapping;
  tile.getBody().cloneInto(&result.getBody(), mapping);
  return result;
}

void BandTiler::removeMask(TileOp copy) {
  if (copy.getName() != mask->mask)
    return;
  arith::SelectOp select = *std::next(copy.getBody().front().getOps<arith::SelectOp>().begin(), mask->select);
  select.replaceAllUsesWith(select.getTrueValue());
  select.erase();
}

TileOp BandTiler::producerOf(Value buffer) {
  auto found = llvm::find_if(tiles, [&](TileOp tile) { return tile.getOutput() == buffer; });
  return found == tiles.end() ? TileOp() : *found;
}

void BandTiler::rewire(TileOp producer, Value &buffer, AffineMap &map, SmallVectorImpl<Value> &symbols) {
  auto found = kept.find(producer.getName());
  if (found == kept.end() || !found->second.buffer)
    return;
  buffer = found->second.buffer;
  SmallVector<AffineExpr> exprs;
  for (auto [expr, origin] : llvm::zip(map.getResults(), found->second.origin)) {
    exprs.push_back(expr - builder.getAffineSymbolExpr(symbols.size()));
    symbols.push_back(origin);
  }
  if (found->second.layout)
    exprs = packedIndex(found->second.layout, resultDims(producer), exprs);
  if (Value part = found->second.part) {
    exprs.insert(exprs.begin(), builder.getAffineSymbolExpr(symbols.size()));
    symbols.push_back(part);
  }
  if (found->second.isByLane)
    exprs.push_back(builder.getAffineConstantExpr(0));
  map = AffineMap::get(map.getNumDims(), symbols.size(), exprs, builder.getContext());
}

bool BandTiler::readsAnchor(TileOp tile) {
  return llvm::any_of(tiles, [&](TileOp other) { return isAnchor(other) && other->isBeforeInBlock(tile); });
}

void BandTiler::emitAttached(StringRef name, const Box &box, bool producers) {
  SmallVector<TileOp> attached = llvm::to_vector(llvm::make_filter_range(
      tiles, [&](TileOp tile) { return placeOf(tile) == name && readsAnchor(tile) != producers; }));
  if (producers)
    for (TileOp tile : attached)
      expandings.push_back({tile, box, loops.size()});
  SmallVector<SmallVector<TileOp>> walks = walksOf(attached);
  for (size_t number = 0; number < walks.size(); ++number) {
    ArrayRef<TileOp> walk = walks[number];
    guarded(walk.back(), box, [&] {
      if (walk.size() > 1)
        emitWalk(walk, box);
      else if (number + 1 < walks.size() && followsTiles(walks[number + 1], walk.front()))
        emitFollowed(walk.front(), walks[++number], box);
      else
        emitOwnLoops(walk.front(), box);
    });
  }
}

void BandTiler::collectAnchors(TileOp tile, llvm::SmallSetVector<Operation *, 4> &anchors) {
  for (Value input : tile.getInputs())
    if (TileOp producer = producerOf(input)) {
      if (isAnchor(producer))
        anchors.insert(producer);
      collectAnchors(producer, anchors);
    }
}

bool BandTiler::readsAnchors(TileOp tile) {
  llvm::SmallSetVector<Operation *, 4> anchors;
  collectAnchors(tile, anchors);
  return !anchors.empty();
}

void BandTiler::enterComplete(ArrayRef<TileOp> readers, const Box &box) {
  llvm::SmallSetVector<Operation *, 4> anchors;
  for (TileOp reader : readers)
    collectAnchors(reader, anchors);
  Value condition;
  for (Operation *anchor : anchors) {
    Value complete = reductionTest(cast<TileOp>(anchor), box, /*isLast=*/true);
    if (!getConstantIntValue(complete))
      condition = condition ? builder.createOrFold<arith::AndIOp>(loc(), condition, complete) : complete;
  }
  if (!condition)
    return;
  auto branch = scf::IfOp::create(builder, loc(), condition, /*withElseRegion=*/false);
  builder.setInsertionPointToStart(branch.thenBlock());
}

void BandTiler::enterRegisterLoops(TileOp tile, Box &box) {
  schedule::TileAttr registers = inner(tile).getRegisters();
  SmallVector<StringRef> names = tile.getDimNames(), order;
  for (StringAttr name : registers.getDims())
    order.push_back(name.getValue());
  // Where the tile names no size it holds all of a band's part, and parts differ in size.
  llvm::copy_if(names, std::back_inserter(order), [&](StringRef name) { return !registers.names(name); });
  for (StringRef name : order) {
    auto found = llvm::find(names, name);
    if (found != names.end() && !tile.isReduced(found - names.begin()))
      enterRegisterLoop(box, name, registers.lookup(name, box[name].max));
  }
}

void BandTiler::enterRegisterLoop(Box &box, StringRef name, int64_t size) {
  std::optional<int64_t> whole = getConstantIntValue(box[name].size);
  if (whole && *whole <= size)
    return;
  int64_t extent = box[name].extent, granule = box[name].granule;
  scf::ForOp loop = enterLoop(box, name, size);
  loop->setAttr(kExtentAttr, builder.getI64IntegerAttr(extent));
  if (granule && granule < size)
    loop->setAttr(kGranuleAttr, builder.getI64IntegerAttr(granule));
}

TileOp BandTiler::emitOwnLoops(TileOp tile, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  clip(box, tile);
  size_t outerLoops = loops.size();
  schedule::TileAttr registers = inner(tile).getRegisters();
  bool isOne = llvm::all_of(resultDims(tile), [&, outer = box](StringRef name) {
    int64_t most = outer.find(name)->second.max;
    return registers.lookup(name, most) >= most;
  });
  enterRegisterLoops(tile, box);
  emitAheadOfRows(tile, box);
  if (mask && mask->covers(tile.getName()))
    tighten(box, tile);
  TileOp emitted = emitTile(tile, box);
  // What is all of its band's box may end inside a vector, like an edge.
  if (isOne)
    emitted->setAttr(kEdgeAttr, builder.getUnitAttr());
  loops.truncate(outerLoops);
  return emitted;
}

void BandTiler::emitRegisterTiles(Box box) {
  OpBuilder::InsertionGuard guard(builder);
  auto anchor = llvm::find_if(tiles, [&](TileOp tile) { return isAnchor(tile); });
  assert(anchor != tiles.end() && "checkSchedule: one computation has no attach");
  enterRegisterLoops(*anchor, box);
  clipAnchors(box);
  emitAheads(box);
  // Whether a sum is complete does not depend on where its last steps end.
  Box anchorsBox = box;
  if (areMasked())
    tighten(anchorsBox, finestAnchor());
  SmallVector<TileOp> feeders, readers;
  for (TileOp tile : tiles) {
    bool isOnRegisters = placeOf(tile) == schedule::kRegisters;
    if (isOnRegisters && readsAnchors(tile)) {
      readers.push_back(tile);
    } else if (schedule::isInSteps(inner(tile))) {
      keepResult(placeOf(tile), {}, tile, box);
      emitTile(tile, box);
    } else if (isOnRegisters && feedsSums(tile)) {
      feeders.push_back(tile);
    } else if (isAnchor(tile) || isOnRegisters) {
      emitFeeders(feeders, box);
      if (llvm::any_of(readers,
                       [&](TileOp reader) { return llvm::is_contained(tile.getInputs(), reader.getOutput()); }))
        emitReaders(readers, box);
      emitOnRegisters(tile, isAnchor(tile) ? anchorsBox : box, tiles);
    }
  }
  emitFeeders(feeders, box);
  emitReaders(readers, box);
}

bool BandTiler::isReducedByAnchors(StringRef name) {
  return llvm::any_of(tiles, [&](TileOp tile) {
    SmallVector<StringRef> names = tile.getDimNames();
    auto found = llvm::find(names, name);
    return isAnchor(tile) && found != names.end() && tile.isReduced(found - names.begin());
  });
}

bool BandTiler::feedsSums(TileOp tile) {
  return tile.getKind() == kernel::Kind::Map &&
         llvm::any_of(tile.getDimNames(), [&](StringRef name) { return isReducedByAnchors(name); });
}

void BandTiler::emitFeeders(SmallVectorImpl<TileOp> &feeders, Box box) {
  OpBuilder::InsertionGuard guard(builder);
  size_t outerLoops = loops.size();
  llvm::SmallDenseSet<StringRef> entered;
  for (TileOp tile : feeders)
    for (StringRef name : tile.getDimNames())
      if (isReducedByAnchors(name) && entered.insert(name).second)
        enterRegisterLoop(box, name, inner(tile).getRegisters().lookup(name, box[name].max));
  for (TileOp tile : feeders)
    emitOnRegisters(tile, box, feeders);
  loops.truncate(outerLoops);
  feeders.clear();
}

void BandTiler::emitReaders(SmallVectorImpl<TileOp> &readers, const Box &box) {
  OpBuilder::InsertionGuard guard(builder);
  enterComplete(readers, box);
  for (TileOp tile : readers)
    emitOnRegisters(tile, box, tiles);
  readers.clear();
}

bool BandTiler::passesOn(TileOp producer, ArrayRef<TileOp> among) {
  auto reads = [&](TileOp tile) { return llvm::is_contained(tile.getInputs(), producer.getOutput()); };
  bool isReadHere =
      llvm::any_of(tiles, [&](TileOp tile) { return placeOf(tile) == schedule::kRegisters && reads(tile); });
  return isReadHere &&
         llvm::all_of(tiles, [&](TileOp tile) { return !reads(tile) || llvm::is_contained(among, tile); });
}

void BandTiler::emitOnRegisters(TileOp tile, const Box &box, ArrayRef<TileOp> among) {
  bool isResult = isa<BlockArgument>(tile.getOutput());
  if (!kept.count(tile.getName()) && !isResult && passesOn(tile, among))
    keepResult(schedule::kRegisters, {}, tile, box);
  emitTile(tile, box);
}
