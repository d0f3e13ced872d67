// What masks leave of a dimension, in the boxes of a nest; see BandTiler.h and dialects/Kernel/MaskSpan.h.
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Lanes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::LinearIndex;
using kernel::TileOp;

void BandTiler::findMask() {
  auto all = llvm::map_to_vector(tiles, [](TileOp tile) { return kernel::MaskedStep(tile); });
  mask = kernel::findMaskSpan(all);
  if (!mask)
    return;
  std::optional<MaskSteps> found;
  if (registerBits)
    found = maskSteps(*mask, all, schedule, wholeBox()[mask->dim].max, registerBits);
  if (!found)
    return mask.reset();
  steps = *found;
  isTight = rowTilesAgree();
}

bool BandTiler::rowTilesAgree() {
  llvm::StringMap<int64_t> sizes;
  for (const LinearIndex &bound : mask->uppers)
    for (auto [dim, factor] : bound.dims)
      for (TileOp tile : tiles) {
        if (!mask->covers(tile.getName()) || !inner(tile) || !llvm::is_contained(tile.getDimNames(), dim))
          continue;
        int64_t size = inner(tile).getRegisters().lookup(dim, INT64_MAX);
        if (sizes.try_emplace(dim, size).first->second != size)
          return false;
      }
  return true;
}

int64_t BandTiler::stepOf(TileOp tile) {
  auto sum = steps.sums.find(tile.getName());
  return sum == steps.sums.end() ? steps.granule : sum->second;
}

void BandTiler::tighten(Box &box, TileOp tile) {
  if (!isTight || !box[mask->dim].end || hasDim(tile, tile.getInputs().size(), mask->dim))
    return;
  Value end = visibleEnd(box, stepOf(tile));
  if (!end)
    return;
  Span &span = box[mask->dim];
  end = builder.createOrFold<arith::MaxSIOp>(loc(), end, span.lower);
  Value left = builder.createOrFold<arith::SubIOp>(loc(), end, span.lower);
  span.size = builder.createOrFold<arith::MinSIOp>(loc(), materialise(builder, loc(), span.size), left);
}

Value BandTiler::elementOf(unsigned number, const Box &box) {
  TileOp holder = findTile(mask->mask);
  Value buffer = holder.getInputs()[number];
  AffineMap access = holder.getAccess(number);
  SmallVector<Value> operands;
  for (auto [dim, name] : llvm::enumerate(holder.getDimNames())) {
    const Span &span = box.find(name)->second;
    if (access.isFunctionOfDim(dim) && span.max > 1)
      return {};
    operands.push_back(span.lower);
  }
  if (!isa<BlockArgument>(buffer))
    return {};
  llvm::append_range(operands, holder.getSymbols());
  SmallVector<Value> where;
  for (AffineExpr expr : access.getResults())
    where.push_back(affine::AffineApplyOp::create(
        builder, loc(), AffineMap::get(access.getNumDims(), access.getNumSymbols(), expr), operands));
  Value element = memref::LoadOp::create(builder, loc(), buffer, where);
  return arith::IndexCastOp::create(builder, loc(), builder.getIndexType(), element);
}

Value BandTiler::valueOf(const LinearIndex &bound, const Box &box, bool isLargest) {
  Value sum = index(bound.constant);
  auto add = [&](Value value, int64_t factor) {
    sum = addIndex(builder, loc(), sum, builder.createOrFold<arith::MulIOp>(loc(), value, index(factor)));
  };
  for (auto [dim, factor] : bound.dims) {
    const Span &span = box.find(dim)->second;
    Value last = builder.createOrFold<arith::SubIOp>(loc(), addIndex(builder, loc(), span.lower, span.size), index(1));
    add((factor > 0) == isLargest ? last : span.lower, factor);
  }
  for (auto [input, factor] : bound.inputs) {
    Value element = elementOf(input, box);
    if (!element)
      return {};
    add(element, factor);
  }
  return sum;
}

