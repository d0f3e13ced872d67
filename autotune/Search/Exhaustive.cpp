// All schedules of a small space; see Search.h.
#include "autotune/Search/Search.h"

using namespace aicc::autotune;

std::vector<Candidate> aicc::autotune::searchExhaustively(const SearchProblem &problem, size_t count) {
  Batch batch(problem, count);
  if (std::optional<llvm::ArrayRef<Candidate>> all = problem.space.all(kMostListed))
    for (const Candidate &candidate : *all)
      batch.add(candidate);
  return batch.take();
}
