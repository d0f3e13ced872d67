// Measurements have the shape that was asked for; how fast this machine is, no test says.
#include "compiler/Probe/Bandwidth.h"
#include "compiler/Probe/DeviceProbe.h"
#include "compiler/Probe/Latency.h"
#include "compiler/Probe/Team.h"
#include "compiler/Probe/VectorRate.h"
#include <gtest/gtest.h>

using namespace aicc::probe;

namespace {
TEST(MeasureTest, OneSampleForEachRepetition) {
  EXPECT_EQ(sampleReadBandwidth(4096, 2, 3).size(), 3u);
  EXPECT_EQ(sampleLatency(4096, 3).size(), 3u);
  EXPECT_EQ(sampleVectorRate(hostVectorLoops().front(), 2, 3).size(), 3u);
}

TEST(MeasureTest, RatesArePositive) {
  EXPECT_GT(readBandwidth(1, 1), 0) << "less than a block is rounded up to one";
  for (unsigned bits : {64u, 256u, 512u})
    for (double rate : sampleReadBandwidth(1 << 16, 1, 1, bits))
      EXPECT_GT(rate, 0);
  for (const VectorLoop &loop : hostVectorLoops())
    for (const RateSample &sample : sampleVectorRate(loop, 1, 1)) {
      EXPECT_GT(sample.rate, 0) << loop.instruction;
      EXPECT_GT(sample.clock, 0) << loop.instruction;
    }
}

TEST(MeasureTest, EveryByteIsReadOnce) {
  // A page and a rest of two registers, with one value that no other line holds: its fold must show, wherever it is.
  alignas(64) static char data[4096 + 128];
  for (size_t line = 0; line < sizeof data / 64; ++line) {
    uint64_t *word = reinterpret_cast<uint64_t *>(data + line * 64);
    *word = 12345;
    for (unsigned bits : {64u, 256u, 512u})
      for (ReadBy by : {ReadBy::Pages, ReadBy::Lines})
        EXPECT_EQ(readOnce(data, sizeof data, by, bits), 12345u) << line;
    *word = 0;
  }
}

TEST(MeasureTest, EveryThreadOfATeamRunsAndWaits) {
  std::atomic<int> arrived{0}, early{0};
  runPinned(5, [&](unsigned, Barrier &barrier) {
    for (int round = 1; round <= 20; ++round) {
      ++arrived;
      barrier.wait();
      early += arrived < 5 * round;
      barrier.wait();
    }
  });
  EXPECT_EQ(arrived, 100);
  EXPECT_EQ(early, 0) << "threads passed a barrier before all had come";
}

TEST(MeasureTest, ThereAreNoMoreCoresThanProcessors) {
  EXPECT_GE(countCores(), 1u);
  EXPECT_LE(countCores(), countProcessors());
}

TEST(MeasureTest, TheSpreadIsOfSortedSamples) {
  Spread spread = spreadOf({5, 1, 9, 2, 3});
  EXPECT_EQ(spread.min, 1);
  EXPECT_EQ(spread.median, 3);
  EXPECT_EQ(spread.max, 9);
}
} // namespace
