// See GemmModel.h.
#include "compiler/Target/NVIDIA/GemmModel.h"

#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace aicc;
using namespace aicc::nvidia;
using llvm::alignTo;
using llvm::divideCeil;

/// Lanes of a warp.
static constexpr int64_t kWarp = 32;
/// Parts of a multiprocessor, each with its own scheduler and matrix unit.
static constexpr int64_t kParts = 4;
/// Cycles from one mma.sync to the next that adds to its result.
static constexpr double kSumLatency = 33;
/// Cycles that the warps of a CTA lose between two slices, where no other CTA works meanwhile: a barrier, and the first
/// factors' way from shared memory. Of 40, 120 and 200 this one chose the fastest schedules on an H200.
static constexpr double kBarrier = 200;
/// Instructions of a warp between two slices: loop, addresses, waiting.
static constexpr double kSliceInstructions = 30;
/// Loads that memory is busy with take about twice as long as one alone.
static constexpr double kLoaded = 2;
/// Seconds from the end of one grid to the arithmetic of the next, on one stream.
static constexpr double kLaunch = 2e-6;
/// Registers of a lane for addresses, counters and predicates.
static constexpr int64_t kLaneOverhead = 40;

DeviceNumbers::DeviceNumbers(const device::Device &device) {
  constexpr double kNever = 1e18;
  device::MemoryLevel none;
  auto level = [&](llvm::StringRef name) { return device.level(name) ? *device.level(name) : none; };
  auto mostOnUnit = [&](llvm::StringRef name, std::optional<int64_t> device::ParallelResource::*field) {
    const device::ParallelResource *resource = device.resource(name);
    return resource ? (resource->*field).value_or(INT64_MAX) : INT64_MAX;
  };
  device::MemoryLevel memory = device.levels.front(), cache = level("L2"), shared = level("shared");
  clock = device.clockHz.value_or(1e9);
  units = device.silicon.units.value_or(1);
  sharedCapacity = shared.unitCapacity.value_or(shared.capacity.value_or(INT64_MAX / 2));
  sharedReserve = shared.unitCapacity && shared.capacity ? *shared.unitCapacity - *shared.capacity : 0;
  sharedBandwidth = shared.unitBandwidth.value_or(kNever);
  registers = device.registers ? device.registers->unitCount.value_or(INT64_MAX / 2) : INT64_MAX / 2;
  warps = mostOnUnit("warp", &device::ParallelResource::unitLimit);
  ctas = mostOnUnit("cta", &device::ParallelResource::limit);
  memoryBandwidth = memory.bandwidth.value_or(kNever);
  memoryLatency = memory.latency.value_or(0);
  cacheUnitBandwidth = cache.unitBandwidth.value_or(kNever);
  cacheBandwidth = std::min(cache.bandwidth.value_or(kNever), cacheUnitBandwidth * double(units));
  cacheLatency = cache.latency.value_or(0);
  cacheCapacity = cache.capacity;
}

//===-- Occupancy
//-----------------------------------------------------------------------------------------------===//

namespace {
/// A unit's tile in whole instructions.
struct PaddedTile {
  int64_t rows, columns, depth;
};
} // namespace

/// `rows` x `columns` as the instruction of `problem` computes them.
static PaddedTile padded(const GemmProblem &problem, const GemmTiles &tiles, int64_t rows, int64_t columns) {
  if (!problem.isMatrix())
    return {rows, columns, 1};
  const device::Instruction &with = *problem.instruction;
  int64_t m = tiles.isSwapped ? with.n : with.m, n = tiles.isSwapped ? with.m : with.n;
  return {int64_t(alignTo(rows, m)), int64_t(alignTo(columns, n)), with.k};
}

int64_t nvidia::laneRegisters(const GemmProblem &problem, const GemmTiles &tiles) {
  PaddedTile tile = padded(problem, tiles, tiles.unitRows, tiles.unitColumns);
  int64_t lanes = problem.isMatrix() ? kWarp : 1;
  auto spread = [&](int64_t points, int64_t bytes) { return int64_t(divideCeil(points * bytes, 4 * lanes)); };
  int64_t sums = problem.siblings() * spread(tile.rows * tile.columns, problem.sumBytes);
  int64_t factors = spread(tile.rows * tile.depth, problem.a.bytes) +
                    problem.siblings() * spread(tile.columns * tile.depth, problem.b.bytes);
  // The factors of the next step are loaded while this one multiplies.
  return sums + 2 * factors + kLaneOverhead;
}

