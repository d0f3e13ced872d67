// All schedules of a small space; see Search.h.
#include "autotune/Search/Search.h"

using namespace aicc::autotune;

/// Points of the largest space that is listed: about 40 s.
constexpr int64_t kMostPoints = 1'000'000;

std::vector<Candidate> aicc::autotune::searchExhaustively(const SearchProblem &problem, size_t count) {
  Batch batch(problem, count);
  if (std::optional<std::vector<Candidate>> all = problem.space.all(kMostPoints))
    for (const Candidate &candidate : *all)
      batch.add(candidate);
  return batch.take();
}
