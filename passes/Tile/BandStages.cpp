// What the bands of a nest stage, and what they ask for ahead; see BandTiler.h.
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Lanes.h"
#include "passes/Tile/Layouts.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::TileOp;
using schedule::BandAttr;

void BandTiler::emitStage(BandAttr band, schedule::StageAttr stage, const Box &box) {
  if (stage.getHow() == schedule::How::Prepacked || (stage.getHow() == schedule::How::InPlace && !stage.getAhead()))
    return;
  TileOp producer = findTile(stage.getOperand());
  if (parts && parts->reduces(stage.getOperand()))
    return;
  if (producer && placeOf(producer) != schedule::kRoot)
    return keepResult(band.getName(), stage.getLayout(), producer, box);
  for (TileOp tile : tiles)
    for (auto [number, input] : llvm::enumerate(tile.getInputs()))
      if (producer ? input == producer.getOutput() : isArgument(input, stage.getOperand()))
        return markStage(band, stage, tile, number, box);
}

bool BandTiler::isArgument(Value buffer, StringRef name) {
  auto argument = dyn_cast<BlockArgument>(buffer);
  return argument && kernel::operandName(argument.getArgNumber()) == name;
}

void BandTiler::markStage(BandAttr band, schedule::StageAttr stage, TileOp tile, unsigned input, const Box &box) {
  SmallVector<StringRef> names = tile.getDimNames();
  SmallVector<Value> offsets, sizes;
  SmallVector<int64_t> maxSizes;
  SmallVector<StringRef> dims;
  for (AffineExpr expr : tile.getAccess(input).getResults()) {
    StringRef name = names[cast<AffineDimExpr>(expr).getPosition()];
    Span span = stagedSpan(band, tile.getInputs()[input], dims.size(), name, box);
    dims.push_back(name);
    offsets.push_back(span.lower);
    sizes.push_back(materialise(builder, loc(), span.size));
    maxSizes.push_back(span.max);
  }
  bool isInPlace = stage.getHow() == schedule::How::InPlace;
  // A single number has no next part.
  if (stage.getAhead() && !dims.empty())
    aheads.push_back({tile.getInputs()[input], dims, box, loops.size(), /*isNear=*/isInPlace});
  if (isInPlace)
    return;
  kernel::StageOp::create(builder, loc(), tile.getInputs()[input], offsets, sizes, maxSizes,
                          builder.getStrArrayAttr(dims), band.getName(), stage);
}

int64_t BandTiler::depthOf(TileOp tile, const Box &box) {
  int64_t depth = 1;
  SmallVector<StringRef> names = tile.getDimNames();
  for (unsigned dim = 0; dim < names.size(); ++dim)
    if (tile.isReduced(dim))
      depth = box.find(names[dim])->second.max;
  return depth;
}

void BandTiler::emitAheads(const Box &box) {
  SmallVector<TileOp> anchors =
      llvm::to_vector(llvm::make_filter_range(tiles, [&](TileOp tile) { return isAnchor(tile); }));
  for (const Ahead &ahead : aheads)
    emitAheadOfSource(ahead, depthOf(anchors.front(), box));
  llvm::SmallDenseSet<Value> asked;
  for (TileOp anchor : anchors)
    for (auto [number, input] : llvm::enumerate(anchor.getInputs()))
      if (schedule::LayoutAttr layout = aheadLayout(input); layout && asked.insert(input).second)
        emitAheadOfPanel(anchor, number, layout, box, loopsAround(anchor, number), depthOf(anchor, box));
  for (TileOp tile : tiles)
    for (auto [number, input] : llvm::enumerate(tile.getInputs()))
      if (schedule::LayoutAttr layout = aheadLayout(input); layout && schedule::isInSteps(inner(tile)))
        emitAheadOfPanel(tile, number, layout, box, loopsAround(tile, number), depthOf(anchors.front(), box));
  for (Expanding &expanding : expandings)
    for (auto [number, input] : llvm::enumerate(expanding.tile.getInputs()))
      if (schedule::LayoutAttr layout = aheadLayout(input))
        emitAheadOfPanel(expanding.tile, number, layout, expanding.box, expanding.loops, depthOf(anchors.front(), box));
}

