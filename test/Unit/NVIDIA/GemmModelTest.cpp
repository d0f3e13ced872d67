// The analytic model of GEMM on GPUs: one resource at a time, on a device with round numbers.
#include "compiler/Target/NVIDIA/GemmModel.h"
#include <gtest/gtest.h>

using namespace aicc;
using namespace aicc::nvidia;

namespace {
/// 100 multiprocessors at 1 GHz, 2 TFLOP/s each: 2000 FLOP a cycle.
device::Device makeDevice() {
  device::Device device;
  device.clockHz = 1e9;
  device.silicon.units = 100;
  device::MemoryLevel memory, cache, shared;
  memory.name = "memory", memory.bandwidth = 2e12, memory.latency = 5e-7;
  cache.name = "L2", cache.bandwidth = 6e12, cache.unitBandwidth = 64e9, cache.capacity = 40 << 20;
  shared.name = "shared", shared.capacity = 163 << 10, shared.unitCapacity = 164 << 10, shared.unitBandwidth = 128e9;
  device.levels = {memory, cache, shared};
  device.registers = device::RegisterFile();
  device.registers->unitCount = 65536;
  device::ParallelResource warp;
  warp.name = "warp", warp.unitLimit = 64;
  device.parallel = {warp};
  device::Instruction mma;
  mma.name = "mma", mma.kind = device::InstructionKind::Matrix;
  mma.m = 16, mma.n = 8, mma.k = 16, mma.peakFlops = 2e14;
  device.instructions = {mma};
  return device;
}

class GemmModelTest : public ::testing::Test {
protected:
  GemmModelTest() : device(makeDevice()), numbers(device) {}

  GemmProblem problem(int64_t rows, int64_t columns, int64_t depth) {
    GemmProblem result;
    result.anchors.resize(1);
    result.rows = rows, result.columns = columns, result.depth = depth;
    for (Factor *factor : {&result.a, &result.b}) {
      factor->tensors.resize(1);
      factor->bytes = 2, factor->isAsync = true;
    }
    result.factorBytes = 2 * (rows + columns) * depth;
    result.resultBytes = 4 * rows * columns;
    result.instruction = &device.instructions.front();
    return result;
  }
  target::TimeBound price(const GemmProblem &problem, const GemmTiles &tiles) {
    return predict(problem, tiles, numbers, 2e14);
  }

