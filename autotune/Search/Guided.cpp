// By models; see Search.h.
#include "autotune/Model/Features.h"
#include "autotune/Model/Fitted.h"
#include "autotune/Search/Search.h"

#include <cmath>
#include <numeric>

using namespace aicc::autotune;

/// Measurements before a model is fitted to them.
constexpr size_t kFirst = 9;
/// Knobs in which early candidates differ from one another at least.
constexpr int kApart = 3;
/// The fastest so far whose neighbours are looked at, and neighbours of each.
constexpr size_t kCentres = 6, kNeighbours = 40;
/// Of so many candidates one is random.
constexpr size_t kRandomly = 8;
/// What has no time counts as so many times as long as the default.
constexpr double kFailed = 4;

/// The order of `values`, the smallest first.
static std::vector<size_t> orderOf(const std::vector<double> &values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](size_t a, size_t b) { return std::pair(values[a], a) < std::pair(values[b], b); });
  return order;
}

static int distance(const SearchProblem &problem, const Candidate &a, const Candidate &b) {
  int different = 0;
  for (const auto &knob : problem.space.getSpace().knobs)
    different += a.point.get(knob.name, knob.neutral) != b.point.get(knob.name, knob.neutral);
  return different;
}

/// What the analytic model likes best, far from what was tried.
static void addAnalytically(const SearchProblem &problem, Batch &batch) {
  std::vector<Candidate> chosen;
  for (const Tried &tried : problem.history.drop_front(std::min<size_t>(1, problem.history.size())))
    chosen.push_back(tried.candidate);
  for (int apart : {kApart, 1})
    for (size_t number : orderOf(problem.pool.seconds)) {
      const Candidate &candidate = problem.pool.candidates[number];
      auto isApart = [&](const Candidate &other) { return distance(problem, candidate, other) >= apart; };
      if (!batch.isFull() && llvm::all_of(chosen, isApart) && batch.add(candidate))
        chosen.push_back(candidate);
    }
}

/// A model of the logarithm of times, of the default as 0.
static Fitted fitHistory(const SearchProblem &problem) {
  std::vector<Candidate> candidates;
  std::vector<double> values;
  double standard = problem.history.front().ms;
  for (const Tried &tried : problem.history) {
    candidates.push_back(tried.candidate);
    values.push_back(std::log(std::min(std::isfinite(tried.ms) ? tried.ms / standard : kFailed, kFailed)));
  }
  return Fitted::fit(featuresOf(problem.space, candidates), values);
}

/// Candidates around the fastest so far.
static std::vector<Candidate> neighbours(const SearchProblem &problem, std::mt19937_64 &random) {
  std::vector<Candidate> found;
  std::vector<const Tried *> centres = fastest(problem, kCentres);
  for (const Tried *centre : centres)
    for (size_t number = 0; number < kNeighbours; ++number) {
      bool isCrossed = number % 4 == 3;
      const Candidate &other = centres[size_t(random() % centres.size())]->candidate;
      std::optional<Candidate> next = isCrossed ? problem.space.cross(random, centre->candidate, other)
                                                : problem.space.change(random, centre->candidate);
      if (next)
        found.push_back(std::move(*next));
    }
  return found;
}

std::vector<Candidate> aicc::autotune::searchGuided(const SearchProblem &problem, size_t count) {
  Batch batch(problem, count);
  std::mt19937_64 random = generatorFor(problem);
  if (problem.history.size() < kFirst) {
    Batch start(problem, std::min(count, kFirst - problem.history.size()));
    addHints(problem, start);
    addAnalytically(problem, start);
    return start.take();
  }
  Fitted model = fitHistory(problem);
  std::vector<Candidate> choices = neighbours(problem, random);
  std::vector<double> expected = model.predict(featuresOf(problem.space, choices));
  choices.insert(choices.end(), problem.pool.candidates.begin(), problem.pool.candidates.end());
  llvm::append_range(expected, model.predict(problem.pool.features));
  Batch best(problem, count - count / kRandomly);
  for (size_t number : orderOf(expected))
    best.add(choices[number]);
  for (const Candidate &candidate : best.take())
    batch.add(candidate);
  fillRandomly(batch, problem.space, random);
  return batch.take();
}
