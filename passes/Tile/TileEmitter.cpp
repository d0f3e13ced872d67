// Emits register tiles; see TileEmitter.h.
//
// The points of a tile that are not reduced are unrolled: `rows` (every combination of the outer dimensions) times
// `chunks` (pieces of the lanes' dimension). A reduction carries one accumulator a row and chunk through its loops.
#include "passes/Tile/TileEmitter.h"
#include "passes/Tile/Ahead.h"
#include "passes/Tile/DotProduct.h"
#include "passes/Tile/ExpandGroups.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/ReductionLoops.h"
#include "passes/Tile/ScalarBody.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Combiner;
using kernel::Kind;
using kernel::TileOp;

namespace {
/// A piece of the lanes' dimension.
struct Chunk {
  int64_t start, width;
};

/// Loads each element once a step, however many rows, chunks and tiles use it.
class StepCache {
public:
  template <typename Load> Value get(TileOp tile, unsigned number, const std::vector<int64_t> &point, Load load) {
    std::vector<const void *> operand = {tile.getInputs()[number].getAsOpaquePointer(),
                                         tile.getAccess(number).getAsOpaquePointer()};
    for (Value symbol : tile.getSymbols())
      operand.push_back(symbol.getAsOpaquePointer());
    Value &value = values[{operand, point}];
    if (!value)
      value = load();
    return value;
  }

private:
  std::map<std::pair<std::vector<const void *>, std::vector<int64_t>>, Value> values;
};

class Emitter {
public:
  Emitter(OpBuilder &builder, TileOp tile, schedule::ComputationAttr inner, const device::Device &device,
          RegisterTiles &registers)
      : tile(tile), inner(inner), device(device), registers(registers), builder(builder), loc(tile.getLoc()),
        access(builder, tile), element(cast<MemRefType>(tile.getOutput().getType()).getElementType()) {}

  /// What is unrolled. Nothing else may be called before, or where this fails.
  LogicalResult prepare() {
    if (failed(chooseLanes()))
      return failure();
    enumerateRows();
    return success();
  }

  void emitMap() {
    if (std::optional<GroupOrder> order = panelOrder())
      return emitPanels(*order);
    for (const Point &row : rows)
      for (const Chunk &chunk : chunks) {
        Point point = at(row, chunk);
        SmallVector<Value> inputs;
        for (unsigned number = 0; number < outputNumber(); ++number)
          inputs.push_back(input(number, point, chunk.width, lanes));
        output(widenBody(builder, tile.getBody().front(), inputs, lanes), point, chunk);
      }
  }

  /// Nothing that an iteration of another loop has loaded is there any more.
  void startIteration(int64_t step) {
    expansions.clear();
    iterationStep = step;
  }

  /// The accumulators that the loops start from.
  SmallVector<Value> startSums() {
    VectorType type = VectorType::get(lanes, element);
    SmallVector<Value> accumulators = isHorizontal() ? neutral(type) : initial(type);
    // Along the lanes, what no whole vector holds is summed up apart: one more accumulator a row.
    if (isHorizontal())
      llvm::append_range(accumulators, neutral(VectorType::get(1, element)));
    return accumulators;
  }

  /// The loops of this tile, whose steps are still to be given.
  ReductionLoops loops() {
    ReductionLoops result;
    result.tile = tile;
    result.dims = reducedDims();
    result.granule = (isHorizontal() ? lanes : 1) * dot.depth;
    result.step = inner.getRegisters().lookup(tile.getDimNames()[result.dims.back()], 1);
    result.unroll = inner.getUnroll();
    result.restIsOneByOne = isHorizontal();
    return result;
  }

  unsigned rowCount() { return rows.size(); }

  /// One step of row number `row`: a whole granule, or what is left behind the last one.
  void emitRow(unsigned row, const Point &reduced, bool isWhole, StepCache &cache, MutableArrayRef<Value> sums) {
    if (isHorizontal())
      return emitHorizontal(row, reduced, isWhole, cache, sums);
    MutableArrayRef<Value> own = sums.slice(row * chunks.size(), chunks.size());
    if (!dot.isGrouped())
      return emitVertical(rows[row], reduced, cache, own);
    // Only the last block of a dimension ends inside a group, so the group's valid elements are known.
    emitGroups(rows[row], reduced, isWhole ? dot.depth : extentOf(reducedDims().back()) % dot.depth, cache, own);
  }