Occupancy nvidia::occupancy(const GemmProblem &problem, const GemmTiles &tiles, const DeviceNumbers &device) {
  int64_t warps = divideCeil(tiles.lanes(problem), kWarp);
  // Registers are given to warps in steps of eight a lane.
  int64_t ctaRegisters = warps * kWarp * int64_t(alignTo(laneRegisters(problem, tiles), 8));
  Occupancy most = {device.sharedCapacity / (sharedBytes(problem, tiles) + device.sharedReserve), "shared"};
  auto limit = [&](int64_t ctas, llvm::StringRef name) {
    if (ctas < most.ctas)
      most = {ctas, name.str()};
  };
  limit(device.registers / ctaRegisters, "registers");
  limit(device.warps / warps, "warps");
  limit(device.ctas, "ctas");
  most.ctas = std::max<int64_t>(1, most.ctas);
  return most;
}

//===-- Time
//----------------------------------------------------------------------------------------------------===//

namespace {
class Model {
public:
  Model(const GemmProblem &problem, const GemmTiles &tiles, const DeviceNumbers &device, double peakFlops)
      : problem(problem), tiles(tiles), device(device), unitFlops(peakFlops / double(device.units)) {
    rowTiles = divideCeil(problem.rows, tiles.ctaRows);
    columnTiles = divideCeil(problem.columns, tiles.ctaColumns);
    splits = tiles.splits(problem);
    depth = tiles.splitDepth ? tiles.splitDepth : problem.depth;
    total = rowTiles * columnTiles * splits * problem.batch;
    resident = occupancy(problem, tiles, device);
    units = tiles.workers ? std::min(tiles.workers, device.units) : device.units;
    if (tiles.workers)
      resident.ctas = std::min<int64_t>(resident.ctas, divideCeil(tiles.workers, units));
  }

  /// What all CTAs read from L2, and write to it.
  double cacheBytes() const {
    double batch = double(problem.batch);
    double a = batch * double(rowsBytes()) * double(columnTiles), b = batch * double(columnsBytes()) * double(rowTiles);
    return a + b + double(problem.extraBytes + problem.resultBytes) + splitBytes();
  }

  double memoryBytes() const {
    auto once = double(problem.factorBytes);
    double read = std::clamp(double(problem.batch) * missedBytes(), once,
                             std::max(once, cacheBytes() - double(problem.extraBytes + problem.resultBytes)));
    double parts = fits(splitBytes() / 2) ? 0 : splitBytes();
    return read + double(problem.extraBytes + problem.resultBytes) + parts;
  }

  double sharedTotal() const {
    return double(total) * double(divideCeil(depth, tiles.sliceDepth)) * sliceSharedBytes();
  }

  target::Waves waves() const {
    target::Waves waves;
    waves.tiles = total;
    waves.perUnit = resident.ctas;
    waves.limit = total <= units * resident.ctas ? "tiles" : resident.limit;
    waves.count = double(total) / double(units * resident.ctas);
    waves.unitSeconds = unitSeconds();
    waves.arithmeticSeconds = arithmeticSeconds();
    waves.launchSeconds = kLaunch + (splits > 1 ? kLaunch + mergeSeconds() : 0);
    return waves;
  }

  int64_t busyUnits() const { return std::min(total, units); }

private:
  int64_t rowsBytes() const {
    return int64_t(problem.a.tensors.size()) * problem.rows * problem.depth * problem.a.bytes;
  }
  int64_t columnsBytes() const {
    return int64_t(problem.b.tensors.size()) * problem.columns * problem.depth * problem.b.bytes;
  }

  /// Parts of the sums, written and read.
  double splitBytes() const {
    double parts = double(problem.siblings() * splits * problem.batch) * double(problem.rows * problem.columns);
    return splits > 1 ? 2 * parts * double(problem.sumBytes) : 0;
  }

  double mergeSeconds() const {
    double bandwidth = fits(splitBytes() / 2) ? device.cacheBandwidth : device.memoryBandwidth;
    return splitBytes() / 2 / bandwidth + device.memoryLatency;
  }

  /// True where `bytes` may be expected to stay in L2 beside what streams through it.
  bool fits(double bytes) const { return device.cacheCapacity && bytes <= 0.5 * double(*device.cacheCapacity); }

  //===-- One multiprocessor
  //------------------------------------------------------------------------------------===//

