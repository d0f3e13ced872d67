// Searches on timings that are a formula of the schedule: no hardware, the same in every run.
#include "autotune/Search/Search.h"
#include "autotune/Model/Analytic.h"
#include "autotune/Model/Features.h"
#include "autotune/Model/Fitted.h"
#include "test/Unit/Tune/Kernels.h"
#include <cmath>

using namespace aicc;
using namespace aicc::autotune;
using test::OneKernel;

/// Milliseconds that depend on every knob: the analytic model's, and a penalty that it does not
/// know.
static double timeOf(const LegalSpace &space, const Candidate &candidate) {
  double ms = predictSeconds(space, {candidate}).front() * 1e3;
  return ms * (1 + 0.1 * std::abs(double(candidate.point.get("unroll", 1)) - 2) +
               0.2 * double(candidate.point.get("walk", 0)));
}

/// The candidates of `batches` batches after the default, with their times.
static std::vector<Tried> replay(const LegalSpace &space, Search search, uint64_t seed, int batches) {
  Pool pool = drawPool(space, 200, seed);
  std::vector<Tried> history = {{space.getDefault(), timeOf(space, space.getDefault())}};
  for (int batch = 0; batch < batches; ++batch)
    for (const Candidate &candidate : search({space, pool, history, seed}, 8))
      history.push_back({candidate, timeOf(space, candidate)});
  return history;
}

static std::vector<std::string> pointsOf(const std::vector<Tried> &history) {
  std::vector<std::string> points;
  for (const Tried &tried : history)
    points.push_back(tried.candidate.point.text());
  return points;
}

static double bestOf(const std::vector<Tried> &history) {
  double best = history.front().ms;
  for (const Tried &tried : history)
    best = std::min(best, tried.ms);
  return best;
}

// The same seed and the same timings give the same candidates; another seed gives others.
TEST(Search, IsDeterministic) {
  OneKernel one(test::matmul(128, 512, 256));
  for (const NamedSearch &named : searches()) {
    if (named.name == "exhaustive")
      continue;
    auto first = pointsOf(replay(*one.space, named.search, 1, 4));
    EXPECT_EQ(first, pointsOf(replay(*one.space, named.search, 1, 4))) << named.name.str();
    EXPECT_NE(first, pointsOf(replay(*one.space, named.search, 2, 4))) << named.name.str();
    EXPECT_EQ(first.size(), 33u) << named.name.str();
  }
}

// No candidate is measured twice, and all are legal.
TEST(Search, ProposesNewLegalCandidates) {
  OneKernel one(test::matmul(128, 512, 256));
  for (const NamedSearch &named : searches()) {
    llvm::DenseSet<mlir::Attribute> seen;
    for (const Tried &tried : replay(*one.space, named.search, 3, 4)) {
      EXPECT_TRUE(seen.insert(tried.candidate.tree).second) << named.name.str();
      EXPECT_EQ(one.space->whyNot(tried.candidate.point), "") << named.name.str();
    }
  }
}

// An exhaustive search lists a small space once and then ends; it does not begin with a large one.
TEST(Search, ExhaustiveEnds) {
  OneKernel small(test::rowSum()), large(test::matmul(128, 512, 256));
  auto history = replay(*small.space, searchExhaustively, 0, 100);
  EXPECT_EQ(history.size(), small.space->all(1000)->size());
  EXPECT_EQ(replay(*large.space, searchExhaustively, 0, 1).size(), 1u);
  EXPECT_EQ(llvm::toString(checkSpace("exhaustive", *small.space)), "");
  EXPECT_EQ(llvm::toString(checkSpace("guided", *large.space)), "");
  std::string said = llvm::toString(checkSpace("exhaustive", *large.space));
  EXPECT_NE(said.find("expected a space of at most 1000000 points for --search exhaustive, found "), std::string::npos) << said;
}

// What learns finds better schedules with as many trials than what does not, here on timings with
// structure.
TEST(Search, LearningHelps) {
  OneKernel one(test::matmul(128, 512, 256));
  double guided = bestOf(replay(*one.space, searchGuided, 5, 6));
  double random = bestOf(replay(*one.space, searchRandomly, 5, 6));
  EXPECT_LT(guided, random);
}

// A candidate that failed has no time; searches go on from what has some.
TEST(Search, SurvivesFailures) {
  OneKernel one(test::matmul(128, 512, 256));
  Pool pool = drawPool(*one.space, 100, 0);
  std::vector<Tried> history = {{one.space->getDefault(), 1.0}};
  for (size_t number = 0; number < 20; ++number)
    history.push_back({pool.candidates[number], std::numeric_limits<double>::infinity()});
  for (Search search : {searchGuided, searchByEvolution, searchRandomly})
    EXPECT_EQ(search({*one.space, pool, history, 0}, 8).size(), 8u);
}

// Features have names, one for each number, and are finite.
TEST(Model, FeaturesHaveNames) {
  OneKernel one(test::matmul(128, 512, 256));
  auto rows = featuresOf(*one.space, {one.space->getDefault()});
  ASSERT_EQ(rows.front().size(), featureNames(*one.space).size());
  for (double value : rows.front())
    EXPECT_TRUE(std::isfinite(value));
}

// The fitted model reproduces what it was fitted to, and what lies between.
TEST(Model, FitsSmoothFunctions) {
  std::vector<std::vector<double>> features;
  std::vector<double> values;
  for (int x = 0; x <= 10; ++x)
    for (int y = 0; y <= 10; y += 2) {
      features.push_back({double(x), double(y), 7});
      values.push_back(std::sin(x / 5.0) + 0.1 * y);
    }
  Fitted model = Fitted::fit(features, values);
  EXPECT_NEAR(model.predict({{5, 5, 7}}).front(), std::sin(1.0) + 0.5, 0.05);
}
