// tile-bands: builds the loop nest of a schedule, band by band, and attaches every computation to its place in it.
//
// Computations without `attach` are the anchors: they share the bands and one register tile. The others run around
// them: on the register tile, once a tile of a band, or outside all bands.
#include "passes/Tile/Ahead.h"
#include "passes/Tile/Box.h"
#include "passes/Tile/Layouts.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"

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

namespace {
/// A buffer that replaces a computation's full-size result inside the nest.
struct Kept {
  Value buffer;
  SmallVector<Value> origin; ///< first index of the box in each of the result's dimensions
  schedule::LayoutAttr layout; ///< null: row-major
};

/// An operand whose next box is asked for while the loops inside its band run.
struct Ahead {
  Value source;
  SmallVector<StringRef> dims; ///< of the source
  Box box;
  size_t loops; ///< around the box
};

/// A map that fills a staged panel at the head of its band.
struct Expanding {
  TileOp tile;
  Box box;
  size_t loops; ///< around the panel
};

class BandTiler {
public:
  BandTiler(func::FuncOp function, schedule::TreeAttr schedule)
      : function(function), schedule(schedule), builder(function.getContext()),
        tiles(function.getBody().front().getOps<TileOp>()) {}

  void run() {
    builder.setInsertionPoint(function.getBody().front().getTerminator());
    SmallVector<TileOp> before, after;
    for (TileOp tile : tiles)
      if (placeOf(tile) == schedule::kRoot)
        (isBeforeAnchors(tile) ? before : after).push_back(tile);
    for (TileOp tile : before)
      emitRoot(tile);
    emitBand(0, wholeBox());
    for (TileOp tile : after)
      emitRoot(tile);
    for (TileOp tile : llvm::reverse(tiles))
      tile.erase();
  }

private:
  Location loc() { return function.getLoc(); }
  Value index(int64_t value) { return arith::ConstantIndexOp::create(builder, loc(), value); }

  ComputationAttr inner(TileOp tile) { return schedule.computation(tile.getName()); }
  StringRef placeOf(TileOp tile) { return inner(tile).getAttach() ? inner(tile).getAttach().getValue() : ""; }
  bool isAnchor(TileOp tile) { return placeOf(tile).empty(); }

  bool isBeforeAnchors(TileOp tile) {
    for (TileOp other : tiles)
      if (other == tile || isAnchor(other))
        return other == tile;
    return false;
  }

  Box wholeBox() {
    Box box;
    for (auto dim : function->getAttrOfType<ArrayAttr>(kDimsAttr).getAsRange<kernel::DimAttr>())
      box[dim.getName().getValue()] = {index(0), builder.getIndexAttr(dim.getMax()), dim.getMax(), dim.getMax()};
    return box;
  }

  //===-- Bands -------------------------------------------------------------------------------------------------===//

  void emitBand(unsigned number, Box box) {
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

  /// The dimensions that `band` cuts: those its order does not name first, then in its order.
  SmallVector<StringRef> loopOrder(BandAttr band, const Box &box) {
    SmallVector<StringRef> order;
    for (auto &[name, span] : box)
      if (band.getTile().names(name) && !llvm::is_contained(band.getOrder(), builder.getStringAttr(name)))
        order.push_back(name);
    for (StringAttr name : band.getOrder())
      order.push_back(name.getValue());
    llvm::erase_if(order, [&](StringRef name) { return band.getTile().lookup(name, 0) >= box.find(name)->second.max; });
    return order;
  }

  void enterParallel(BandAttr band, Box &box) {
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
      Value lower = builder.createOrFold<arith::MulIOp>(loc(), step, index(size));
      box[name] = cut(builder, loc(), box[name], addIndex(builder, loc(), box[name].lower, lower), size);
    }
  }

  Value beginParallel(StringAttr resource, int64_t count) {
    auto parallel = kernel::ParallelOp::create(builder, loc(), resource, count);
    Block &body = parallel.getBody().emplaceBlock();
    Value run = body.addArgument(builder.getIndexType(), loc());
    builder.setInsertionPointToStart(&body);
    auto yield = kernel::YieldOp::create(builder, loc());
    builder.setInsertionPoint(yield);
    return run;
  }

