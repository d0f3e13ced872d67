// Emits register tiles of contractions and reductions; see ReductionTile.h.
#include "passes/Tile/ReductionTile.h"
#include "passes/Tile/LaneSums.h"
#include "passes/Tile/Passes.h"
#include "passes/Tile/ScalarBody.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Combiner;
using kernel::Kind;

/// Terms that are added to one sum: at most, at least, and so many that they are not worth another. At K = 4096 the
/// largest error of pieces of 256 is a sixth of that of one sum, and two thirds of that of pieces of 512; see
/// Numerics.md.
static constexpr int64_t kMostTerms = 320, kFewestTerms = 192, kFewTerms = 384;

SmallVector<Value> ReductionTile::startSums() {
  VectorType type = VectorType::get(lanes, element);
  return isHorizontal() ? startPiece() : initial(type);
}

SmallVector<Value> ReductionTile::startPiece() {
  SmallVector<Value> accumulators = neutral(VectorType::get(lanes, element));
  // Along the lanes, what no whole vector holds is summed up apart: one more accumulator a row.
  if (isHorizontal())
    llvm::append_range(accumulators, neutral(VectorType::get(1, element)));
  return accumulators;
}

ReductionLoops ReductionTile::loops() {
  ReductionLoops result;
  result.tile = tile;
  result.dims = reducedDims();
  result.granule = (isHorizontal() ? lanes : 1) * dot.depth;
  result.step = inner.getRegisters().lookup(tile.getDimNames()[result.dims.back()], 1);
  result.unroll = inner.getUnroll();
  result.restIsOneByOne = isHorizontal();
  result.piece = pieceOfDepth(llvm::alignTo(result.step, result.granule) * result.unroll);
  return result;
}

int64_t ReductionTile::pieceOfDepth(int64_t multiple) {
  auto isWide = [&](Value input) { return cast<MemRefType>(input.getType()).getElementType() == element; };
  if (!element.isF32() || combiner() != Combiner::Add || !llvm::all_of(tile.getInputs(), isWide))
    return 0;
  // What one term takes of the depth: an iteration where that is scaled, a vector along the lanes.
  int64_t width = scalesSums() ? multiple : isHorizontal() ? lanes : 1, depth = mostOf(reducedDims().back());
  if (depth <= kFewTerms * width)
    return 0;
  // Equal pieces spare the code of a shorter one.
  int64_t fewest = llvm::divideCeil(depth, kMostTerms * width);
  for (int64_t count = fewest; count * kFewestTerms * width <= depth; ++count)
    if (depth % (count * multiple) == 0)
      return depth / count;
  int64_t piece = llvm::alignTo(llvm::divideCeil(depth, fewest), multiple);
  return piece < depth ? piece : 0;
}

void ReductionTile::addPiece(MutableArrayRef<Value> sums, ArrayRef<Value> piece) {
  for (auto [sum, part] : llvm::zip_equal(sums, piece))
    sum = merge(sum, part);
}

void ReductionTile::emitRow(unsigned row, const Point &reduced, bool isWhole, StepCache &cache,
                            MutableArrayRef<Value> sums) {
  if (isHorizontal())
    return emitHorizontal(row, reduced, isWhole, cache, sums);
  if (scalesSums())
    sums = partSums;
  MutableArrayRef<Value> own = sums.slice(row * chunks.size(), chunks.size());
  if (!dot.isGrouped())
    emitVertical(rows[row], reduced, cache, own);
  else
    emitGroups(rows[row], reduced, isWhole ? dot.depth : restOfGroup(), cache, own);
  if (scalesSums() && scaledSums(dot.columns).adds())
    factorSums[row] = addFactor(factorSums[row], join(rows[row], chunks[0], reduced), cache);
}

int64_t ReductionTile::restOfGroup() {
  // A mask may end inside a group of two; groups of more end with the last block of a dimension only.
  return dot.depth == 2 ? 1 : extentOf(reducedDims().back()) % dot.depth;
}

void ReductionTile::beginIteration(int64_t step) {
  startIteration(step);
  if (!scalesSums())
    return;
  partSums = neutral(VectorType::get(lanes, element));
  factorSums.assign(rows.size(), partSums.front());
}

void ReductionTile::finishIteration(const Point &start, MutableArrayRef<Value> sums) {
  if (!scalesSums())
    return;
  for (auto [number, row] : llvm::enumerate(rows))
    for (auto [place, chunk] : llvm::enumerate(chunks)) {
      unsigned index = number * chunks.size() + place;
      Point point = inMap(dot.columns, join(row, chunk, start));
      sums[index] = scaledSums(dot.columns).add(sums[index], partSums[index], factorSums[number], point, chunk.width);
    }
}

