// Changes and crossings; see Search.h.
#include "autotune/Search/Search.h"

using namespace aicc::autotune;

/// Parents, and as many random candidates before there are any.
constexpr size_t kPopulation = 16;
/// Of so many children one is crossed, and one is a newcomer.
constexpr uint64_t kCrossed = 3, kNewcomers = 8;

std::vector<Candidate> aicc::autotune::searchByEvolution(const SearchProblem &problem, size_t count) {
  constexpr int kFruitless = 200;
  std::mt19937_64 random = generatorFor(problem);
  Batch batch(problem, count);
  std::vector<const Tried *> parents = fastest(problem, kPopulation);
  if (problem.history.size() < kPopulation || parents.empty()) {
    addHints(problem, batch);
    fillRandomly(batch, problem.space, random);
    return batch.take();
  }
  auto parent = [&]() -> const Candidate & {
    // The better of two has the child.
    size_t a = size_t(random() % parents.size()), b = size_t(random() % parents.size());
    return parents[std::min(a, b)]->candidate;
  };
  for (int fruitless = 0; !batch.isFull() && fruitless < kFruitless; ++fruitless) {
    uint64_t kind = random() % 24;
    std::optional<Candidate> child = kind % kNewcomers == 7 ? problem.space.draw(random)
                                     : kind % kCrossed == 0 ? problem.space.cross(random, parent(), parent())
                                                            : problem.space.change(random, parent());
    if (batch.add(child))
      fruitless = 0;
  }
  return batch.take();
}