  /// Writes the results of the loops.
  void finish(ArrayRef<Value> sums) {
    if (isHorizontal())
      return finishHorizontal(sums);
    for (const Point &row : rows)
      for (const Chunk &chunk : chunks) {
        output(sums.front(), at(row, chunk), chunk);
        sums = sums.drop_front();
      }
  }

private:
  //===-- Shape of the tile -------------------------------------------------------------------------------------===//

  unsigned rank() { return tile.getDims().size(); }
  unsigned outputNumber() { return tile.getInputs().size(); }

  LogicalResult chooseLanes() {
    int64_t vectorBits = device.registers ? device.registers->bits : 64;
    lanes = std::max<int64_t>(1, vectorBits / kernel::widestBits(element, tile.getBody().empty() ? nullptr : &tile.getBody().front()));
    for (Value input : tile.getInputs())
      if (auto found = registers.kept.find(input); found != registers.kept.end())
        lanes = found->second.lanes;
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (!tile.isReduced(dim) && !tile.getStaticSize(dim))
        return tile.emitError() << "size of dimension " << tile.getDims()[dim]
                                << " must be constant; run peel-edges before";
    lanesDim = findLanesDim();
    dot = chooseDotProduct(tile, inner.getInstruction() ? device.instruction(inner.getInstruction()) : nullptr, lanesDim);
    if (tile.isReduced(lanesDim))
      chunks = {{0, lanes}};
    else
      for (int64_t start = 0, size = *tile.getStaticSize(lanesDim); start < size; start += lanes)
        chunks.push_back({start, std::min(lanes, size - start)});
    return success();
  }

  /// Lanes run along a reduced dimension where its register tile holds whole vectors of it, else along the result's
  /// innermost dimension, else (scalar results) along the innermost reduced one.
  unsigned findLanesDim() {
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (tile.isReduced(dim) && inner.getRegisters().lookup(tile.getDimNames()[dim], 1) % lanes == 0)
        return dim;
    SmallVector<StringRef> names = tile.getDimNames();
    if (auto innermost = tile->getAttrOfType<StringAttr>(kLanesAttr))
      return llvm::find(names, innermost.getValue()) - names.begin();
    AffineMap output = tile.getOutputAccess();
    for (AffineExpr expr : llvm::reverse(output.getResults()))
      for (unsigned dim = 0; dim < rank(); ++dim)
        if (expr.isFunctionOfDim(dim))
          return dim;
    return rank() - 1;
  }

  /// The extent of `dim` in the kernel, or in the tile where no kernel is around it.
  int64_t extentOf(unsigned dim) {
    int64_t whole = wholeExtent(tile, dim);
    return whole ? whole : tile.getStaticSize(dim).value_or(0);
  }

  bool isHorizontal() { return tile.isReduced(lanesDim); }

  void enumerateRows() {
    rows.push_back({SmallVector<AffineExpr>(rank(), builder.getAffineConstantExpr(0)), {}});
    for (unsigned dim = 0; dim < rank(); ++dim) {
      if (tile.isReduced(dim) || dim == lanesDim)
        continue;
      SmallVector<Point> next;
      for (const Point &row : rows)
        for (int64_t step = 0; step < *tile.getStaticSize(dim); ++step) {
          next.push_back(row);
          next.back().deltas[dim] = builder.getAffineConstantExpr(step);
        }
      rows = std::move(next);
    }
  }

  Point at(const Point &row, const Chunk &chunk) {
    Point point = row;
    if (!isHorizontal())
      point.deltas[lanesDim] = builder.getAffineConstantExpr(chunk.start);
    return point;
  }

  /// True where the result lies in scratch of the level called `level`.
  bool isScratchAt(StringRef level) {
    auto scratch = tile.getOutput().getDefiningOp<kernel::ScratchOp>();
    return scratch && scratch.getLevel() == level;
  }