  void enterLoops(BandAttr band, Box &box) {
    for (StringRef name : loopOrder(band, box))
      enterLoop(box, name, band.getTile().lookup(name, 1));
  }

  scf::ForOp enterLoop(Box &box, StringRef name, int64_t size) {
    Span span = box[name];
    Value end = addIndex(builder, loc(), span.lower, span.size);
    auto loop = scf::ForOp::create(builder, loc(), span.lower, end, index(size));
    builder.setInsertionPointToStart(loop.getBody());
    box[name] = cut(builder, loc(), span, loop.getInductionVar(), size);
    loops.push_back({name, loop.getInductionVar(), span.lower, end, size, int64_t(llvm::divideCeil(span.max, size))});
    return loop;
  }

  //===-- Stages ------------------------------------------------------------------------------------------------===//

  TileOp findTile(StringRef name) {
    auto found = llvm::find_if(tiles, [&](TileOp tile) { return tile.getName() == name; });
    return found == tiles.end() ? TileOp() : *found;
  }

  void emitStage(BandAttr band, schedule::StageAttr stage, const Box &box) {
    if (stage.getHow() == schedule::How::InPlace || stage.getHow() == schedule::How::Prepacked)
      return;
    TileOp producer = findTile(stage.getOperand());
    if (producer && placeOf(producer) != schedule::kRoot)
      return keepResult(band.getName(), stage.getLayout(), producer, box);
    for (TileOp tile : tiles)
      for (auto [number, input] : llvm::enumerate(tile.getInputs()))
        if (producer ? input == producer.getOutput() : isArgument(input, stage.getOperand()))
          return markStage(band, stage, tile, number, box);
  }

  bool isArgument(Value buffer, StringRef name) {
    auto argument = dyn_cast<BlockArgument>(buffer);
    return argument && kernel::operandName(argument.getArgNumber()) == name;
  }

  void markStage(BandAttr band, schedule::StageAttr stage, TileOp tile, unsigned input, const Box &box) {
    SmallVector<StringRef> names = tile.getDimNames();
    SmallVector<Value> offsets, sizes;
    SmallVector<int64_t> maxSizes;
    SmallVector<StringRef> dims;
    for (AffineExpr expr : tile.getAccess(input).getResults()) {
      StringRef name = names[cast<AffineDimExpr>(expr).getPosition()];
      const Span &span = box.find(name)->second;
      dims.push_back(name);
      offsets.push_back(span.lower);
      sizes.push_back(materialise(builder, loc(), span.size));
      maxSizes.push_back(span.max);
    }
    if (stage.getAhead())
      aheads.push_back({tile.getInputs()[input], dims, box, loops.size()});
    kernel::StageOp::create(builder, loc(), tile.getInputs()[input], offsets, sizes, maxSizes,
                            builder.getStrArrayAttr(dims), band.getName(), stage);
  }

  //===-- Asking ahead ------------------------------------------------------------------------------------------===//

  /// The number of reduced elements that the innermost loop of `tile` walks over at most.
  int64_t depthOf(TileOp tile, const Box &box) {
    int64_t depth = 1;
    SmallVector<StringRef> names = tile.getDimNames();
    for (unsigned dim = 0; dim < names.size(); ++dim)
      if (tile.isReduced(dim))
        depth = box.find(names[dim])->second.max;
    return depth;
  }

