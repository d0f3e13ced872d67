// See SumLoop.h.
//
// With b buffers, b - 1 slices are on their way at any time. Step t waits for slice t, meets the other warps (whose
// reads of slice t - 1 are then over, so that its buffer is free), starts the copy of slice t + b - 1 into that buffer,
// and works on slice t. Groups of copies are counted, so each step closes one, an empty one where there is nothing left
// to copy.
//
// A block with several tiles starts the first b - 1 slices of the next one before it stores the sums of this one.
#include "compiler/Target/NVIDIA/SumLoop.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

UnitPlace nvidia::unitPlace(DeviceCode &code, const ProductTiling &tiling) {
  Value thread = code.threadNumber(), lane = code.mod(thread, kWarpThreads);
  Value unit = tiling.isMatrix() ? code.div(thread, kWarpThreads) : thread;
  Value down = code.div(unit, tiling.columns.units()), across = code.mod(unit, tiling.columns.units());
  if (!tiling.isMatrix())
    return {lane, down, across};
  return {lane, code.mul(down, tiling.rows.unitTile), code.mul(across, tiling.columns.unitTile)};
}

/// Bytes of the asynchronous factors in one buffer, and of the others, which have one.
static std::pair<int64_t, int64_t> bytesOfFactors(const ProductTiling &tiling) {
  int64_t async = 0, packed = 0;
  for (const StagedFactor &factor : tiling.factors)
    (factor.isAsync ? async : packed) += llvm::alignTo(SharedTile(tiling, factor).bytes(), 128);
  return {async, packed};
}

int64_t nvidia::bufferBytes(const ProductTiling &tiling) {
  auto [async, packed] = bytesOfFactors(tiling);
  return async * tiling.buffers + packed;
}

namespace {
class SumLoop {
public:
  SumLoop(DeviceCode &code, const ProductTiling &tiling, const BlockTile &tile, const SumLoopPlace &where)
      : code(code), tiling(tiling), shared(where.shared) {
    product = tiling.isMatrix() ? createWarpProduct(tiling, where.place) : createLaneProduct(tiling, where.place);
    std::tie(asyncBytes, packedBytes) = bytesOfFactors(tiling);
    int64_t async = 0, packed = asyncBytes * tiling.buffers;
    for (auto [factor, pointer] : llvm::zip(tiling.factors, where.pointers)) {
      copies.emplace_back(
          code, SliceSource(code, tiling, factor, pointer, factor.isRows ? tile.row : tile.column, tile.batch));
      int64_t &next = factor.isAsync ? async : packed;
      offsets.push_back(next);
      next += llvm::alignTo(SharedTile(tiling, factor).bytes(), 128);
    }
    // Of a split depth the last part may be shorter.
    firstDepth = code.mul(tile.split, tiling.splitDepth);
    Value left = code.sub(code.number(tiling.depth), firstDepth);
    Value mine = code.min(code.number(tiling.splitDepth), left);
    slices = code.div(code.add(mine, tiling.sliceDepth - 1), tiling.sliceDepth);
    if (tiling.splits() == 1)
      slices = code.number(llvm::divideCeil(tiling.depth, tiling.sliceDepth));
  }

  void fillBuffers() {
    for (int64_t slice = 0; hasAsync() && slice < tiling.buffers - 1; ++slice)
      prefetch(code.number(slice), code.number(slice * asyncBytes));
  }

  Sums emit() {
    Sums start = zeros();
    SmallVector<Value> carried = {code.number(0), code.number((tiling.buffers - 1) * asyncBytes)};
    llvm::append_range(carried, start);
    auto loop = scf::ForOp::create(code.builder, code.loc, code.number(0), slices, code.number(1), carried);
    {
      OpBuilder::InsertionGuard guard(code.builder);
      code.builder.setInsertionPointToStart(loop.getBody());
      emitStep(loop);
    }
    return llvm::to_vector_of<Value>(loop.getResults().drop_front(2));
  }

private:
  bool hasAsync() const { return asyncBytes != 0; }
  bool hasPacked() const { return packedBytes != 0; }