  /// Bytes that one slice of a CTA moves into and out of shared memory.
  double sliceSharedBytes() const {
    double warpRows = double(tiles.unitRows), warpColumns = double(tiles.unitColumns);
    if (!problem.isMatrix()) {
      // Lanes of a warp lie along the columns first.
      double along = std::min<double>(kWarp, double(tiles.ctaColumns) / warpColumns);
      warpColumns *= along;
      warpRows *= kWarp / along;
    }
    double warps = double(divideCeil(tiles.lanes(problem), kWarp));
    double read = warps * (warpRows * double(problem.a.bytes) +
                           double(problem.siblings()) * warpColumns * double(problem.b.bytes));
    double written = double(sharedBytes(problem, tiles)) / double(tiles.stages * tiles.sliceDepth);
    return double(tiles.sliceDepth) * (read + written);
  }

  /// Seconds of arithmetic of one slice of `ctas` CTAs together.
  double sliceArithmetic(int64_t ctas) const {
    PaddedTile tile = padded(problem, tiles, tiles.unitRows, tiles.unitColumns);
    int64_t sliceDepth = alignTo(tiles.sliceDepth, tile.depth);
    double flops =
        2.0 * double(problem.siblings() * tiles.units()) * double(tile.rows * tile.columns) * double(sliceDepth);
    int64_t warps = ctas * int64_t(divideCeil(tiles.lanes(problem), kWarp));
    double parts = std::min(1.0, double(warps) / double(kParts));
    return double(ctas) * flops / (unitFlops * parts * coverage(tile, warps));
  }

  /// The share of the rate that independent sums of the warps of one part reach.
  double coverage(PaddedTile tile, int64_t warps) const {
    if (!problem.isMatrix())
      return 1;
    const device::Instruction &with = *problem.instruction;
    double sums = double(problem.siblings() * tile.rows * tile.columns) / double(with.m * with.n);
    double cycles = 2.0 * double(with.m * with.n * with.k) / (unitFlops / device.clock / kParts);
    return std::min(1.0, sums * std::max(1.0, double(warps) / kParts) * cycles / kSumLatency);
  }

  /// Seconds in which the schedulers of a multiprocessor issue the instructions of one slice of one CTA.
  double sliceIssue() const {
    PaddedTile tile = padded(problem, tiles, tiles.unitRows, tiles.unitColumns);
    const device::Instruction &with = *problem.instruction;
    double warps = double(divideCeil(tiles.lanes(problem), kWarp));
    double steps = double(divideCeil(tiles.sliceDepth, tile.depth)), siblings = double(problem.siblings());
    double products = siblings * double(tile.rows * tile.columns) / double(with.m * with.n);
    // Four matrices of eight rows, or four words of a lane, are loaded at once.
    double loads = (double(tile.rows) + siblings * double(tile.columns)) / (problem.isMatrix() ? 16.0 : 4.0);
    double copies = 3 * double(sharedBytes(problem, tiles)) / double(tiles.stages) /
                    (double(std::min(problem.a.loadBytes(), problem.b.loadBytes())) * kWarp * warps);
    return (steps * (products + loads) + copies + kSliceInstructions) * std::max(1.0, warps / kParts) / device.clock;
  }

  /// How many times a lane waits for a group of its loads of one slice.
  double loadsInTurn() const {
    auto groups = [&](const Factor &factor, int64_t size) {
      int64_t lines = size * tiles.sliceDepth * int64_t(factor.tensors.size());
      return int64_t(divideCeil(lines * factor.bytes, factor.loadBytes() * kLoadsAtOnce * tiles.lanes(problem)));
    };
    return double(groups(problem.a, tiles.ctaRows) + groups(problem.b, tiles.ctaColumns));
  }

  /// Seconds from one slice to the next of `ctas` CTAs on one multiprocessor.
  double slicePeriod(int64_t ctas) const {
    double shared = sliceSharedBytes() / device.sharedBandwidth, barrier = kBarrier / device.clock;
    double copy = double(sharedBytes(problem, tiles)) / double(tiles.stages) / device.cacheUnitBandwidth;
    double latency = kLoaded * device.memoryLatency;
    double one = std::max({shared, copy, sliceIssue()});
    double together = std::max(sliceArithmetic(ctas), double(ctas) * one) + barrier / double(ctas);
    if (tiles.stages == 1) // Copied through registers and waited for: nothing of the CTA's own overlaps.
      return std::max(together, loadsInTurn() * latency + sliceArithmetic(1) + shared + 2 * barrier);
    double alone = std::max(sliceArithmetic(1), one) + barrier;
    // No more slices are on their way than there are.
    int64_t ahead = std::min<int64_t>(tiles.stages - 1, divideCeil(depth, tiles.sliceDepth));
    return std::max({together, alone, latency / double(ahead)});
  }

