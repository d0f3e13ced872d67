// Softmax in parts, in the loops of a nest; see BandTiler.h and Parts.h.
#include "passes/Tile/BandTiler.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/IRMapping.h"
#include <limits>

using namespace mlir;
using namespace aicc;
using namespace aicc::tile;
using kernel::Kind;
using kernel::TileOp;

/// The dimension of the parts. Kernels have no dimension of this name.
constexpr llvm::StringLiteral kPart = ".part";
/// The buffer of what the sums of each part are multiplied by.
constexpr llvm::StringLiteral kFactors = ".factors";

void BandTiler::findParts() {
  auto all = llvm::map_to_vector(tiles, [](TileOp tile) { return kernel::MaskedStep(tile); });
  Box box = wholeBox();
  parts = tile::findParts(all, schedule, [&](StringRef dim) { return box.find(dim)->second.max; });
  if (!parts)
    return;
  int64_t count = llvm::divideCeil(box[parts->dim].extent, parts->size);
  auto allocate = [&](StringRef name, Value whole) {
    auto type = cast<MemRefType>(whole.getType());
    SmallVector<int64_t> shape(type.getShape());
    shape.insert(shape.begin(), count);
    partBuffers[name] = kernel::ScratchOp::create(builder, loc(), MemRefType::get(shape, type.getElementType()), name, "memory");
  };
  // The guard's, too, where no band keeps it: threads that share the rows each have a maximum of their own.
  for (TileOp tile : tiles)
    if (parts->reduces(tile.getName()) || (tile.getName() == parts->guard && !isStaged(tile)))
      allocate(tile.getName(), tile.getOutput());
  allocate(kFactors, findTile(parts->maximum).getOutput());
}

bool BandTiler::readsParts(TileOp tile) {
  return parts && llvm::any_of(tile.getInputs(), [&](Value input) {
           TileOp producer = producerOf(input);
           return producer && (parts->reduces(producer.getName()) || readsParts(producer));
         });
}

std::pair<Value, Value> BandTiler::visibleParts(const Box &box) {
  int64_t count = llvm::divideCeil(box.find(parts->dim)->second.extent, parts->size);
  TileOp maximum = findTile(parts->maximum);
  bool isMasked = mask && mask->dim == parts->dim && mask->covers(maximum.getName());
  Value begin = isMasked ? visibleBegin(box) : Value(), end = isMasked ? visibleEnd(box, parts->size) : Value();
  Value first = begin ? builder.createOrFold<arith::DivUIOp>(loc(), begin, index(parts->size)) : index(0);
  if (!end)
    return {first, index(count)};
  end = addIndex(builder, loc(), end, builder.getIndexAttr(parts->size - 1));
  end = builder.createOrFold<arith::DivUIOp>(loc(), end, index(parts->size));
  return {first, builder.createOrFold<arith::MaxSIOp>(loc(), first, end)};
}

void BandTiler::enterParts(Box &box) {
  Value first, end;
  std::tie(first, end) = visibleParts(box);
  if (share.first) {
    Value all = builder.createOrFold<arith::SubIOp>(loc(), end, first);
    auto bound = [&](Value number) {
      Value product = builder.createOrFold<arith::MulIOp>(loc(), all, number);
      Value quotient = builder.createOrFold<arith::DivUIOp>(loc(), product, index(share.second));
      return builder.createOrFold<arith::AddIOp>(loc(), first, quotient);
    };
    Value next = addIndex(builder, loc(), share.first, builder.getIndexAttr(1));
    std::tie(first, end) = std::pair(bound(share.first), bound(next));
  }
  Span &span = box[parts->dim];
  Value size = index(parts->size);
  span.lower = builder.createOrFold<arith::MulIOp>(loc(), first, size);
  Value last = builder.createOrFold<arith::MulIOp>(loc(), end, size);
  auto loop = scf::ForOp::create(builder, loc(), span.lower, last, size);
  loops.push_back({parts->dim, loop.getInductionVar(), span.lower, last, parts->size,
                   int64_t(llvm::divideCeil(span.extent, parts->size))});
  builder.setInsertionPointToStart(loop.getBody());
  Span whole = span;
  whole.lower = index(0);
  whole.size = builder.getIndexAttr(span.extent);
  span = cut(builder, loc(), whole, loop.getInductionVar(), parts->size);
  span.whole = parts->size;
  span.begin = span.lower;
  span.end = addIndex(builder, loc(), span.lower, span.size);
  Value part = builder.createOrFold<arith::DivUIOp>(loc(), span.lower, size);
  for (auto [name, buffer] : partBuffers) {
    SmallVector<Value> origin(cast<MemRefType>(buffer.getType()).getRank() - 1, index(0));
    kept[name] = {buffer, origin, {}, part};
  }
}

