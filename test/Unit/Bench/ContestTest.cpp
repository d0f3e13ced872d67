// Medians, bursts, ratios and the groups of a summary.
#include "compiler/Bench/Report.h"

#include <gtest/gtest.h>

using namespace aicc::bench;

TEST(Summarise, GivesMedianAndMinimum) {
  Times odd = summarise(std::vector<double>{3, 1, 2}), even = summarise(std::vector<double>{4, 1, 3, 2});
  EXPECT_EQ(odd.median, 2);
  EXPECT_EQ(odd.min, 1);
  EXPECT_EQ(even.median, 2.5);
  EXPECT_EQ(even.calls, 4);
  EXPECT_EQ(summarise(std::vector<double>{}).median, 0);
}

/// As many calls as are asked for, more of short ones, never a burst without a call.
TEST(PlanBursts, MakesEnoughCalls) {
  for (double ms : {0.0, 0.001, 0.3, 7.0, 500.0})
    for (int64_t repeat : {1, 3, 20, 100}) {
      BurstPlan plan = planBursts(ms, repeat);
      EXPECT_GE(plan.bursts * plan.calls, repeat) << ms;
      EXPECT_GE(plan.calls, 1) << ms;
    }
  EXPECT_EQ(planBursts(500, 20).bursts * planBursts(500, 20).calls, 20);
  EXPECT_GT(planBursts(0.01, 20).calls, 100);
}

static RowResult makeResult(const char *id, int64_t m, double median, std::vector<double> peers) {
  RowResult result;
  result.row.id = id, result.row.m = m, result.row.n = result.row.k = 64;
  result.times = {median, median, 20};
  result.flops = result.row.flops(), result.roof.peakGflops = 1;
  result.check.passed = true;
  for (double peer : peers) {
    PeerResult entry;
    entry.name = result.peers.empty() ? "first" : "second", entry.times = {peer, peer, 20};
    result.peers.push_back(entry);
  }
  return result;
}

TEST(Ratio, ComparesWithTheFastestPeer) {
  EXPECT_EQ(makeResult("a", 1, 2, {6, 4}).ratio(), 2);
  EXPECT_EQ(makeResult("a", 1, 2, {}).ratio(), 0);
}

/// Rows are grouped by size; invalid and skipped ones are left out; the worst is named.
TEST(Groups, SummariseBySize) {
  std::vector<RowResult> results;
  results.push_back(makeResult("large", 128, 1, {1}));
  results.push_back(makeResult("larger", 512, 1, {4, 5}));
  results.push_back(makeResult("small", 16, 2, {1}));
  results.push_back(makeResult("single", 1, 1, {3}));
  results.push_back(makeResult("disturbed", 512, 1, {0.001}));
  results.back().invalid = "others were busy";
  results.push_back(makeResult("skipped", 512, 1, {0.001}));
  results.back().skipped = "no reason";
  std::vector<GroupSummary> groups = summarise(results);
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0].name, "f32 prepacked nk warm, 16 <= M <= 64");
  EXPECT_EQ(groups[1].name, "f32 prepacked nk warm, M < 16");
  EXPECT_EQ(groups[2].name, "f32 prepacked nk warm, M >= 128");
  EXPECT_EQ(groups[2].rows, 2);
  EXPECT_DOUBLE_EQ(groups[2].geometricMean, 2);
  EXPECT_EQ(groups[2].worst, 1);
  EXPECT_EQ(groups[2].worstRow, "large x1");
  EXPECT_DOUBLE_EQ(groups[2].peers.at("second"), 5);
}
