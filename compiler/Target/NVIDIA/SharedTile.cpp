// See SharedTile.h.
#include "compiler/Target/NVIDIA/TurnedCopy.h"

#include <numeric>

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

/// Bytes of all banks of shared memory, once each.
constexpr int64_t kBankLine = 128;

//===-- Where elements lie --------------------------------------------------------------------------------------===//

SharedTile::SharedTile(const ProductTiling &tiling, const StagedFactor &factor) : swizzle(factor.swizzle) {
  elementBytes = cast<ShapedType>(factor.tensor.getType()).getElementTypeBitWidth() / 8;
  int64_t side = tiling.side(factor).blockTile;
  lines = factor.isDepthInner ? side : tiling.sliceDepth;
  lineBytes = llvm::alignTo((factor.isDepthInner ? tiling.sliceDepth : side) * elementBytes, kChunkBytes);
}

int64_t SharedTile::linesOfKey() const { return std::max<int64_t>(1, kBankLine / lineBytes); }

bool SharedTile::repeatsAfter(int64_t distance) const {
  return swizzle == 0 || distance % (linesOfKey() * (swizzle / kChunkBytes)) == 0;
}

Value SharedTile::chunkOffset(DeviceCode &code, Value line, Value chunk) const {
  Value number = code.add(code.mul(line, lineBytes / kChunkBytes), chunk);
  if (swizzle)
    number = code.xorBits(number, code.mod(code.div(line, linesOfKey()), swizzle / kChunkBytes));
  return code.mul(number, kChunkBytes);
}

//===-- How they get there --------------------------------------------------------------------------------------===//

SliceSource::SliceSource(DeviceCode &code, const ProductTiling &tiling, const StagedFactor &factor, Value pointer,
                         Value side, ValueRange batch)
    : tiling(tiling), factor(factor), tile(tiling, factor), pointer(pointer), side(side) {
  auto type = cast<RankedTensorType>(factor.tensor.getType());
  Computation reader = factor.reader;
  SmallVector<StringRef> names = reader.getDimNames();
  batchOffset = code.number(0, 64);
  int64_t stride = 1;
  SmallVector<AffineExpr> access(reader.getAccess(factor.operand).getResults());
  for (int64_t position = int64_t(access.size()) - 1; position >= 0; --position) {
    auto dim = dyn_cast<AffineDimExpr>(access[position]);
    StringRef name = dim ? names[dim.getPosition()] : StringRef();
    if (name == tiling.depthName)
      depthStride = stride;
    else if (!name.empty() && name == tiling.side(factor).name)
      sideStride = stride;
    for (auto [known, value] : llvm::zip(tiling.batch, batch))
      if (known.first == name)
        batchOffset = code.add(batchOffset, code.mul(code.wide(value), stride));
    stride *= type.getShape()[position];
  }
  isDepthInner = depthStride == 1 || sideStride == 0;
}

Value SliceSource::isInside(DeviceCode &code, Value sideInTile, Value depthInSlice, Value depth) const {
  Value isInside;
  const TiledDim &dim = tiling.side(factor);
  if (dim.hasEdge())
    isInside = code.isBelow(code.add(side, sideInTile), dim.extent);
  if (tiling.depth % tiling.sliceDepth) {
    Value isDeep = code.isBelow(code.add(depth, depthInSlice), tiling.depth);
    isInside = isInside ? code.both(isInside, isDeep) : isDeep;
  }
  return isInside;
}

Value SliceSource::address(DeviceCode &code, Value sideInTile, Value depthInSlice, Value depth) const {
  Type element = cast<ShapedType>(factor.tensor.getType()).getElementType();
  Value fixed = code.add(code.mul(code.wide(code.add(side, sideInTile)), sideStride),
                         code.mul(code.wide(depthInSlice), depthStride));
  // What changes from slice to slice is added last: the rest is computed once.
  Value first = code.move(pointer, element, code.add(fixed, batchOffset));
  return code.move(first, element, code.mul(code.wide(depth), depthStride));
}

SliceCopy::SliceCopy(DeviceCode &code, SliceSource from) : source(std::move(from)), threads(source.tiling.threads()) {
  const ProductTiling &tiling = source.tiling;
  const SharedTile &tile = source.tile;
  // Every row starts at a multiple of the innermost extent, and tiles at multiples of a chunk.
  int64_t innerExtent = source.isDepthInner ? tiling.depth : tiling.side(source.factor).extent;
  int64_t side = tiling.side(source.factor).blockTile;
  int64_t innerTile = source.isDepthInner ? tiling.sliceDepth : side;
  int64_t outerTile = source.isDepthInner ? side : tiling.sliceDepth;
  unitBytes = source.isTurned() ? tile.elementBytes
                                : std::gcd(std::gcd(innerExtent, innerTile) * tile.elementBytes, kChunkBytes);
  unitsOfLine = innerTile * tile.elementBytes / unitBytes;
  units = outerTile * unitsOfLine;
}