void BandTiler::enterMerge(ArrayRef<TileOp> merged, Box &box) {
  TileOp maximum = findTile(parts->maximum);
  SmallVector<StringRef> rows = resultDims(maximum);
  ArrayRef<schedule::BandAttr> around = schedule.getBands().take_front(parts->band + 1);
  if (around.front().getParallel())
    splitRoot(maximum, around.front(), box, merged, around);
  for (schedule::BandAttr band : around)
    for (StringRef name : loopOrder(band, box))
      if (llvm::is_contained(rows, name))
        enterLoop(box, name, band.getTile().lookup(name, 1));
}

void BandTiler::emitMerge(ArrayRef<TileOp> readers) {
  OpBuilder::InsertionGuard guard(builder);
  kept.clear();
  TileOp maximum = findTile(parts->maximum);
  Box box = wholeBox();
  SmallVector<TileOp> merged(readers);
  llvm::copy_if(tiles, std::back_inserter(merged),
                [&](TileOp tile) { return parts->reduces(tile.getName()) || tile.getName() == parts->guard; });
  enterMerge(merged, box);
  auto [first, end] = visibleParts(box);
  int64_t count = llvm::divideCeil(box[parts->dim].extent, parts->size);
  Value size = builder.createOrFold<arith::SubIOp>(loc(), end, first);
  box[kPart] = {first, getAsOpFoldResult(size), count, count};
  Value factors;
  for (TileOp tile : tiles) {
    if (tile == maximum)
      mergeParts(tile, {}, box);
    else if (parts->reduces(tile.getName()))
      mergeParts(tile, factors, box);
    else if (tile.getName() == parts->guard) // once for each row, however many vectors those are
      emitOwnLoops(tile, box)->setAttr(kEdgeAttr, builder.getUnitAttr());
    else if (llvm::is_contained(readers, tile))
      emitOwnLoops(tile, box);
    if (tile.getName() == (parts->guard.empty() ? parts->maximum : parts->guard))
      factors = emitFactors(box);
  }
  loops.clear();
}

AffineMap BandTiler::accessOnParts(const PartOperand &operand, ArrayRef<StringRef> names) {
  SmallVector<AffineExpr> exprs, places;
  if (operand.hasPart)
    exprs.push_back(builder.getAffineDimExpr(0));
  TileOp reader = operand.tile;
  for (StringRef name : reader.getDimNames())
    places.push_back(builder.getAffineDimExpr(llvm::find(names, name) - names.begin()));
  AffineMap access = reader.getAccess(operand.number);
  for (AffineExpr expr : access.getResults())
    exprs.push_back(expr.replaceDims(places));
  return AffineMap::get(names.size(), access.getNumSymbols(), exprs, builder.getContext());
}

kernel::CombinerAttr BandTiler::combinerOfParts(TileOp tile) {
  return kernel::CombinerAttr::get(builder.getContext(), tile.getName() == parts->maximum ? *tile.getCombiner()
                                                                                          : kernel::Combiner::Add);
}

/// Gives `made` the body that `write` makes of its inputs' elements.
static void writeBody(OpBuilder &builder, TileOp made, function_ref<Value(OpBuilder &, ValueRange)> write) {
  OpBuilder::InsertionGuard guard(builder);
  Block &block = made.getBody().emplaceBlock();
  for (Value input : made.getInputs())
    block.addArgument(cast<MemRefType>(input.getType()).getElementType(), made.getLoc());
  builder.setInsertionPointToStart(&block);
  Value result = write(builder, block.getArguments());
  kernel::YieldOp::create(builder, made.getLoc(), result);
}