schedule::LayoutAttr BandTiler::aheadLayout(Value input) {
  for (BandAttr band : schedule.getBands())
    for (schedule::StageAttr stage : band.getStages())
      if (stage.getAhead() && stage.getHow() == schedule::How::Prepacked && isArgument(input, stage.getOperand()))
        return stage.getLayout();
  return {};
}

bool BandTiler::hasDim(TileOp tile, unsigned input, StringRef name) {
  SmallVector<StringRef> names = tile.getDimNames();
  auto found = llvm::find(names, name);
  return found != names.end() && tile.getAccess(input).isFunctionOfDim(found - names.begin());
}

size_t BandTiler::loopsAround(TileOp tile, unsigned input) {
  size_t around = loops.size();
  while (around > 0 && !hasDim(tile, input, loops[around - 1].dim))
    --around;
  return around;
}

void BandTiler::emitAheadOfSource(const Ahead &ahead, int64_t depth) {
  auto around = ArrayRef<NestLoop>(loops).take_front(ahead.loops),
       inside = ArrayRef<NestLoop>(loops).drop_front(ahead.loops);
  SmallVector<Value> start = nextStart(builder, loc(), around, ahead.dims, ahead.box);
  int64_t rows = 1, rowDim = 0;
  for (auto [dim, name] : llvm::enumerate(ArrayRef<StringRef>(ahead.dims).drop_back()))
    if (int64_t extent = ahead.box.find(name)->second.max; extent > rows) {
      rows = extent;
      rowDim = dim;
    }
  auto [part, parts] = numberOf(builder, loc(), inside);
  markAhead(ahead.source, start, {rows, rowDim, ahead.box.find(ahead.dims.back())->second.max}, part, parts, depth,
            ahead.isNear);
}

void BandTiler::markAhead(Value source, ArrayRef<Value> start, Rows rows, Value part, int64_t parts, int64_t depth,
                          bool isNear) {
  auto type = cast<MemRefType>(source.getType());
  // Rows that follow each other are one.
  if (rows.dim + 2 == type.getRank() && rows.columns == type.getStridesAndOffset().first[rows.dim])
    rows = {1, 0, rows.count * rows.columns};
  auto mark = kernel::AheadOp::create(builder, loc(), source, start, rows.count, rows.dim, rows.columns, part, parts, depth);
  if (isNear)
    mark->setAttr(kNearAttr, builder.getUnitAttr());
}

StringRef BandTiler::reducedAlongLanes(TileOp tile) {
  for (auto [dim, name] : llvm::enumerate(tile.getDimNames()))
    if (registerBits && tile.isReduced(dim) &&
        inner(tile).getRegisters().lookup(name, 1) % lanesOf(tile, registerBits) == 0)
      return name;
  return {};
}

void BandTiler::emitAheadOfRows(TileOp tile, const Box &box) {
  int64_t ahead = inner(tile).getPrefetch();
  SmallVector<StringRef> names = tile.getDimNames(), results = resultDims(tile);
  StringRef depth = reducedAlongLanes(tile);
  if (!ahead || depth.empty() || results.empty())
    return;
  int64_t columns = box.find(depth)->second.max, rows = box.find(results.back())->second.max;
  auto moved = [&](StringRef name) {
    Value lower = box.find(name)->second.lower;
    return name == results.back() ? addIndex(builder, loc(), lower, builder.getIndexAttr(ahead / columns)) : lower;
  };
  for (auto [number, input] : llvm::enumerate(tile.getInputs())) {
    if (!hasDim(tile, number, results.back()))
      continue;
    SmallVector<Value> start;
    int64_t rowDim = 0;
    for (auto [place, expr] : llvm::enumerate(tile.getAccess(number).getResults())) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        return;
      start.push_back(moved(names[dim.getPosition()]));
      if (names[dim.getPosition()] == results.back())
        rowDim = place;
    }
    markAhead(input, start, {rows, rowDim, columns}, index(0), /*parts=*/1, columns, /*isNear=*/true);
  }
}

