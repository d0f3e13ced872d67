// How several kernels share a budget.
#include "autotune/Tuner/Budget.h"
#include <gtest/gtest.h>

using namespace aicc::autotune;

// What counts is the time of all calls in the module, not that of one.
TEST(Budget, GoesWhereMostIsSaved) {
  Prospect slow = {1, 2.0, 0.1, 16}, often = {30, 0.1, 0.1, 16}, exhausted = {100, 5.0, 0.0, 16};
  EXPECT_EQ(mostPromising({slow, often, exhausted}, 0), 1u);
  often.gain = 0.01;
  EXPECT_EQ(mostPromising({slow, often, exhausted}, 0), 0u);
}

// Where nothing is expected of any, the one with the fewest trials is next, whatever its time.
TEST(Budget, TakesTurnsWhereNothingIsExpected) {
  EXPECT_EQ(mostPromising({{1, 9.0, 0, 24}, {1, 0.1, 0, 16}, {1, 1.0, 0, 24}}, 0), 1u);
}

// A search that knows no more gets nothing; without any other the budget is not used up.
TEST(Budget, EndsWithTheSearches) {
  Prospect done = {9, 9.0, 0.5, 16, true};
  EXPECT_EQ(mostPromising({done, {1, 0.1, 0, 16}}, 0), 1u);
  EXPECT_EQ(mostPromising({done}, 0), std::nullopt);
}

// With a least gain, kernels below it get nothing, however much time they take.
TEST(Budget, EndsAtTheLeastGain) {
  Prospect large = {1, 100.0, 0.009, 16}, small = {1, 0.1, 0.011, 16};
  EXPECT_EQ(mostPromising({large, small}, 0.01), 1u);
  EXPECT_EQ(mostPromising({large, small}, 0.02), std::nullopt);
  EXPECT_EQ(mostPromising({large, small}, 0), 0u);
}