Value ReductionTile::addFactor(Value sum, const Point &point, StepCache &cache) {
  Value factor = cache.get(tile, dot.rows, stepKey(dot.rows, point), [] { return Value(); });
  if (!dot.isGrouped())
    return arith::AddFOp::create(builder, loc, sum, widen(builder, loc, factor, sum.getType()));
  auto type = cast<VectorType>(factor.getType());
  Attribute one = builder.getFloatAttr(type.getElementType(), 1);
  return multiplyGroups(sum, factor, arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, one)));
}

void ReductionTile::finish(ArrayRef<Value> sums) {
  if (isHorizontal())
    return finishHorizontal(sums);
  SmallVector<Value> values = withPartials(sums);
  const Value *value = values.begin();
  for (const Point &row : rows)
    for (const Chunk &chunk : chunks)
      output(*value++, at(row, chunk), chunk);
}

std::vector<int64_t> ReductionTile::stepKey(unsigned number, const Point &point) {
  std::vector<int64_t> key;
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (!tile.isReduced(dim) && access.dependsOn(number, dim))
      key.push_back(cast<AffineConstantExpr>(point.deltas[dim]).getValue());
  return key;
}

SmallVector<Value> ReductionTile::neutral(VectorType type) {
  Value value = arith::ConstantOp::create(builder, loc, kernel::neutralElement(builder, combiner(), type));
  return SmallVector<Value>(rows.size() * chunks.size(), value);
}

SmallVector<Value> ReductionTile::start(VectorType type) {
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
        return vector::BitCastOp::create(builder, loc, type, access.loadFlat(dot.columns, sums, dot.depth * lanes));
      }));
    }
  return values;
}

SmallVector<Value> ReductionTile::initial(VectorType type) {
  std::optional<int64_t> first = getConstantIntValue(tile.getFirst());
  if (first || !dot.shiftsRows)
    return first == 0 ? neutral(type) : start(type);
  return chooseIfFirst([&] { return start(type); }, [&] { return neutral(type); });
}

SmallVector<Value> ReductionTile::withPartials(ArrayRef<Value> sums) {
  auto add = [&] {
    SmallVector<Value> values;
    for (const Point &row : rows)
      for (const Chunk &chunk : chunks) {
        Value partial = access.load(outputNumber(), at(row, chunk), lanesDim, chunk.width, lanes);
        values.push_back(merge(partial, sums[values.size()]));
      }
    return values;
  };
  auto keep = [&] { return SmallVector<Value>(sums); };
  if (std::optional<int64_t> first = getConstantIntValue(tile.getFirst()))
    return *first ? keep() : add();
  return chooseIfFirst(keep, add);
}