void BandTiler::emitAheadOfPanel(TileOp tile, unsigned input, schedule::LayoutAttr layout, const Box &box,
                                 size_t around, int64_t depth) {
  SmallVector<StringRef> names = tile.getDimNames();
  if (around == 0)
    return;
  SmallVector<Value> operands = nextStart(builder, loc(), ArrayRef<NestLoop>(loops).take_front(around), names, box);
  llvm::append_range(operands, tile.getSymbols());
  AffineMap access = tile.getAccess(input);
  SmallVector<Value> start;
  for (AffineExpr expr : access.getResults())
    start.push_back(affine::AffineApplyOp::create(
        builder, loc(), AffineMap::get(access.getNumDims(), access.getNumSymbols(), expr), operands));
  int64_t elements = 1;
  for (StringAttr name : layout.getOuter())
    if (hasDim(tile, input, name.getValue()))
      elements *= llvm::alignTo(box.find(name.getValue())->second.max, layout.getBlock().lookup(name, 1));
  auto [part, parts] = numberOf(builder, loc(), ArrayRef<NestLoop>(loops).drop_front(around));
  kernel::AheadOp::create(builder, loc(), tile.getInputs()[input], start, /*rows=*/1, /*rowDim=*/0, elements, part,
                          parts, depth);
}

void BandTiler::keepResult(StringRef level, schedule::LayoutAttr layout, TileOp producer, const Box &box) {
  SmallVector<int64_t> shape;
  Kept &result = kept[producer.getName()];
  result.origin.clear();
  for (StringRef name : resultDims(producer)) {
    shape.push_back(box.find(name)->second.max);
    result.origin.push_back(box.find(name)->second.lower);
  }
  if (layout)
    shape = packedShape(layout, resultDims(producer), shape);
  auto type = MemRefType::get(shape, cast<MemRefType>(producer.getOutput().getType()).getElementType());
  result.layout = layout;
  result.buffer = bufferToReuse(producer, result, type, level, box);
  if (!result.buffer)
    result.buffer = kernel::ScratchOp::create(builder, loc(), type, producer.getName(), level);
}

bool BandTiler::isStaged(TileOp tile) {
  return llvm::any_of(schedule.getBands(), [&](BandAttr band) {
    return llvm::any_of(band.getStages(),
                        [&](schedule::StageAttr stage) { return stage.getOperand().getValue() == tile.getName(); });
  });
}

bool BandTiler::isComputedAnew(TileOp tile) {
  return tile.getKind() == kernel::Kind::Map && !isStaged(tile) && schedule.band(placeOf(tile));
}

SmallVector<std::pair<Value, AffineMap>> BandTiler::sourcesOf(TileOp tile) {
  SmallVector<std::pair<Value, AffineMap>> sources;
  for (auto [number, input] : llvm::enumerate(tile.getInputs())) {
    sources.push_back({input, tile.getAccess(number)});
    TileOp maker = producerOf(input);
    bool isPointwise = maker && tile.getAccess(number) == tile.getOutputAccess() && maker.getDims() == tile.getDims();
    if (isPointwise && isComputedAnew(maker) && maker.getOutputAccess() == tile.getOutputAccess())
      llvm::append_range(sources, sourcesOf(maker));
  }
  return sources;
}

bool BandTiler::isReadBehind(TileOp place, Value buffer) {
  return llvm::any_of(tiles, [&](TileOp tile) {
    return llvm::is_contained(tile.getInputs(), buffer) &&
           (place->isBeforeInBlock(tile) || (isComputedAnew(tile) && isReadBehind(place, tile.getOutput())));
  });
}

Value BandTiler::bufferToReuse(TileOp producer, const Kept &result, MemRefType type, StringRef level, const Box &box) {
  if (producer.getKind() != kernel::Kind::Map || level == schedule::kRegisters || schedule::isInSteps(inner(producer)))
    return {};
  // Sums that a band cuts go on from what they have left there.
  auto isComplete = [&](TileOp tile) {
    auto isWhole = [&](auto dim) { return !tile.isReduced(dim.index()) || box.find(dim.value())->second.isWhole(); };
    return llvm::all_of(llvm::enumerate(tile.getDimNames()), isWhole);
  };
  for (auto [input, access] : sourcesOf(producer)) {
    TileOp maker = producerOf(input);
    auto found = maker ? kept.find(maker.getName()) : kept.end();
    if (found == kept.end() || placeOf(maker) != placeOf(producer) || isReadBehind(producer, input) ||
        !isComplete(maker) || access != producer.getOutputAccess())
      continue;
    const Kept &other = found->second;
    bool isAlike = other.buffer && other.buffer.getType() == type && other.layout == result.layout &&
                   other.origin == result.origin;
    if (isAlike && other.buffer.getDefiningOp<kernel::ScratchOp>().getLevel() == level)
      return other.buffer;
  }
  return {};
}