  //===-- Inputs and outputs ------------------------------------------------------------------------------------===//

  /// The key of a point in a register tile: the deltas of the dimensions that operand `number` has.
  std::map<std::string, int64_t> keyOf(unsigned number, const Point &point) {
    std::map<std::string, int64_t> key;
    SmallVector<StringRef> names = tile.getDimNames();
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (access.dependsOn(number, dim))
        key[names[dim].str()] = cast<AffineConstantExpr>(point.deltas[dim]).getValue();
    return key;
  }

  Value input(unsigned number, const Point &point, int64_t width, int64_t count) {
    auto found = registers.kept.find(tile.getInputs()[number]);
    if (found != registers.kept.end())
      return found->second.vectors.at(keyOf(number, point));
    if (registers.expanded.count(tile.getInputs()[number]))
      return expand(number, point, width);
    return access.load(number, point, lanesDim, width, count);
  }

  void output(Value value, const Point &point, const Chunk &chunk) {
    if (isScratchAt(schedule::kRegisters)) {
      RegisterTile &result = registers.kept[tile.getOutput()];
      result.lanes = lanes;
      result.vectors[keyOf(outputNumber(), point)] = value;
    } else {
      access.store(value, point, lanesDim, chunk.width);
    }
  }

  //===-- Operands that are expanded on the way ------------------------------------------------------------------===//

  /// The dimension of `map` that is dimension `dim` of this tile.
  unsigned dimIn(TileOp map, unsigned dim) {
    SmallVector<StringRef> names = map.getDimNames();
    return llvm::find(names, tile.getDimNames()[dim]) - names.begin();
  }

  /// The longest distance along the depth over which an iteration of `step` elements stays aligned to itself.
  int64_t alignedSpan(unsigned dim, int64_t step) {
    auto schedule = tile->getParentOfType<func::FuncOp>()->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    bool isAligned = schedule && llvm::all_of(schedule.getBands(), [&](schedule::BandAttr band) {
                       return band.getTile().lookup(tile.getDimNames()[dim], 0) % step == 0;
                     });
    return isAligned ? step : 1;
  }

  /// What one step reads of operand `number`, as this tile's instruction takes it.
  Value expand(unsigned number, const Point &point, int64_t width) {
    TileOp map = registers.expanded.lookup(tile.getInputs()[number]);
    unsigned depthDim = reducedDims().back();
    std::shared_ptr<GroupExpansion> &expansion = expansions[number];
    if (!expansion)
      expansion = std::make_shared<GroupExpansion>(
          builder, map, GroupOrder{dimIn(map, lanesDim), dimIn(map, depthDim), dot.depth}, lanes,
          alignedSpan(depthDim, iterationStep));
    Point inMap = {SmallVector<AffineExpr>(map.getDims().size(), builder.getAffineConstantExpr(0)), point.ivs};
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (unsigned where = dimIn(map, dim); where < map.getDims().size())
        inMap.deltas[where] = point.deltas[dim];
    return expansion->at(inMap, width);
  }

  //===-- Maps into panels ---------------------------------------------------------------------------------------===//

  /// How the result's buffer interleaves groups, where it lies in panels of another dimension than the lanes'.
  std::optional<GroupOrder> panelOrder() {
    auto type = cast<MemRefType>(tile.getOutput().getType());
    ArrayRef<AffineExpr> exprs = tile.getOutputAccess().getResults();
    if (rank() != 2 || type.getRank() != 4 || exprs[3].getKind() != AffineExprKind::Mod)
      return std::nullopt;
    unsigned groupDim = exprs[3].isFunctionOfDim(0) ? 0 : 1;
    GroupOrder order = {1 - groupDim, groupDim, type.getDimSize(3)};
    Point origin = {SmallVector<AffineExpr>(2, builder.getAffineConstantExpr(0)), {}};
    // Whole vectors stay in their block where tiles hold whole vectors, or all that there is.
    int64_t columns = inner.getRegisters().lookup(tile.getDimNames()[order.lanesDim], 0);
    bool isWhole = columns % lanes == 0 || *tile.getStaticSize(order.lanesDim) == extentOf(order.lanesDim);
    bool fits = isWhole && columns > 0 && access.interleaves(outputNumber(), origin, order.lanesDim, groupDim, order.depth, lanes) &&
                type.getDimSize(2) % lanes == 0 && lanes % order.depth == 0 &&
                *tile.getStaticSize(groupDim) % order.depth == 0;
    return fits ? std::optional<GroupOrder>(order) : std::nullopt;
  }

