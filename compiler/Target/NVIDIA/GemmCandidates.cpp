// See GemmCandidates.h.
#include "compiler/Target/NVIDIA/GemmCandidates.h"
#include "compiler/Target/NVIDIA/Realisable.h"
#include "passes/Schedule/Legality.h"

#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

namespace {
/// Warps of one CTA at most, and lanes where they are units of their own.
constexpr int64_t kMostWarps = 8, kLeastLanes = 64, kMostLanes = 256;
/// Bytes of one row of a slice of k.
constexpr int64_t kSliceBytes[] = {32, 64, 128};
/// Parts that sums are split in.
constexpr int64_t kSplits[] = {2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32};
/// Tiles along m of one group; 1 is the plain order.
constexpr int64_t kRasters[] = {1, 4, 8, 16};
/// A persistent grid is taken where it is predicted to take less than this share of the time without: it costs numbers
/// of tiles, registers, and the balance that a grid has of itself, none of which the model knows.
constexpr double kWorthQueues = 0.98;
/// Candidates that are tried for legality before the search is given up.
constexpr size_t kMostTries = 4096;

class Candidates {
public:
  Candidates(const GemmProblem &problem, const DeviceNumbers &device) : problem(problem), device(device) {}

  std::vector<GemmTiles> list() {
    for (int64_t rows : extents({8, 16, 32, 64, 128, 256}, problem.rows))
      for (int64_t columns : extents({16, 32, 64, 128, 256}, problem.columns)) {
        tiles.ctaRows = rows;
        tiles.ctaColumns = columns;
        if (!problem.isMatrix())
          addLanes();
        else if (spreadsOverBanks(problem.a, problem.m, rows) && spreadsOverBanks(problem.b, problem.n, columns))
          addWarps();
      }
    return std::move(found);
  }

private:
  /// `sizes` up to `extent`, and `extent` where the next would reach beyond it; each once.
  static SmallVector<int64_t> extents(ArrayRef<int64_t> sizes, int64_t extent) {
    SmallVector<int64_t> result;
    for (int64_t size : sizes)
      if (result.empty() || result.back() < std::min(size, extent))
        result.push_back(std::min(size, extent));
    return result;
  }

  /// Sides of a warp's tile that whole instructions fill, or that are all there is.
  static bool suits(int64_t size, int64_t extent, int64_t shape) { return size % shape == 0 || size == extent; }

  void addWarps() {
    const device::Instruction &with = *problem.instruction;
    for (int64_t across : {1, 2, 4, 8})
      for (int64_t along : {1, 2, 4, 8}) {
        if (across * along > kMostWarps || tiles.ctaRows % across || tiles.ctaColumns % along)
          continue;
        tiles.unitRows = tiles.ctaRows / across;
        tiles.unitColumns = tiles.ctaColumns / along;
        // Turning the instruction saves rows only where its longer side would not be filled.
        bool isFilled = tiles.unitRows % with.m == 0;
        for (bool isSwapped : {false, true}) {
          int64_t m = isSwapped ? with.n : with.m, n = isSwapped ? with.m : with.n;
          tiles.isSwapped = isSwapped;
          if (!(isSwapped && isFilled) && suits(tiles.unitRows, problem.rows, m) &&
              suits(tiles.unitColumns, problem.columns, n))
            addSlices();
        }
      }
  }

  void addLanes() {
    for (int64_t rows : {1, 2, 4, 8})
      for (int64_t columns : {1, 2, 4, 8}) {
        if (tiles.ctaRows % rows || tiles.ctaColumns % columns)
          continue;
        tiles.unitRows = rows;
        tiles.unitColumns = columns;
        if (tiles.units() >= kLeastLanes && tiles.units() <= kMostLanes)
          addSlices();
      }
  }

  /// Rows of powers of two bytes, which swizzles spread over all banks; of a short dimension the whole.
  SmallVector<int64_t> sliceDepths() {
    int64_t bytes = std::max(problem.a.bytes, problem.b.bytes);
    SmallVector<int64_t> depths;
    for (int64_t size : kSliceBytes)
      if (size / bytes <= problem.depth)
        depths.push_back(size / bytes);
    return depths.empty() ? SmallVector<int64_t>{problem.depth} : depths;
  }

  /// False where rows of `factor` in shared memory, `size` elements of `dim`, would share banks.
  static bool spreadsOverBanks(const Factor &factor, StringRef dim, int64_t size) {
    return factor.dims.back() != dim || size <= 16 || llvm::isPowerOf2_64(size);
  }