  /// What the anchors' operands ask for while the first of them, and siblings in the same loop, run.
  void emitAheads(const Box &box) {
    SmallVector<TileOp> anchors = llvm::to_vector(llvm::make_filter_range(tiles, [&](TileOp tile) { return isAnchor(tile); }));
    for (const Ahead &ahead : aheads)
      emitAheadOfSource(ahead, depthOf(anchors.front(), box));
    llvm::SmallDenseSet<Value> asked;
    for (TileOp anchor : anchors)
      for (auto [number, input] : llvm::enumerate(anchor.getInputs()))
        if (schedule::LayoutAttr layout = aheadLayout(input); layout && asked.insert(input).second)
          emitAheadOfPanel(anchor, number, layout, box, loopsAround(anchor, number), depthOf(anchor, box));
    for (Expanding &expanding : expandings)
      for (auto [number, input] : llvm::enumerate(expanding.tile.getInputs()))
        if (schedule::LayoutAttr layout = aheadLayout(input))
          emitAheadOfPanel(expanding.tile, number, layout, expanding.box, expanding.loops, depthOf(anchors.front(), box));
  }

  /// The layout of prepacked operand `input` where its stage asks ahead, or null.
  schedule::LayoutAttr aheadLayout(Value input) {
    for (BandAttr band : schedule.getBands())
      for (schedule::StageAttr stage : band.getStages())
        if (stage.getAhead() && stage.getHow() == schedule::How::Prepacked && isArgument(input, stage.getOperand()))
          return stage.getLayout();
    return {};
  }

  static bool hasDim(TileOp tile, unsigned input, StringRef name) {
    SmallVector<StringRef> names = tile.getDimNames();
    auto found = llvm::find(names, name);
    return found != names.end() && tile.getAccess(input).isFunctionOfDim(found - names.begin());
  }

  /// The number of loops down to the innermost one over a dimension of the operand.
  size_t loopsAround(TileOp tile, unsigned input) {
    size_t around = loops.size();
    while (around > 0 && !hasDim(tile, input, loops[around - 1].dim))
      --around;
    return around;
  }

  /// The rows of the source's next box.
  void emitAheadOfSource(const Ahead &ahead, int64_t depth) {
    auto around = ArrayRef<NestLoop>(loops).take_front(ahead.loops), inside = ArrayRef<NestLoop>(loops).drop_front(ahead.loops);
    SmallVector<Value> start = nextStart(builder, loc(), around, ahead.dims, ahead.box);
    int64_t rows = 1, rowDim = 0;
    for (auto [dim, name] : llvm::enumerate(ArrayRef<StringRef>(ahead.dims).drop_back()))
      if (int64_t extent = ahead.box.find(name)->second.max; extent > rows) {
        rows = extent;
        rowDim = dim;
      }
    auto [part, parts] = numberOf(builder, loc(), inside);
    kernel::AheadOp::create(builder, loc(), ahead.source, start, rows, rowDim, ahead.box.find(ahead.dims.back())->second.max,
                            part, parts, depth);
  }

  /// The panel of a prepacked operand that follows `box` when the loops number 0 to `around` go on; it lies in one piece.
  void emitAheadOfPanel(TileOp tile, unsigned input, schedule::LayoutAttr layout, const Box &box, size_t around,
                        int64_t depth) {
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
    kernel::AheadOp::create(builder, loc(), tile.getInputs()[input], start, /*rows=*/1, /*rowDim=*/0, elements, part, parts,
                            depth);
  }

  /// Partial or intermediate results of `producer` are kept in a buffer of the band's box.
  void keepResult(StringRef level, schedule::LayoutAttr layout, TileOp producer, const Box &box) {
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
    result.buffer = kernel::ScratchOp::create(builder, loc(), type, producer.getName(), level);
    result.layout = layout;
  }

  static SmallVector<StringRef> resultDims(TileOp tile) {
    SmallVector<StringRef> names = tile.getDimNames(), dims;
    for (AffineExpr expr : tile.getOutputAccess().getResults())
      dims.push_back(names[cast<AffineDimExpr>(expr).getPosition()]);
    return dims;
  }

  //===-- Computations ------------------------------------------------------------------------------------------===//