  /// Whole vectors of groups, into a buffer that is padded to whole blocks.
  void emitPanels(GroupOrder order) {
    int64_t depth = *tile.getStaticSize(order.groupDim), width = *tile.getStaticSize(order.lanesDim);
    GroupExpansion expansion(builder, tile, order, lanes, alignedSpan(order.groupDim, depth));
    for (int64_t group = 0; group < depth; group += order.depth)
      for (int64_t lane = 0; lane < width; lane += lanes) {
        Point point = {SmallVector<AffineExpr>(2), {}};
        point.deltas[order.groupDim] = builder.getAffineConstantExpr(group);
        point.deltas[order.lanesDim] = builder.getAffineConstantExpr(lane);
        access.storeFlat(expansion.at(point, std::min(lanes, width - lane)), point);
      }
  }

  //===-- Steps of a reduction ----------------------------------------------------------------------------------===//

  std::vector<int64_t> stepKey(unsigned number, const Point &point) {
    std::vector<int64_t> key;
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (!tile.isReduced(dim) && access.dependsOn(number, dim))
        key.push_back(cast<AffineConstantExpr>(point.deltas[dim]).getValue());
    return key;
  }

  //===-- Reductions --------------------------------------------------------------------------------------------===//

  Combiner combiner() { return tile.getCombiner().value_or(Combiner::Add); }

  SmallVector<unsigned> reducedDims() {
    SmallVector<unsigned> dims;
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (tile.isReduced(dim) && dim != lanesDim)
        dims.push_back(dim);
    // The lanes' dimension is walked innermost.
    if (isHorizontal())
      dims.push_back(lanesDim);
    return dims;
  }

  SmallVector<Value> neutral(VectorType type) {
    Value value = arith::ConstantOp::create(builder, loc, kernel::neutralElement(builder, combiner(), type));
    return SmallVector<Value>(rows.size() * chunks.size(), value);
  }

  /// What sums start from: zero, or what takes back the shift of the rows.
  SmallVector<Value> start(VectorType type) {
    if (!dot.shiftsRows)
      return neutral(type);
    StepCache cache;
    SmallVector<Value> values;
    unsigned depthDim = reducedDims().back();
    for (const Point &row : rows)
      for (const Chunk &chunk : chunks) {
        Point sums = at(row, chunk);
        sums.deltas[depthDim] = builder.getAffineConstantExpr(llvm::alignTo(extentOf(depthDim), dot.depth));
        values.push_back(cache.get(tile, dot.columns, stepKey(dot.columns, sums), [&] {
          return vector::BitCastOp::create(builder, loc, type,
                                           access.loadFlat(dot.columns, sums, dot.depth * lanes));
        }));
      }
    return values;
  }

  /// Neutral in the first part of a reduction, the partial result behind it.
  SmallVector<Value> initial(VectorType type) {
    auto loadAll = [&] {
      SmallVector<Value> values;
      for (const Point &row : rows)
        for (const Chunk &chunk : chunks)
          values.push_back(access.load(outputNumber(), at(row, chunk), lanesDim, chunk.width, lanes));
      return values;
    };
    std::optional<int64_t> first = getConstantIntValue(tile.getFirst());
    if (first)
      return *first ? start(type) : loadAll();
    SmallVector<Type> types(rows.size() * chunks.size(), type);
    auto branch = scf::IfOp::create(builder, loc, types, tile.getFirst(), /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.thenBlock());
    scf::YieldOp::create(builder, loc, start(type));
    builder.setInsertionPointToStart(branch.elseBlock());
    scf::YieldOp::create(builder, loc, loadAll());
    return branch.getResults();
  }

