// Who wins, from the medians of turns.
#include "autotune/Measure/Statistics.h"
#include <gtest/gtest.h>

using namespace aicc::autotune;

// A contestant that is always faster wins; the interval of its ratio excludes 1.
TEST(Statistics, AClearWinnerWins) {
  Choice choice = choose({{10, 10.1, 9.9, 10, 10.05}, {9, 9.1, 8.9, 9, 9.05}, {11, 11, 11, 11, 11}}, {"", "a", "b"});
  EXPECT_EQ(choice.winner, 1u);
  EXPECT_TRUE(choice.ofDefault.isFaster());
  EXPECT_EQ(choice.ties, std::vector<size_t>{1});
}

// What is faster by less than the turns differ is noise: the default stays.
TEST(Statistics, NoiseKeepsTheDefault) {
  Choice choice = choose({{10, 10.4, 9.7, 10.2, 9.9}, {9.9, 10.1, 10.2, 9.6, 10.1}}, {"", "a"});
  EXPECT_EQ(choice.winner, 0u);
  EXPECT_EQ(choice.ties.size(), 2u);
}

// A drift that hits all alike does not hide a difference.
TEST(Statistics, DriftIsNoDifference) {
  Choice choice = choose({{10, 11, 12, 13, 14}, {9.5, 10.45, 11.4, 12.35, 13.3}}, {"", "a"});
  EXPECT_EQ(choice.winner, 1u);
  EXPECT_NEAR(choice.ofDefault.mean, 0.95, 1e-9);
}

// Among equals the name decides, whichever of them was a little faster this time.
TEST(Statistics, TiesGoToTheSmallestName) {
  std::vector<double> slow = {10, 10, 10.1, 9.9, 10};
  std::vector<double> x = {9.01, 9.0, 9.02, 8.98, 9.0}, y = {9.0, 9.01, 8.99, 9.0, 9.01};
  EXPECT_EQ(choose({slow, x, y}, {"", "b", "a"}).winner, 2u);
  EXPECT_EQ(choose({slow, y, x}, {"", "b", "a"}).winner, 2u);
  EXPECT_EQ(choose({slow, x, y}, {"", "a", "b"}).winner, 1u);
}

// Fewer than three turns say nothing.
TEST(Statistics, FewTurnsSayNothing) {
  EXPECT_FALSE(ratioOf({1, 1}, {2, 2}).isFaster());
  EXPECT_EQ(choose({{10, 10}, {5, 5}}, {"", "a"}).winner, 0u);
}