  void closeGroup() { NVVM::CpAsyncCommitGroupOp::create(code.builder, code.loc); }
  void barrier() { NVVM::Barrier0Op::create(code.builder, code.loc); }

  Value depthOf(Value slice) { return code.add(firstDepth, code.mul(slice, tiling.sliceDepth)); }

  void copyFactors(bool isAsync, Value slice, Value buffer) {
    Value depth = depthOf(slice);
    for (auto [index, factor] : llvm::enumerate(tiling.factors))
      if (factor.isAsync == isAsync)
        copies[index].emit(code, depth, target(index, buffer));
  }

  /// The tile of factor `index` in the buffer that begins at byte `buffer`.
  Value target(unsigned index, Value buffer) {
    Value offset = tiling.factors[index].isAsync ? code.add(buffer, offsets[index]) : code.number(offsets[index]);
    return code.move(shared, code.builder.getI8Type(), offset);
  }

  /// Starts the copy of slice `slice` where there is one.
  void prefetch(Value slice, Value buffer) {
    {
      OpBuilder::InsertionGuard guard(code.builder);
      Value isThere = code.isBelow(slice, slices);
      if (!matchPattern(isThere, m_One()))
        code.builder.setInsertionPointToStart(
            scf::IfOp::create(code.builder, code.loc, isThere, /*withElseRegion=*/false).thenBlock());
      copyFactors(/*isAsync=*/true, slice, buffer);
    }
    closeGroup();
  }

  Sums zeros() {
    Type type = cast<ShapedType>(tiling.contractions.front()->getResult(0).getType()).getElementType();
    Value zero = arith::ConstantOp::create(code.builder, code.loc, code.builder.getZeroAttr(type));
    return Sums(product->sumsOfContraction() * tiling.contractions.size(), zero);
  }

  void emitStep(scf::ForOp loop) {
    Value slice = loop.getInductionVar(), readFrom = loop.getRegionIterArg(0), writeTo = loop.getRegionIterArg(1);
    if (hasPacked()) {
      barrier();
      copyFactors(/*isAsync=*/false, slice, Value());
    }
    if (hasAsync())
      NVVM::CpAsyncWaitGroupOp::create(code.builder, code.loc, tiling.buffers - 2);
    barrier();
    if (hasAsync())
      prefetch(code.add(slice, tiling.buffers - 1), writeTo);
    Sums sums = llvm::to_vector_of<Value>(loop.getRegionIterArgs().drop_front(2));
    SmallVector<Value> tiles;
    for (unsigned index = 0; index < tiling.factors.size(); ++index)
      tiles.push_back(target(index, readFrom));
    sums = product->add(code, tiles, std::move(sums));
    SmallVector<Value> next = {following(readFrom), following(writeTo)};
    llvm::append_range(next, sums);
    scf::YieldOp::create(code.builder, code.loc, next);
  }

  /// The buffer behind the one at byte `buffer`.
  Value following(Value buffer) {
    if (!hasAsync())
      return buffer;
    Value next = code.add(buffer, asyncBytes);
    return code.select(code.isEqual(next, code.number(tiling.buffers * asyncBytes)), code.number(0), next);
  }

  DeviceCode &code;
  const ProductTiling &tiling;
  Value shared, firstDepth, slices;
  SmallVector<SliceCopy> copies;
  std::unique_ptr<UnitProduct> product;
  SmallVector<int64_t> offsets;
  int64_t asyncBytes = 0, packedBytes = 0;
};
} // namespace

void nvidia::startSlices(DeviceCode &code, const ProductTiling &tiling, const BlockTile &tile,
                         const SumLoopPlace &where) {
  SumLoop(code, tiling, tile, where).fillBuffers();
}

Sums nvidia::emitSumLoop(DeviceCode &code, const ProductTiling &tiling, const BlockTile &tile,
                         const SumLoopPlace &where) {
  return SumLoop(code, tiling, tile, where).emit();
}

void nvidia::freeBuffers(DeviceCode &code, const ProductTiling &tiling) {
  if (bytesOfFactors(tiling).first != 0)
    NVVM::CpAsyncWaitGroupOp::create(code.builder, code.loc, 0);
  NVVM::Barrier0Op::create(code.builder, code.loc);
}