  /// The point of `row` and `chunk` with the reduced dimensions of `reduced`.
  Point join(const Point &row, const Chunk &chunk, const Point &reduced) {
    Point point = at(row, chunk);
    point.ivs = reduced.ivs;
    for (unsigned dim = 0; dim < rank(); ++dim)
      if (tile.isReduced(dim))
        point.deltas[dim] = reduced.deltas[dim];
    return point;
  }

  Value term(SmallVectorImpl<Value> &inputs, int64_t count) {
    return widenBody(builder, tile.getBody().front(), inputs, count);
  }

  Value widenFactor(unsigned number, Value value, Type type) {
    if (tile->hasAttr(kUnsignedAttrs[number]) && value.getType() != type)
      return arith::ExtUIOp::create(builder, loc, type, value);
    return widen(builder, loc, value, type);
  }

  Value accumulate(Value accumulator, SmallVectorImpl<Value> &inputs, int64_t count) {
    if (tile.getKind() == Kind::Reduce)
      return kernel::combine(builder, loc, combiner(), accumulator, term(inputs, count));
    Type type = accumulator.getType();
    Value lhs = widenFactor(0, inputs[0], type), rhs = widenFactor(1, inputs[1], type);
    if (isa<FloatType>(element))
      return vector::FMAOp::create(builder, loc, lhs, rhs, accumulator);
    return arith::AddIOp::create(builder, loc, accumulator, arith::MulIOp::create(builder, loc, lhs, rhs));
  }

  /// Operands that fill the lanes stream; what is broadcast stays in L1.
  void prefetch(unsigned number, const Point &point) {
    if (inner.getPrefetch() && access.dependsOn(number, lanesDim))
      access.prefetch(number, point, reducedDims().back(), inner.getPrefetch());
  }

  void emitVertical(const Point &row, const Point &reduced, StepCache &cache, MutableArrayRef<Value> sums) {
    for (auto [chunk, sum] : llvm::zip(chunks, sums)) {
      Point point = join(row, chunk, reduced);
      SmallVector<Value> inputs;
      for (unsigned number = 0; number < outputNumber(); ++number)
        inputs.push_back(cache.get(tile, number, stepKey(number, point), [&, width = chunk.width] {
          prefetch(number, point);
          return input(number, point, width, lanes);
        }));
      sum = accumulate(sum, inputs, lanes);
    }
  }

  //===-- Reductions along the lanes ----------------------------------------------------------------------------===//

  /// One step of a row: a whole vector goes to the row's vector, a single element to its second accumulator.
  void emitHorizontal(unsigned row, const Point &reduced, bool isWhole, StepCache &cache, MutableArrayRef<Value> sums) {
    int64_t count = isWhole ? lanes * dot.depth : 1;
    Value &sum = sums[isWhole ? row : rows.size() + row];
    Point point = join(rows[row], chunks[0], reduced);
    SmallVector<Value> inputs;
    for (unsigned number = 0; number < outputNumber(); ++number)
      inputs.push_back(cache.get(tile, number, stepKey(number, point),
                                 [&] { return access.load(number, point, lanesDim, count, count); }));
    sum = isWhole && dot.isGrouped() ? multiplyGroups(sum, inputs[dot.rows], inputs[dot.columns])
                                     : accumulate(sum, inputs, count);
  }

  void finishHorizontal(ValueRange accumulators) {
    for (auto [index, row] : llvm::enumerate(rows)) {
      Value value = reduceLanes(builder, loc, combiner(), accumulators[index]);
      Value single = vector::ExtractOp::create(builder, loc, accumulators[rows.size() + index], 0);
      value = kernel::combine(builder, loc, combiner(), value, single);
      value = withPartial(value, row);
      access.storeScalar(value, row);
    }
  }

  Value withPartial(Value value, const Point &row) {
    if (getConstantIntValue(tile.getFirst()) == 1)
      return value;
    Value partial = access.loadScalar(outputNumber(), row);
    Value sum = kernel::combine(builder, loc, combiner(), partial, value);
    return arith::SelectOp::create(builder, loc, tile.getFirst(), value, sum);
  }

  //===-- Dot products of groups --------------------------------------------------------------------------------===//

