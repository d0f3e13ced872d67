// What is kept of a contestant's calls.
#include "autotune/Measure/Samples.h"
#include <gtest/gtest.h>

using namespace aicc::autotune;

// Each contestant has the time that was taken while it ran itself, not what was taken from those before it; all calls
// are kept, in their order.
TEST(Samples, StealIsOfTheirOwnCalls) {
  Samples first = {{1.5, 2}, {/*stealMs=*/7, /*foreignMs=*/1}}, second = {{0.25}, {3, 0}};
  EXPECT_EQ(first.timing().policy.stealNs, 7'000'000);
  EXPECT_EQ(second.timing().policy.stealNs, 3'000'000);
  second += Samples{{0.5, 1e-9}, {1, 0}};
  EXPECT_EQ(second.timing().ns, (std::vector<int64_t>{250'000, 500'000, 1}));
  EXPECT_EQ(second.timing().policy.stealNs, 4'000'000);
}