  /// Arithmetic alone of the multiprocessor with the most tiles.
  double arithmeticSeconds() const {
    int64_t most = divideCeil(total, units), ctas = std::min(most, resident.ctas);
    return double(most) / double(ctas) * double(divideCeil(depth, tiles.sliceDepth)) * sliceArithmetic(ctas);
  }

  double unitSeconds() const {
    int64_t most = divideCeil(total, units), ctas = std::min(most, resident.ctas);
    double slices = double(divideCeil(depth, tiles.sliceDepth));
    double bytes = double(ctas) * double(tiles.ctaRows * tiles.ctaColumns) *
                   double(problem.resultBytes + splitBytes() / 2) /
                   double(problem.rows * problem.columns * problem.batch * splits);
    double load = kLoaded * device.memoryLatency, store = bytes / device.cacheUnitBandwidth;
    // A worker's next slices are on their way while its results leave.
    double between = tiles.workers && tiles.stages > 1 ? std::max(load, store) : load + store;
    // Another CTA of the multiprocessor multiplies meanwhile, where there is one.
    double hidden = most > ctas && ctas > 1 ? 1.0 / double(ctas) : 1.0;
    double rounds = std::ceil(double(most) / double(ctas));
    return rounds * slices * slicePeriod(ctas) + (rounds - 1) * hidden * between + load + store;
  }

  //===-- Waves and L2
  //------------------------------------------------------------------------------------------===//

  /// Bytes of A and B that one batch's tiles do not find in L2. Tiles are numbered along m within
  /// groups of `raster`, all columns within a group.
  double missedBytes() const {
    int64_t atOnce = std::min(total, units * resident.ctas);
    int64_t group = tiles.raster > 1 ? std::min(tiles.raster, rowTiles) : rowTiles;
    int64_t waveRows = std::min(group, atOnce),
            waveColumns = std::min<int64_t>(columnTiles, divideCeil(atOnce, waveRows));
    if (waveColumns == columnTiles)
      waveRows = std::min<int64_t>(rowTiles, divideCeil(atOnce, columnTiles));
    double a = double(rowsBytes()), b = double(columnsBytes());
    double rowPanel = a / double(rowTiles), columnPanel = b / double(columnTiles);
    double waves = std::ceil(double(rowTiles * columnTiles) / double(std::max<int64_t>(1, waveRows * waveColumns)));
    double groups = std::ceil(double(rowTiles) / double(group));
    if (fits(a + b))
      return a + b;
    // The rows of a group stay while the columns pass, which come once for each group.
    if (fits(double(group) * rowPanel + double(waveColumns) * columnPanel))
      return a + (fits(b + double(group) * rowPanel) ? b : groups * b);
    return waves * (double(waveRows) * rowPanel + double(waveColumns) * columnPanel);
  }

  const GemmProblem &problem;
  const GemmTiles &tiles;
  const DeviceNumbers &device;
  double unitFlops;
  int64_t rowTiles, columnTiles, splits, depth, total;
  int64_t units; ///< multiprocessors that have CTAs
  Occupancy resident;
};
} // namespace

target::TimeBound nvidia::predict(const GemmProblem &problem, const GemmTiles &tiles, const DeviceNumbers &device,
                                  std::optional<double> peakFlops) {
  Model model(problem, tiles, device, peakFlops.value_or(1e18));
  target::TimeBound bound;
  auto known = [](double bandwidth) { return bandwidth < 1e17 ? std::optional<double>(bandwidth) : std::nullopt; };
  bound.levels = {{"memory", int64_t(model.memoryBytes()), known(device.memoryBandwidth)},
                  {"L2", int64_t(model.cacheBytes()), known(device.cacheBandwidth)},
                  {"shared", int64_t(model.sharedTotal()), known(device.sharedBandwidth * double(model.busyUnits()))}};
  bound.flops = int64_t(problem.flops());
  bound.peakFlops = peakFlops;
  bound.threads = model.busyUnits();
  bound.waves = model.waves();
  bound.leastBytes = problem.factorBytes + problem.resultBytes + problem.extraBytes;
  return bound;
}