  /// Reductions that the box holds a part of only are complete in the last part.
  Value reductionTest(TileOp tile, const Box &box, bool isLast) {
    Value result;
    SmallVector<StringRef> names = tile.getDimNames();
    for (unsigned dim = 0; dim < names.size(); ++dim) {
      const Span &span = box.find(names[dim])->second;
      if (!tile.isReduced(dim) || span.isWhole())
        continue;
      Value position = isLast ? addIndex(builder, loc(), span.lower, span.size) : span.lower;
      Value test = arith::CmpIOp::create(builder, loc(), arith::CmpIPredicate::eq, position,
                                         index(isLast ? span.extent : 0));
      result = result ? builder.createOrFold<arith::AndIOp>(loc(), result, test) : test;
    }
    return result ? result : Value(arith::ConstantOp::create(builder, loc(), builder.getBoolAttr(true)));
  }

  /// Emits `tile` for `box`, with operands and results rewired to what is kept closer.
  void emitTile(TileOp tile, const Box &box) {
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
    for (StringRef name : {StringRef(kLanesAttr), StringRef(kUnsignedAttrs[0]), StringRef(kUnsignedAttrs[1])})
      if (Attribute kept = tile->getAttr(name))
        result->setAttr(name, kept);
    IRMapping mapping;
    tile.getBody().cloneInto(&result.getBody(), mapping);
  }

  TileOp producerOf(Value buffer) {
    auto found = llvm::find_if(tiles, [&](TileOp tile) { return tile.getOutput() == buffer; });
    return found == tiles.end() ? TileOp() : *found;
  }

  void rewire(TileOp producer, Value &buffer, AffineMap &map, SmallVectorImpl<Value> &symbols) {
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
    map = AffineMap::get(map.getNumDims(), symbols.size(), exprs, builder.getContext());
  }

  bool readsAnchor(TileOp tile) {
    return llvm::any_of(tiles, [&](TileOp other) {
      return isAnchor(other) && other->isBeforeInBlock(tile);
    });
  }

  /// Computations attached to the band `name`: producers before the nested bands, consumers behind them.
  void emitAttached(StringRef name, const Box &box, bool producers) {
    for (TileOp tile : tiles)
      if (placeOf(tile) == name && readsAnchor(tile) != producers) {
        if (producers)
          expandings.push_back({tile, box, loops.size()});
        guarded(tile, box, [&] { emitOwnLoops(tile, box); });
      }
  }

  /// Runs `emit` where every reduction that feeds `tile` is complete.
  template <typename Emit> void guarded(TileOp tile, const Box &box, Emit emit) {
    OpBuilder::InsertionGuard guard(builder);
    enterComplete(tile, box);
    emit();
  }

  /// The anchors whose results `tile` is made of, directly or through others.
  void collectAnchors(TileOp tile, llvm::SmallSetVector<Operation *, 4> &anchors) {
    for (Value input : tile.getInputs())
      if (TileOp producer = producerOf(input)) {
        if (isAnchor(producer))
          anchors.insert(producer);
        collectAnchors(producer, anchors);
      }
  }

  bool readsAnchors(TileOp tile) {
    llvm::SmallSetVector<Operation *, 4> anchors;
    collectAnchors(tile, anchors);
    return !anchors.empty();
  }

