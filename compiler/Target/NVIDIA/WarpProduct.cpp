// The product of a warp; see UnitProduct.h. Steps of a slice are unrolled.
#include "compiler/Target/NVIDIA/Fragments.h"
#include "compiler/Target/NVIDIA/UnitProduct.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

namespace {
class WarpProduct : public UnitProduct {
public:
  WarpProduct(const ProductTiling &tiling, const UnitPlace &place) : tiling(tiling) {
    for (const StagedFactor &factor : tiling.factors)
      readers.emplace_back(tiling, factor, factor.isRows ? place.row : place.column, place.lane);
  }

  int64_t sumsOfContraction() const override { return rowSteps() * columnSteps() * 4; }

  Sums add(DeviceCode &code, ValueRange tiles, Sums sums) override {
    for (int64_t step = 0; step < tiling.sliceDepth / tiling.instruction.k; ++step)
      addStep(code, tiles, step, sums);
    return sums;
  }

private:
  int64_t rowSteps() const { return tiling.rows.unitTile / tiling.rows.granule; }
  int64_t columnSteps() const { return tiling.columns.unitTile / tiling.columns.granule; }

  void addStep(DeviceCode &code, ValueRange tiles, int64_t step, Sums &sums) {
    SmallVector<SmallVector<SmallVector<Value>>> fragments;
    for (auto [reader, tile] : llvm::zip(readers, tiles))
      fragments.push_back(reader.read(code, tile, step));
    for (auto [number, op] : llvm::enumerate(tiling.contractions)) {
      auto &rows = fragments[tiling.factorOf(op, /*isRows=*/true)];
      auto &columns = fragments[tiling.factorOf(op, /*isRows=*/false)];
      for (int64_t i = 0; i < rowSteps(); ++i)
        for (int64_t j = 0; j < columnSteps(); ++j) {
          int64_t first = number * sumsOfContraction() + (i * columnSteps() + j) * 4;
          auto next = multiply(code, tiling.instruction, rows[i], columns[j], ArrayRef<Value>(sums).slice(first, 4));
          llvm::copy(next, sums.begin() + first);
        }
    }
  }

  const ProductTiling &tiling;
  SmallVector<FragmentReader> readers;
};
} // namespace

std::unique_ptr<UnitProduct> nvidia::createWarpProduct(const ProductTiling &tiling, const UnitPlace &place) {
  return std::make_unique<WarpProduct>(tiling, place);
}