SmallVector<Value> ReductionTile::chooseIfFirst(function_ref<SmallVector<Value>()> first,
                                                function_ref<SmallVector<Value>()> others) {
  SmallVector<Type> types(rows.size() * chunks.size(), VectorType::get(lanes, element));
  auto branch = scf::IfOp::create(builder, loc, types, tile.getFirst(), /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  scf::YieldOp::create(builder, loc, first());
  builder.setInsertionPointToStart(branch.elseBlock());
  scf::YieldOp::create(builder, loc, others());
  return branch.getResults();
}

Point ReductionTile::join(const Point &row, const Chunk &chunk, const Point &reduced) {
  Point point = at(row, chunk);
  point.ivs = reduced.ivs;
  for (unsigned dim = 0; dim < rank(); ++dim)
    if (tile.isReduced(dim))
      point.deltas[dim] = reduced.deltas[dim];
  return point;
}

Value ReductionTile::term(SmallVectorImpl<Value> &inputs, const Point &point, int64_t count) {
  return widenBody(builder, tile.getBody().front(), inputs, count,
                   [&](kernel::IndexOp index) { return positions(index, point, count); });
}

Value ReductionTile::merge(Value sum, Value value) {
  bool isMaximum = combiner() == Combiner::MaxNumF, isMinimum = combiner() == Combiner::MinNumF;
  if (!isMaximum && !isMinimum)
    return kernel::combine(builder, loc, combiner(), sum, value);
  auto predicate = isMaximum ? arith::CmpFPredicate::OGT : arith::CmpFPredicate::OLT;
  Value isBeyond = arith::CmpFOp::create(builder, loc, predicate, value, sum);
  return arith::SelectOp::create(builder, loc, isBeyond, value, sum);
}

Value ReductionTile::widenFactor(unsigned number, Value value, Type type) {
  if (tile->hasAttr(kUnsignedAttrs[number]) && value.getType() != type)
    return arith::ExtUIOp::create(builder, loc, type, value);
  return widen(builder, loc, value, type);
}

Value ReductionTile::accumulate(Value accumulator, SmallVectorImpl<Value> &inputs, const Point &point, int64_t count) {
  if (tile.getKind() == Kind::Reduce)
    return merge(accumulator, term(inputs, point, count));
  Type type = accumulator.getType();
  Value lhs = widenFactor(0, inputs[0], type), rhs = widenFactor(1, inputs[1], type);
  if (isa<FloatType>(element))
    return vector::FMAOp::create(builder, loc, lhs, rhs, accumulator);
  return arith::AddIOp::create(builder, loc, accumulator, arith::MulIOp::create(builder, loc, lhs, rhs));
}

void ReductionTile::prefetch(unsigned number, const Point &point) {
  // What is expanded asks for its codes itself.
  bool isExpanded = registers.expanded.count(tile.getInputs()[number]);
  if (inner.getPrefetch() && !isExpanded && access.dependsOn(number, lanesDim) && access.beginsLine(number, point))
    access.prefetch(number, point, reducedDims().back(), inner.getPrefetch());
}

void ReductionTile::emitVertical(const Point &row, const Point &reduced, StepCache &cache,
                                 MutableArrayRef<Value> sums) {
  for (auto [chunk, sum] : llvm::zip(chunks, sums)) {
    Point point = join(row, chunk, reduced);
    SmallVector<Value> inputs;
    for (unsigned number = 0; number < outputNumber(); ++number)
      inputs.push_back(cache.get(tile, number, stepKey(number, point), [&, width = chunk.width] {
        prefetch(number, point);
        return input(number, point, width, lanes);
      }));
    sum = accumulate(sum, inputs, point, lanes);
  }
}

void ReductionTile::emitHorizontal(unsigned row, const Point &reduced, bool isWhole, StepCache &cache,
                                   MutableArrayRef<Value> sums) {
  int64_t count = isWhole ? lanes * dot.depth : 1;
  Value &sum = sums[isWhole ? row : rows.size() + row];
  Point point = join(rows[row], chunks[0], reduced);
  SmallVector<Value> inputs;
  for (unsigned number = 0; number < outputNumber(); ++number)
    inputs.push_back(
        cache.get(tile, number, stepKey(number, point), [&] { return input(number, point, count, count); }));
  sum = isWhole && dot.isGrouped()
            ? multiplyGroups(sum, extend(dot.rows, inputs[dot.rows]), extend(dot.columns, inputs[dot.columns]))
            : accumulate(sum, inputs, point, count);
}

void ReductionTile::finishHorizontal(ValueRange accumulators) {
  if (tile->hasAttr(kByLaneAttr))
    return finishByLane(accumulators);
  size_t row = 0;
  for (; sharesShuffles(rows.size() - row); row = std::min<size_t>(row + lanes, rows.size()))
    finishTogether(row, std::min<size_t>(lanes, rows.size() - row), accumulators);
  for (; row < rows.size(); ++row) {
    Value value = reduceLanes(builder, loc, combiner(), accumulators[row]);
    Value single = vector::ExtractOp::create(builder, loc, accumulators[rows.size() + row], 0);
    value = merge(value, single);
    value = withPartial(value, [&] { return access.loadScalar(outputNumber(), rows[row]); });
    access.storeScalar(value, rows[row]);
  }
}

void ReductionTile::finishByLane(ValueRange accumulators) {
  for (auto [number, row] : llvm::enumerate(rows)) {
    Value value = accumulators[number];
    if (hasSingles())
      value =
          kernel::combine(builder, loc, combiner(), value, gatherSingles(accumulators.slice(rows.size() + number, 1)));
    if (!startsHere())
      value = merge(access.loadFlat(outputNumber(), row, lanes), value);
    access.storeFlat(value, row);
  }
}

bool ReductionTile::hasSingles() {
  std::optional<int64_t> depth = tile.getStaticSize(lanesDim);
  return !depth || *depth % (lanes * dot.depth);
}

bool ReductionTile::sharesShuffles(int64_t count) {
  return lanes >= 4 && llvm::isPowerOf2_64(lanes) && 2 * count >= lanes;
}

void ReductionTile::finishTogether(size_t first, size_t count, ValueRange accumulators) {
  SmallVector<Value> values(accumulators.slice(first, count));
  values.resize(lanes, neutral(VectorType::get(lanes, element)).front());
  Value all = combineLanes(builder, loc, combiner(), values);
  if (hasSingles())
    all = kernel::combine(builder, loc, combiner(), all, gatherSingles(accumulators.slice(rows.size() + first, count)));
  auto [dim, run] = neighbours();
  for (size_t begin = 0; begin < count; begin += run) {
    const Point &row = rows[first + begin];
    Value own = vector::ExtractStridedSliceOp::create(builder, loc, all, ArrayRef<int64_t>(begin),
                                                      ArrayRef<int64_t>(run), ArrayRef<int64_t>(1));
    auto partial = [&, dim = dim, run = run] { return access.load(outputNumber(), row, dim, run, run); };
    access.store(withPartial(own, partial), row, dim, run);
  }
}

Value ReductionTile::gatherSingles(ValueRange singles) {
  SmallVector<Value> elements;
  for (Value single : singles)
    elements.push_back(vector::ExtractOp::create(builder, loc, single, 0));
  Value nothing = vector::ExtractOp::create(builder, loc, neutral(VectorType::get(1, element)).front(), 0);
  elements.resize(lanes, nothing);
  return vector::FromElementsOp::create(builder, loc, VectorType::get(lanes, element), elements);
}

std::pair<unsigned, int64_t> ReductionTile::neighbours() {
  for (unsigned dim = rank(); dim-- > 0;)
    if (!tile.isReduced(dim) && *tile.getStaticSize(dim) > 1)
      return {dim, lanes % *tile.getStaticSize(dim) ? 1 : *tile.getStaticSize(dim)};
  return {lanesDim, 1};
}

bool ReductionTile::startsHere() {
  std::optional<int64_t> first = getConstantIntValue(tile.getFirst());
  return first && *first;
}

Value ReductionTile::withPartial(Value value, function_ref<Value()> partial) {
  if (startsHere())
    return value;
  Value sum = merge(partial(), value);
  return arith::SelectOp::create(builder, loc, tile.getFirst(), value, sum);
}

Value ReductionTile::multiplyGroups(Value accumulator, Value lhs, Value rhs) {
  return kernel::DotOp::create(builder, loc, accumulator.getType(), builder.getStringAttr(dot.instruction), accumulator,
                               lhs, rhs);
}

Value ReductionTile::extend(unsigned number, Value factor) {
  auto type = cast<VectorType>(factor.getType());
  bool isNarrow = type.getElementTypeBitWidth() < dot.bits;
  return isNarrow ? widenFactor(number, factor, type.clone(builder.getIntegerType(dot.bits))) : factor;
}

Value ReductionTile::rowGroup(const Point &point, int64_t valid) {
  Value group = access.loadGroup(dot.rows, point, reducedDims().back(), dot.depth, valid);
  Value words = broadcastGroup(builder, loc, group, lanes);
  return extend(dot.rows, dot.shiftsRows ? shiftBytes(builder, loc, words) : words);
}

Value ReductionTile::columnGroups(const Point &point, const Chunk &chunk, int64_t valid) {
  if (registers.expanded.count(tile.getInputs()[dot.columns]))
    return extend(dot.columns, expand(dot.columns, point, chunk.width));
  unsigned depth = reducedDims().back();
  bool isOneLoad = access.interleaves(dot.columns, point, lanesDim, depth, dot.depth, lanes);
  for (int64_t inside = 0; inside < (isOneLoad ? 1 : valid); ++inside)
    prefetch(dot.columns, access.moved(point, depth, inside));
  return extend(dot.columns,
                access.loadGroups(dot.columns, point, lanesDim, depth, dot.depth, valid, chunk.width, lanes));
}

void ReductionTile::emitGroups(const Point &row, const Point &reduced, int64_t valid, StepCache &cache,
                               MutableArrayRef<Value> sums) {
  for (auto [chunk, sum] : llvm::zip(chunks, sums)) {
    Point point = join(row, chunk, reduced);
    const Chunk &piece = chunk;
    Value rhs =
        cache.get(tile, dot.columns, stepKey(dot.columns, point), [&] { return columnGroups(point, piece, valid); });
    Value lhs = cache.get(tile, dot.rows, stepKey(dot.rows, point), [&] { return rowGroup(point, valid); });
    sum = multiplyGroups(sum, lhs, rhs);
  }
}