void BandTiler::emitOnParts(TileOp tile, Kind kind, ArrayRef<PartOperand> operands, PartOperand output, Box box,
                            PartBody body) {
  SmallVector<StringRef> names = {kPart};
  llvm::append_range(names, resultDims(tile));
  SmallVector<AffineMap> maps;
  SmallVector<Value> inputs, zeros(names.size(), index(0));
  for (const PartOperand &operand : operands) {
    maps.push_back(accessOnParts(operand, names));
    inputs.push_back(operand.buffer);
  }
  maps.push_back(accessOnParts(output, names));
  kernel::CombinerAttr combiner = kind == Kind::Reduce ? combinerOfParts(tile) : nullptr;
  Value isFirst = arith::ConstantOp::create(builder, loc(), builder.getBoolAttr(true));
  auto made = TileOp::create(builder, loc(), tile.getName(), kind, combiner, builder.getStrArrayAttr(names),
                             builder.getAffineMapArrayAttr(maps), zeros, zeros, tile.getSymbols(), isFirst, inputs,
                             output.buffer);
  made->setAttr(kLanesAttr, tile->getAttr(kLanesAttr));
  writeBody(builder, made, body);
  enterRegisterLoops(made, box);
  emitTile(made, box)->setAttr(kEdgeAttr, builder.getUnitAttr());
  made.erase();
}

/// Copies `body` to where `builder` stands, with `values` for its arguments; returns what it yields.
static Value inlineBody(OpBuilder &builder, Block &body, ValueRange values) {
  IRMapping mapping;
  mapping.map(body.getArguments(), values);
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  return mapping.lookupOrDefault(body.getTerminator()->getOperand(0));
}

SmallVector<BandTiler::PartOperand> BandTiler::factorOperands(TileOp shift, TileOp maximum) {
  Value own = partBuffers[maximum.getName()];
  SmallVector<PartOperand> operands;
  if (shift != maximum)
    for (auto [number, input] : llvm::enumerate(shift.getInputs())) {
      bool isMaximum = input == maximum.getOutput();
      operands.push_back({isMaximum ? own : input, shift, unsigned(number), isMaximum});
    }
  unsigned result = maximum.getInputs().size();
  operands.push_back({own, maximum, result, true});
  operands.push_back({shift.getOutput(), maximum, result, false});
  return operands;
}

Value BandTiler::unlessEmpty(OpBuilder &at, Value ownMaximum, Value factor) {
  auto constant = [&](double value) -> Value {
    return arith::ConstantOp::create(at, loc(), at.getFloatAttr(ownMaximum.getType(), value));
  };
  Value isEmpty = arith::CmpFOp::create(at, loc(), arith::CmpFPredicate::OEQ, ownMaximum,
                                        constant(-std::numeric_limits<double>::infinity()));
  return arith::SelectOp::create(at, loc(), isEmpty, constant(0), factor);
}

Value BandTiler::emitFactors(Box box) {
  OpBuilder::InsertionGuard guard(builder);
  TileOp maximum = findTile(parts->maximum), weights = findTile(parts->weights);
  TileOp shift = parts->guard.empty() ? maximum : findTile(parts->guard);
  unsigned below = llvm::find(weights.getInputs(), shift.getOutput()) - weights.getInputs().begin();
  Value factors = partBuffers[kFactors];
  enterLoop(box, kPart, 1);
  box[kPart].size = builder.getIndexAttr(1);
  PartOperand output = {factors, maximum, unsigned(maximum.getInputs().size()), true};
  emitOnParts(shift, Kind::Map, factorOperands(shift, maximum), output, box, [&](OpBuilder &at, ValueRange values) {
    Value ownMaximum = values[values.size() - 2], shifted = ownMaximum;
    if (shift != maximum)
      shifted = inlineBody(at, shift.getBody().front(), values.drop_back(2));
    SmallVector<Value> pair(2, shifted);
    pair[below] = values.back();
    return unlessEmpty(at, ownMaximum, inlineBody(at, weights.getBody().front(), pair));
  });
  loops.pop_back();
  return factors;
}

void BandTiler::mergeParts(TileOp sum, Value factors, const Box &box) {
  OpBuilder::InsertionGuard guard(builder);
  size_t outerLoops = loops.size();
  TileOp maximum = findTile(parts->maximum);
  SmallVector<PartOperand> operands;
  if (factors)
    operands.push_back({factors, maximum, unsigned(maximum.getInputs().size()), true});
  unsigned result = sum.getInputs().size();
  operands.push_back({partBuffers[sum.getName()], sum, result, true});
  emitOnParts(sum, Kind::Reduce, operands, {sum.getOutput(), sum, result, false}, box,
              [&](OpBuilder &at, ValueRange values) -> Value {
                return factors ? arith::MulFOp::create(at, loc(), values[0], values[1]).getResult() : values[0];
              });
  loops.truncate(outerLoops);
}