Value BandTiler::strictest(ArrayRef<LinearIndex> bounds, const Box &box, bool isUpper) {
  Value result;
  for (const LinearIndex &bound : bounds) {
    Value value = valueOf(bound, box, isUpper);
    if (!value || !result)
      result = result ? result : value;
    else
      result = isUpper ? builder.createOrFold<arith::MinSIOp>(loc(), result, value)
                       : builder.createOrFold<arith::MaxSIOp>(loc(), result, value);
  }
  return result;
}

/// `value`, or the end of [least, most] that it lies beyond.
static Value clamp(OpBuilder &builder, Location loc, Value value, Value least, Value most) {
  value = builder.createOrFold<arith::MaxSIOp>(loc, value, least);
  return builder.createOrFold<arith::MinSIOp>(loc, value, most);
}

Value BandTiler::visibleBegin(const Box &box) {
  Value first = strictest(mask->lowers, box, /*isUpper=*/false);
  if (!first)
    return {};
  first = clamp(builder, loc(), first, index(0), index(box.find(mask->dim)->second.extent));
  Value number = builder.createOrFold<arith::DivUIOp>(loc(), first, index(steps.alignment));
  return builder.createOrFold<arith::MulIOp>(loc(), number, index(steps.alignment));
}

Value BandTiler::visibleEnd(const Box &box, int64_t multiple) {
  Value end = strictest(mask->uppers, box, /*isUpper=*/true);
  if (!end)
    return {};
  Value most = index(box.find(mask->dim)->second.extent);
  end = clamp(builder, loc(), end, index(0), most);
  Value number =
      builder.createOrFold<arith::DivUIOp>(loc(), addIndex(builder, loc(), end, index(multiple - 1)), index(multiple));
  end = builder.createOrFold<arith::MulIOp>(loc(), number, index(multiple));
  return builder.createOrFold<arith::MinSIOp>(loc(), end, most);
}

/// True where the mask has left its part of `span`.
static bool isClipped(const Span &span) { return span.whole ? span.granule != 0 : bool(span.end); }

std::pair<Value, Value> BandTiler::partBetween(const Span &span, Value begin, Value end) {
  Value last = span.whole ? addIndex(builder, loc(), span.lower, span.size) : index(span.extent);
  Value from = begin ? begin : span.lower, to = end ? end : last;
  if (span.whole) {
    from = clamp(builder, loc(), from, span.lower, last);
    to = clamp(builder, loc(), to, span.lower, last);
  }
  if (begin && end)
    to = builder.createOrFold<arith::MaxSIOp>(loc(), from, to);
  return {from, to};
}

void BandTiler::clip(Box &box, TileOp tile) {
  if (!mask || !mask->covers(tile.getName()) || !box[mask->dim].isWhole() || isClipped(box[mask->dim]))
    return;
  Value begin = visibleBegin(box);
  Value end = visibleEnd(box, stepOf(tile));
  if (!begin && !end)
    return;
  Span &span = box[mask->dim];
  std::tie(span.begin, span.end) = partBetween(span, begin, end);
  span.lower = span.begin;
  span.size = builder.createOrFold<arith::SubIOp>(loc(), span.end, span.begin);
  span.granule = steps.granule;
}

Value BandTiler::clearFrom(ArrayRef<LinearIndex> bounds, const Box &box, bool isUpper, int64_t multiple, Value none) {
  Value result;
  for (const LinearIndex &bound : bounds) {
    Value value = valueOf(bound, box, /*isLargest=*/!isUpper);
    if (!value)
      return {};
    if (result)
      value = isUpper ? builder.createOrFold<arith::MinSIOp>(loc(), result, value)
                      : builder.createOrFold<arith::MaxSIOp>(loc(), result, value);
    result = value;
  }
  if (!result)
    return none;
  result = clamp(builder, loc(), result, index(0), index(box.find(mask->dim)->second.extent));
  if (!isUpper)
    result = addIndex(builder, loc(), result, index(multiple - 1));
  Value number = builder.createOrFold<arith::DivUIOp>(loc(), result, index(multiple));
  return builder.createOrFold<arith::MulIOp>(loc(), number, index(multiple));
}

