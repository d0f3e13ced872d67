// Medians, bursts, ratios and the groups of a summary.
#include "compiler/Bench/Contest.h"
#include "compiler/Bench/Report.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

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

/// A lock's file that this user may only read, as another user's may be, is locked all the same.
TEST(MachineLock, HoldsOnAnotherUsersFile) {
  llvm::SmallString<128> folder;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("aicc-lock", folder));
  std::string path = folder.str().str() + "/aicc-bench.lock", above = folder.str().str() + "/..";
  close(open(path.c_str(), O_WRONLY | O_CREAT, 0444));
  // Other users pass through the folders, of which one may be a test runner's own.
  struct stat status;
  ASSERT_EQ(stat(above.c_str(), &status), 0);
  chmod(above.c_str(), status.st_mode | S_IXGRP | S_IXOTH), chmod(folder.c_str(), 0755);
  const char *usual = getenv("TMPDIR");
  std::string before = usual ? usual : "";
  setenv("TMPDIR", folder.c_str(), /*overwrite=*/1);
  bool isRoot = geteuid() == 0;
  ASSERT_EQ(isRoot ? seteuid(65534) : 0, 0); // root may write everything
  {
    MachineLock lock;
    int other = open(path.c_str(), O_RDONLY);
    EXPECT_EQ(flock(other, LOCK_EX | LOCK_NB), -1);
    EXPECT_EQ(errno, EWOULDBLOCK);
    close(other);
  }
  ASSERT_EQ(isRoot ? seteuid(0) : 0, 0);
  if (usual)
    setenv("TMPDIR", before.c_str(), /*overwrite=*/1);
  else
    unsetenv("TMPDIR");
  llvm::sys::fs::remove_directories(folder);
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