  Value multiplyGroups(Value accumulator, Value lhs, Value rhs) {
    return kernel::DotOp::create(builder, loc, accumulator.getType(), builder.getStringAttr(dot.instruction), accumulator,
                                 lhs, rhs);
  }

  Value rowGroup(const Point &point, int64_t valid) {
    Value group = access.loadGroup(dot.rows, point, reducedDims().back(), dot.depth, valid);
    Value words = broadcastGroup(builder, loc, group, lanes);
    return dot.shiftsRows ? shiftBytes(builder, loc, words) : words;
  }

  Value columnGroups(const Point &point, const Chunk &chunk, int64_t valid) {
    if (registers.expanded.count(tile.getInputs()[dot.columns]))
      return expand(dot.columns, point, chunk.width);
    prefetch(dot.columns, point);
    return access.loadGroups(dot.columns, point, lanesDim, reducedDims().back(), dot.depth, valid, chunk.width, lanes);
  }

  /// One step of a row by groups of `dot.depth` elements, of which `valid` belong to the operands.
  void emitGroups(const Point &row, const Point &reduced, int64_t valid, StepCache &cache, MutableArrayRef<Value> sums) {
    for (auto [chunk, sum] : llvm::zip(chunks, sums)) {
      Point point = join(row, chunk, reduced);
      const Chunk &piece = chunk;
      Value rhs = cache.get(tile, dot.columns, stepKey(dot.columns, point),
                            [&] { return columnGroups(point, piece, valid); });
      Value lhs = cache.get(tile, dot.rows, stepKey(dot.rows, point), [&] { return rowGroup(point, valid); });
      sum = multiplyGroups(sum, lhs, rhs);
    }
  }

  TileOp tile;
  schedule::ComputationAttr inner;
  const device::Device &device;
  RegisterTiles &registers;
  OpBuilder &builder;
  Location loc;
  Lanes access;
  Type element;
  int64_t lanes = 1;
  unsigned lanesDim = 0;
  DotProduct dot;
  std::map<unsigned, std::shared_ptr<GroupExpansion>> expansions; ///< of this iteration, by operand
  int64_t iterationStep = 1; ///< elements along the depth that an iteration takes
  SmallVector<Point> rows;
  SmallVector<Chunk> chunks;
};
} // namespace

/// Reductions that share their loops. Row after row, each loads what they have in common once.
static void emitReductions(OpBuilder &builder, MutableArrayRef<Emitter> parts, ArrayRef<kernel::AheadOp> marks) {
  SmallVector<Value> sums;
  SmallVector<unsigned> begins = {0};
  for (Emitter &part : parts) {
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
    for (Emitter &part : parts)
      part.startIteration(step);
  };
  loops.whole = [&](const Point &reduced, ValueRange carried) { return step(reduced, carried, true); };
  loops.rest = [&](const Point &reduced, ValueRange carried) { return step(reduced, carried, false); };
  sums = emitReductionLoops(builder, loops, sums);
  for (auto [number, part] : llvm::enumerate(parts))
    part.finish(ArrayRef<Value>(sums).slice(begins[number], begins[number + 1] - begins[number]));
}

LogicalResult tile::emitTiles(ArrayRef<TileOp> tiles, schedule::TreeAttr schedule, const device::Device &device,
                              RegisterTiles &registers) {
  TileOp first = tiles.front();
  auto scratch = first.getOutput().getDefiningOp<kernel::ScratchOp>();
  if (scratch && scratch.getLevel() == schedule::kStep) {
    registers.expanded[first.getOutput()] = first;
    return success();
  }
  OpBuilder builder(tiles.back());
  std::vector<Emitter> parts;
  parts.reserve(tiles.size());
  // The marks in front of the first tile stand in front of its siblings too.
  SmallVector<kernel::AheadOp> marks = aheadOf(tiles.front());
  for (TileOp tile : tiles) {
    parts.emplace_back(builder, tile, schedule.computation(tile.getName()), device, registers);
    if (failed(parts.back().prepare()))
      return failure();
  }
  if (first.getKind() == Kind::Map)
    parts.front().emitMap();
  else
    emitReductions(builder, parts, marks);
  for (kernel::AheadOp mark : marks)
    mark.erase();
  return success();
}