  void addSlices() {
    for (int64_t depth : sliceDepths()) {
      tiles.sliceDepth = depth;
      bool isAsync = problem.a.isAsync && problem.b.isAsync;
      for (int64_t stages : isAsync ? SmallVector<int64_t>{2, 3, 4, 5} : SmallVector<int64_t>{1}) {
        tiles.stages = stages;
        if (sharedBytes(problem, tiles) + device.sharedReserve <= device.sharedCapacity)
          addSplits();
      }
    }
  }

  void addSplits() {
    tiles.splitDepth = 0;
    addRasters();
    int64_t whole = llvm::divideCeil(problem.rows, tiles.ctaRows) *
                    llvm::divideCeil(problem.columns, tiles.ctaColumns) * problem.batch;
    // Splitting sums fills multiprocessors, and costs traffic.
    for (int64_t splits : kSplits) {
      tiles.splitDepth = llvm::alignTo(llvm::divideCeil(problem.depth, splits), tiles.sliceDepth);
      if (whole < 4 * device.units && tiles.splits(problem) == splits)
        addRasters();
    }
  }

  void addRasters() {
    for (int64_t raster : kRasters) {
      tiles.raster = raster;
      if (raster == 1 || raster * tiles.ctaRows < problem.rows)
        found.push_back(tiles);
    }
  }

  const GemmProblem &problem;
  const DeviceNumbers &device;
  GemmTiles tiles;
  std::vector<GemmTiles> found;
};
} // namespace

std::vector<GemmTiles> nvidia::gemmCandidates(const GemmProblem &problem, const DeviceNumbers &device) {
  return Candidates(problem, device).list();
}

double nvidia::rank(const target::TimeBound &bound) {
  constexpr double kExposed = 0.1;
  double sum = bound.waves->unitSeconds + bound.waves->arithmeticSeconds;
  for (const target::LevelTraffic &level : bound.levels)
    sum += target::TimeBound::secondsOf(level);
  return bound.seconds() + kExposed * sum;
}

/// `tiles` with as many CTAs as live at once, each of which takes several tiles: the first slices of the next one
/// arrive while the results of this one leave. Nothing where all tiles live at once.
static std::optional<GemmTiles> withWorkers(const GemmProblem &problem, const GemmTiles &tiles,
                                            const DeviceNumbers &device) {
  int64_t all = llvm::divideCeil(problem.rows, tiles.ctaRows) * llvm::divideCeil(problem.columns, tiles.ctaColumns) *
                problem.batch * tiles.splits(problem);
  GemmTiles queued = tiles;
  queued.workers = device.units * occupancy(problem, tiles, device).ctas;
  return queued.workers < all ? std::optional<GemmTiles>(queued) : std::nullopt;
}

schedule::TreeAttr nvidia::scheduleGemm(const GemmProblem &problem, const device::Device &device) {
  DeviceNumbers numbers(device);
  std::optional<double> peak = device.peakFlops(*problem.instruction);
  auto price = [&](const GemmTiles &tiles) { return predict(problem, tiles, numbers, peak); };
  std::vector<GemmTiles> candidates = gemmCandidates(problem, numbers);
  std::vector<std::pair<double, size_t>> order;
  for (auto [index, tiles] : llvm::enumerate(candidates))
    order.push_back({rank(price(tiles)), index});
  llvm::sort(order);
  auto kernel = cast<kernel::KernelOp>(problem.anchors.front()->getParentOp());
  auto writeObeyed = [&](const GemmTiles &tiles) {
    schedule::TreeAttr tree = writeSchedule(problem, tiles);
    bool isObeyed = !schedule::firstViolation(kernel, device, tree) && !whyNotRealisable(kernel, tree, &device);
    return isObeyed ? tree : schedule::TreeAttr();
  };
  for (auto [seconds, index] : ArrayRef(order).take_front(kMostTries)) {
    schedule::TreeAttr tree = writeObeyed(candidates[index]);
    if (!tree)
      continue;
    std::optional<GemmTiles> queued = withWorkers(problem, candidates[index], numbers);
    if (queued && price(*queued).seconds() < kWorthQueues * price(candidates[index]).seconds())
      if (schedule::TreeAttr better = writeObeyed(*queued))
        return better;
    return tree;
  }
  return {};
}