  /// Goes on where every reduction that feeds `readers` is complete.
  void enterComplete(ArrayRef<TileOp> readers, const Box &box) {
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

  /// Loops over the register tile of `tile`, in the order in which the tile names the dimensions.
  void enterRegisterLoops(TileOp tile, Box &box) {
    schedule::TileAttr registers = inner(tile).getRegisters();
    SmallVector<StringRef> names = tile.getDimNames();
    for (auto [name, size] : llvm::zip(registers.getDims(), registers.getSizes())) {
      auto found = llvm::find(names, name.getValue());
      if (found != names.end() && !tile.isReduced(found - names.begin()))
        enterRegisterLoop(box, name, size);
    }
  }

  void enterRegisterLoop(Box &box, StringRef name, int64_t size) {
    std::optional<int64_t> whole = getConstantIntValue(box[name].size);
    if (whole && *whole <= size)
      return;
    int64_t extent = box[name].extent;
    enterLoop(box, name, size)->setAttr(kExtentAttr, builder.getI64IntegerAttr(extent));
  }

  void emitOwnLoops(TileOp tile, Box box) {
    OpBuilder::InsertionGuard guard(builder);
    size_t outerLoops = loops.size();
    enterRegisterLoops(tile, box);
    emitTile(tile, box);
    loops.truncate(outerLoops);
  }

  /// Runs apart from the bands, split over the outermost parallel resource along its longest outer dimension.
  void emitRoot(TileOp tile) {
    OpBuilder::InsertionGuard guard(builder);
    Box box = wholeBox();
    BandAttr band = schedule.getBands().empty() ? BandAttr() : schedule.getBands().front();
    if (band && band.getParallel())
      splitRoot(tile, band, box);
    emitOwnLoops(tile, box);
  }

  void splitRoot(TileOp tile, BandAttr band, Box &box) {
    int64_t team = 1;
    for (StringRef name : loopOrder(band, box))
      team *= llvm::divideCeil(box[name].max, band.getTile().lookup(name, 1));
    StringRef longest;
    for (StringRef name : resultDims(tile))
      if (longest.empty() || box[name].max > box[longest].max)
        longest = name;
    if (longest.empty() || team == 1)
      return;
    int64_t step = inner(tile).getRegisters().lookup(longest, 1);
    int64_t size = llvm::alignTo(llvm::divideCeil(box[longest].max, team), step);
    int64_t count = llvm::divideCeil(box[longest].max, size);
    if (count == 1)
      return;
    Value run = beginParallel(band.getParallel(), count);
    Value lower = builder.createOrFold<arith::MulIOp>(loc(), run, index(size));
    box[longest] = cut(builder, loc(), box[longest], lower, size);
  }

  void emitRegisterTiles(Box box) {
    OpBuilder::InsertionGuard guard(builder);
    auto anchor = llvm::find_if(tiles, [&](TileOp tile) { return isAnchor(tile); });
    assert(anchor != tiles.end() && "checkSchedule: one computation has no attach");
    enterRegisterLoops(*anchor, box);
    emitAheads(box);
    SmallVector<TileOp> readers;
    for (TileOp tile : tiles) {
      bool isReader = placeOf(tile) == schedule::kRegisters && readsAnchors(tile);
      if (isReader) {
        readers.push_back(tile);
      } else if (placeOf(tile) == schedule::kStep) {
        keepResult(schedule::kStep, {}, tile, box);
        emitTile(tile, box);
      } else if (isAnchor(tile) || placeOf(tile) == schedule::kRegisters) {
        if (llvm::any_of(readers, [&](TileOp reader) { return llvm::is_contained(tile.getInputs(), reader.getOutput()); }))
          emitReaders(readers, box);
        emitOnRegisters(tile, box);
      }
    }
    emitReaders(readers, box);
  }

  /// Readers of sums run under one condition, since results in registers pass between them.
  void emitReaders(SmallVectorImpl<TileOp> &readers, const Box &box) {
    OpBuilder::InsertionGuard guard(builder);
    enterComplete(readers, box);
    for (TileOp tile : readers)
      emitOnRegisters(tile, box);
    readers.clear();
  }

  bool isReadOnRegisters(TileOp producer) {
    return llvm::any_of(tiles, [&](TileOp tile) {
      return placeOf(tile) == schedule::kRegisters && llvm::is_contained(tile.getInputs(), producer.getOutput());
    });
  }

  /// What is read on the same register tile, and kept nowhere else, stays in registers.
  void emitOnRegisters(TileOp tile, const Box &box) {
    bool isResult = isa<BlockArgument>(tile.getOutput());
    if (!kept.count(tile.getName()) && !isResult && isReadOnRegisters(tile))
      keepResult(schedule::kRegisters, {}, tile, box);
    emitTile(tile, box);
  }

  func::FuncOp function;
  schedule::TreeAttr schedule;
  OpBuilder builder;
  SmallVector<TileOp> tiles;
  llvm::MapVector<StringRef, Kept> kept;
  SmallVector<NestLoop> loops; ///< around the insertion point, parallel ones left out
  SmallVector<Expanding> expandings; ///< of the bands around the insertion point
  SmallVector<Ahead> aheads;   ///< of the bands around the insertion point
};

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