  device::Device device;
  DeviceNumbers numbers;
};

TEST_F(GemmModelTest, TheUnitWithTheMostTilesDecides) {
  GemmTiles tiles; // 128 x 128
  target::TimeBound full = price(problem(1280, 1280, 8192), tiles);
  target::TimeBound one = price(problem(1280, 1290, 8192), tiles);
  target::TimeBound twice = price(problem(2560, 1280, 8192), tiles);
  EXPECT_EQ(full.waves->tiles, 100);
  EXPECT_EQ(one.waves->tiles, 110);
  EXPECT_EQ(twice.waves->tiles, 200);
  EXPECT_GT(one.waves->unitSeconds, 1.5 * full.waves->unitSeconds) << "ten tiles more take a second round";
  EXPECT_DOUBLE_EQ(one.waves->unitSeconds, twice.waves->unitSeconds) << "as a hundred more do";
}

TEST_F(GemmModelTest, ArithmeticAtPeakIsABound) {
  GemmTiles tiles;
  target::TimeBound bound = price(problem(12800, 12800, 4096), tiles);
  EXPECT_GE(bound.seconds(), bound.computeSeconds());
  EXPECT_GE(bound.seconds(), bound.roofSeconds());
  EXPECT_LT(bound.seconds(), 1.3 * bound.computeSeconds()) << "and large tiles come near it";
}

TEST_F(GemmModelTest, OccupancyIsLimitedByWhatIsScarce) {
  GemmProblem p = problem(4096, 4096, 4096);
  GemmTiles tiles;
  tiles.stages = 5, tiles.sliceDepth = 64; // 5 * 64 * 256 * 2 = 160 KiB
  EXPECT_EQ(occupancy(p, tiles, numbers).ctas, 1);
  EXPECT_EQ(occupancy(p, tiles, numbers).limit, "shared");
  tiles.stages = 2, tiles.sliceDepth = 16;
  EXPECT_EQ(occupancy(p, tiles, numbers).limit, "registers");
  tiles.ctaRows = tiles.ctaColumns = tiles.unitRows = tiles.unitColumns = 16;
  numbers.warps = 4;
  EXPECT_EQ(occupancy(p, tiles, numbers).ctas, 4);
  EXPECT_EQ(occupancy(p, tiles, numbers).limit, "warps");
}

TEST_F(GemmModelTest, BuffersHideLatency) {
  GemmTiles tiles;
  tiles.ctaRows = tiles.unitRows = 16, tiles.ctaColumns = 32, tiles.unitColumns = 32;
  GemmProblem p = problem(16, 3200, 8192);
  double seconds = 1;
  for (int64_t stages : {2, 3, 5}) {
    tiles.stages = stages;
    double next = price(p, tiles).waves->unitSeconds;
    EXPECT_LT(next, seconds) << stages << " buffers";
    seconds = next;
  }
  tiles.stages = 1;
  EXPECT_GT(price(p, tiles).waves->unitSeconds, seconds) << "a copy that is waited for hides nothing";
}

TEST_F(GemmModelTest, AWorkerLoadsWhileItsResultsLeave) {
  GemmTiles tiles, queued;
  tiles.stages = 5, tiles.sliceDepth = 64; // one CTA a multiprocessor
  queued = tiles;
  queued.workers = 100;
  GemmProblem p = problem(5120, 1280, 1024); // four tiles each
  double gain = price(p, tiles).waves->unitSeconds - price(p, queued).waves->unitSeconds;
  // Three times the shorter of a load, 2 * 0.5 us, and of a store: 128 * 128 * 4 bytes at 64 GB/s.
  EXPECT_NEAR(gain, 3 * std::min(1e-6, 128 * 128 * 4 / 64e9), 1e-9);
  queued.workers = 50;
  EXPECT_GT(price(p, queued).waves->unitSeconds, 1.8 * price(p, tiles).waves->unitSeconds) << "half of them idle";
}

TEST_F(GemmModelTest, SplitSumsCostTheirWayAndALaunch) {
  GemmTiles tiles, split;
  split.splitDepth = 2048;
  GemmProblem p = problem(128, 1280, 8192);
  target::TimeBound whole = price(p, tiles), parts = price(p, split);
  EXPECT_EQ(parts.waves->tiles, 4 * whole.waves->tiles);
  EXPECT_LT(parts.waves->unitSeconds, 0.5 * whole.waves->unitSeconds);
  EXPECT_GT(parts.waves->launchSeconds, whole.waves->launchSeconds);
  EXPECT_GT(parts.levels[1].bytes, whole.levels[1].bytes) << "parts are written and read";
}

TEST_F(GemmModelTest, ShortRowsAreCheaperTurned) {
  GemmTiles tiles, turned;
  tiles.ctaRows = tiles.unitRows = 8, tiles.ctaColumns = tiles.unitColumns = 256;
  turned = tiles;
  turned.isSwapped = true;
  GemmProblem p = problem(8, 25600, 4096);
  EXPECT_LT(laneRegisters(p, turned), laneRegisters(p, tiles));
  EXPECT_LT(price(p, turned).waves->arithmeticSeconds, 0.6 * price(p, tiles).waves->arithmeticSeconds);
}

TEST_F(GemmModelTest, GroupsKeepRowsInL2) {
  GemmTiles plain, grouped;
  grouped.raster = 8;
  GemmProblem p = problem(16384, 16384, 8192);
  EXPECT_LT(price(p, grouped).levels[0].bytes, price(p, plain).levels[0].bytes);
  numbers.cacheCapacity = int64_t(4) << 30;
  EXPECT_EQ(price(p, plain).levels[0].bytes, p.factorBytes + p.resultBytes) << "where all fits, each byte comes once";
}
} // namespace
