// The product of a thread by multiply-adds; see UnitProduct.h. A loop over chunks of the depth; what it holds is unrolled.
#include "compiler/Target/NVIDIA/SharedTile.h"
#include "compiler/Target/NVIDIA/UnitProduct.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;
using kernel::Computation;

namespace {
class LaneProduct : public UnitProduct {
public:
  LaneProduct(const ProductTiling &tiling, const UnitPlace &place) : tiling(tiling), place(place) {
    for (const StagedFactor &factor : tiling.factors)
      chunk = std::min(chunk, kChunkBytes / SharedTile(tiling, factor).elementBytes);
  }

  int64_t sumsOfContraction() const override { return tiling.rows.unitTile * tiling.columns.unitTile; }

  Sums add(DeviceCode &code, ValueRange tiles, Sums sums) override {
    auto loop = scf::ForOp::create(code.builder, code.loc, code.number(0), code.number(tiling.sliceDepth / chunk),
                                   code.number(1), sums);
    OpBuilder::InsertionGuard guard(code.builder);
    code.builder.setInsertionPointToStart(loop.getBody());
    Sums next = llvm::to_vector_of<Value>(loop.getRegionIterArgs());
    addChunk(code, tiles, code.mul(loop.getInductionVar(), chunk), next);
    scf::YieldOp::create(code.builder, code.loc, next);
    return llvm::to_vector_of<Value>(loop.getResults());
  }

private:
  /// Elements along the side, for each those along the depth.
  using Elements = SmallVector<SmallVector<Value>>;

  void addChunk(DeviceCode &code, ValueRange tiles, Value depth, Sums &sums) {
    SmallVector<Elements> elements;
    for (auto [factor, tile] : llvm::zip(tiling.factors, tiles))
      elements.push_back(read(code, factor, tile, depth, sums.front().getType()));
    for (auto [number, op] : llvm::enumerate(tiling.contractions)) {
      const Elements &rows = elements[tiling.factorOf(op, /*isRows=*/true)];
      const Elements &columns = elements[tiling.factorOf(op, /*isRows=*/false)];
      for (int64_t k = 0; k < chunk; ++k)
        for (int64_t i = 0; i < tiling.rows.unitTile; ++i)
          for (int64_t j = 0; j < tiling.columns.unitTile; ++j) {
            Value &sum = sums[number * sumsOfContraction() + i * tiling.columns.unitTile + j];
            sum = math::FmaOp::create(code.builder, code.loc, rows[i][k], columns[j][k], sum);
          }
    }
  }

  Elements read(DeviceCode &code, const StagedFactor &factor, Value tile, Value depth, Type type) {
    const TiledDim &side = tiling.side(factor);
    Value first = factor.isRows ? place.row : place.column;
    Elements elements;
    for (int64_t index = 0; index < side.unitTile; ++index)
      elements.push_back(readOne(code, factor, tile, code.add(first, index * side.units()), depth, type));
    return elements;
  }

  /// The elements of row or column `number` of the block's tile, `chunk` of them from `depth` on.
  SmallVector<Value> readOne(DeviceCode &code, const StagedFactor &factor, Value tile, Value number, Value depth, Type type) {
    SharedTile shared(tiling, factor);
    Type element = cast<ShapedType>(factor.tensor.getType()).getElementType();
    SmallVector<Value> values;
    if (factor.isDepthInner) {
      Value bytes = code.mul(depth, shared.elementBytes);
      Value from = code.move(tile, code.builder.getI8Type(), byteOf(code, shared, number, bytes));
      Value all = LLVM::LoadOp::create(code.builder, code.loc, VectorType::get(chunk, element), from,
                                       chunk * shared.elementBytes);
      for (int64_t k = 0; k < chunk; ++k)
        values.push_back(LLVM::ExtractElementOp::create(code.builder, code.loc, all, code.number(k)));
    } else {
      Value bytes = code.mul(number, shared.elementBytes);
      for (int64_t k = 0; k < chunk; ++k) {
        Value from = code.move(tile, code.builder.getI8Type(), byteOf(code, shared, code.add(depth, k), bytes));
        values.push_back(LLVM::LoadOp::create(code.builder, code.loc, element, from));
      }
    }
    for (Value &value : values)
      if (element != type)
        value = arith::ExtFOp::create(code.builder, code.loc, type, value);
    return values;
  }

  static Value byteOf(DeviceCode &code, const SharedTile &shared, Value line, Value byte) {
    return code.add(shared.chunkOffset(code, line, code.div(byte, kChunkBytes)), code.mod(byte, kChunkBytes));
  }

  const ProductTiling &tiling;
  UnitPlace place;
  /// Elements of the depth that are read at once: those of a chunk of the widest factor.
  int64_t chunk = kChunkBytes;
};
} // namespace

std::unique_ptr<UnitProduct> nvidia::createLaneProduct(const ProductTiling &tiling, const UnitPlace &place) {
  return std::make_unique<LaneProduct>(tiling, place);
}