SmallVector<MaskPart> BandTiler::maskParts(const Box &box, TileOp tile, int64_t multiple) {
  if (!mask || !mask->isExact || !mask->covers(tile.getName()))
    return {{box, false}};
  const Span &span = box.find(mask->dim)->second;
  if (!span.begin || span.isPart)
    return {{box, false}};
  Value last = addIndex(builder, loc(), span.lower, span.size);
  Value begin = clearFrom(mask->lowers, box, /*isUpper=*/false, multiple, span.lower);
  Value end = clearFrom(mask->uppers, box, /*isUpper=*/true, multiple, last);
  if (!begin || !end)
    return {{box, false}};
  begin = clamp(builder, loc(), begin, span.lower, last);
  end = builder.createOrFold<arith::MaxSIOp>(loc(), begin, builder.createOrFold<arith::MinSIOp>(loc(), end, last));
  SmallVector<MaskPart> parts;
  auto add = [&](Value from, Value to, bool isClear) {
    Value size = builder.createOrFold<arith::SubIOp>(loc(), to, from);
    if (getConstantIntValue(size) == 0)
      return;
    MaskPart &part = parts.emplace_back(MaskPart{box, isClear});
    Span &own = part.box[mask->dim];
    own.lower = from;
    own.size = size;
    own.multiple = isClear ? multiple : 1;
    own.isPart = true;
  };
  if (!mask->lowers.empty())
    add(span.lower, begin, false);
  add(begin, end, true);
  if (!mask->uppers.empty())
    add(end, last, false);
  if (parts.empty())
    return {{box, false}};
  return parts;
}

bool BandTiler::areMasked() {
  return mask && llvm::all_of(tiles, [&](TileOp tile) { return !isAnchor(tile) || mask->covers(tile.getName()); });
}

TileOp BandTiler::finestAnchor() {
  TileOp finest;
  for (TileOp tile : tiles)
    if (isAnchor(tile) && (!finest || stepOf(tile) < stepOf(finest)))
      finest = tile;
  return finest;
}

void BandTiler::clipAnchors(Box &box) {
  if (areMasked())
    clip(box, finestAnchor());
}

bool BandTiler::isReadUnderMask(Value source, unsigned dim) {
  for (TileOp tile : tiles)
    for (auto [number, input] : llvm::enumerate(tile.getInputs())) {
      if (input != source)
        continue;
      auto walked = dyn_cast<AffineDimExpr>(tile.getAccess(number).getResult(dim));
      bool isAlong = walked && tile.getDimNames()[walked.getPosition()] == mask->dim;
      if (!isAlong || !mask->covers(tile.getName()))
        return false;
    }
  return true;
}

bool BandTiler::beginsWithMask(schedule::BandAttr band) {
  bool isInside = false;
  for (schedule::BandAttr each : schedule.getBands()) {
    // Runs side by side share out a dimension as it is, not what a mask leaves of it.
    if (isInside && each.getParallel() && each.getTile().names(mask->dim))
      return false;
    isInside |= each == band;
  }
  return areMasked() && llvm::all_of(tiles, [&](TileOp tile) {
           return !isAnchor(tile) || !hasDim(tile, tile.getInputs().size(), mask->dim);
         });
}

Span BandTiler::stagedSpan(schedule::BandAttr band, Value source, unsigned dim, StringRef name, const Box &box) {
  Span span = box.find(name)->second;
  if (!mask || name != mask->dim || !span.isWhole() || !isReadUnderMask(source, dim))
    return span;
  Value begin = beginsWithMask(band) ? visibleBegin(box) : Value(), end = visibleEnd(box, 1);
  if (!begin && !end)
    return span;
  std::tie(span.lower, end) = partBetween(span, begin, end);
  span.size = builder.createOrFold<arith::SubIOp>(loc(), end, span.lower);
  if (std::optional<int64_t> size = getConstantIntValue(span.size))
    span.max = std::min<int64_t>(span.max, llvm::alignTo(std::max<int64_t>(*size, 1), steps.alignment));
  return span;
}