SliceCopy::Unit SliceCopy::unit(DeviceCode &code, Value number) {
  const SharedTile &tile = source.tile;
  bool isDepthInner = source.factor.isDepthInner;
  Value line = code.div(number, unitsOfLine);
  Value inner = code.mul(code.mod(number, unitsOfLine), unitBytes / tile.elementBytes);
  Unit unit;
  unit.side = source.isDepthInner ? line : inner;
  unit.depthInSlice = source.isDepthInner ? inner : line;
  Value sharedLine = isDepthInner ? unit.side : unit.depthInSlice;
  Value bytes = code.mul(isDepthInner ? unit.depthInSlice : unit.side, tile.elementBytes);
  unit.target =
      code.add(tile.chunkOffset(code, sharedLine, code.div(bytes, kChunkBytes)), code.mod(bytes, kChunkBytes));
  if (units % threads)
    unit.isMine = code.isBelow(number, units);
  return unit;
}

void SliceCopy::copyAsync(DeviceCode &code, const Unit &unit, Value depth, Value target) {
  Value bytes, inside = source.isInside(code, unit.side, unit.depthInSlice, depth);
  if (inside)
    bytes = code.select(inside, code.number(unitBytes), code.number(0));
  // Only whole chunks may pass the first cache by.
  auto modifier = unitBytes == kChunkBytes ? NVVM::LoadCacheModifierKind::CG : NVVM::LoadCacheModifierKind::CA;
  NVVM::CpAsyncOp::create(code.builder, code.loc, code.move(target, code.builder.getI8Type(), unit.target),
                          source.address(code, unit.side, unit.depthInSlice, depth), unitBytes, modifier, bytes);
}

Type SliceCopy::unitType(OpBuilder &builder) const {
  if (unitBytes <= 4)
    return builder.getIntegerType(unitBytes * 8);
  return VectorType::get(unitBytes / 4, builder.getI32Type());
}

Value SliceCopy::load(DeviceCode &code, const Unit &unit, Value depth) {
  Type type = unitType(code.builder);
  Value inside = source.isInside(code, unit.side, unit.depthInSlice, depth);
  Value from = source.address(code, unit.side, unit.depthInSlice, depth);
  if (unit.isMine)
    inside = inside ? code.both(inside, unit.isMine) : unit.isMine;
  if (!inside)
    return LLVM::LoadOp::create(code.builder, code.loc, type, from, unitBytes);
  auto guard = scf::IfOp::create(code.builder, code.loc, type, inside, /*withElseRegion=*/true);
  OpBuilder yes = guard.getThenBodyBuilder(), no = guard.getElseBodyBuilder();
  scf::YieldOp::create(yes, code.loc, LLVM::LoadOp::create(yes, code.loc, type, from, unitBytes).getResult());
  scf::YieldOp::create(no, code.loc, LLVM::ZeroOp::create(no, code.loc, type).getResult());
  return guard.getResult(0);
}

void SliceCopy::store(DeviceCode &code, const Unit &unit, Value value, Value target) {
  OpBuilder::InsertionGuard guard(code.builder);
  if (unit.isMine)
    code.builder.setInsertionPointToStart(
        scf::IfOp::create(code.builder, code.loc, unit.isMine, /*withElseRegion=*/false).thenBlock());
  LLVM::StoreOp::create(code.builder, code.loc, value, code.move(target, code.builder.getI8Type(), unit.target),
                        unitBytes);
}

void SliceCopy::copyUnits(DeviceCode &code, ArrayRef<Value> numbers, Value depth, Value target) {
  auto mine = llvm::map_to_vector(numbers, [&](Value number) { return unit(code, number); });
  if (source.factor.isAsync) {
    for (const Unit &each : mine) {
      OpBuilder::InsertionGuard guard(code.builder);
      if (each.isMine)
        code.builder.setInsertionPointToStart(
            scf::IfOp::create(code.builder, code.loc, each.isMine, /*withElseRegion=*/false).thenBlock());
      copyAsync(code, each, depth, target);
    }
    return;
  }
  // All loads are on their way before the first store waits.
  auto values = llvm::map_to_vector(mine, [&](const Unit &each) { return load(code, each, depth); });
  for (auto [each, value] : llvm::zip(mine, values))
    store(code, each, value, target);
}

void nvidia::eachUnit(DeviceCode &code, int64_t units, int64_t threads, int64_t atOnce,
                      llvm::function_ref<void(ArrayRef<Value> numbers)> copy) {
  int64_t rounds = llvm::divideCeil(units, threads), looped = rounds > kLoadsAtOnce ? rounds / atOnce : 0;
  Value thread = code.threadNumber();
  auto copyFrom = [&](Value first, int64_t count) {
    SmallVector<Value> numbers;
    for (int64_t round = 0; round < count; ++round)
      numbers.push_back(code.add(first, round * threads));
    copy(numbers);
  };
  if (looped) {
    auto loop = scf::ForOp::create(code.builder, code.loc, code.number(0), code.number(looped), code.number(1));
    OpBuilder::InsertionGuard guard(code.builder);
    code.builder.setInsertionPointToStart(loop.getBody());
    copyFrom(code.add(code.mul(loop.getInductionVar(), atOnce * threads), thread), atOnce);
  }
  if (int64_t rest = rounds - looped * atOnce)
    copyFrom(code.add(thread, looped * atOnce * threads), rest);
}

void SliceCopy::emit(DeviceCode &code, Value depth, Value target) {
  if (turnsBlocks(source))
    return copyTurned(code, source, depth, target);
  eachUnit(code, units, threads, kLoadsAtOnce, [&](ArrayRef<Value> numbers) { copyUnits(code, numbers, depth, target); });
}
