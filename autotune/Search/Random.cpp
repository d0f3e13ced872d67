// Independent draws; see Search.h.
#include "autotune/Search/Search.h"

using namespace aicc::autotune;

std::vector<Candidate> aicc::autotune::searchRandomly(const SearchProblem &problem, size_t count) {
  std::mt19937_64 random = generatorFor(problem);
  Batch batch(problem, count);
  fillRandomly(batch, problem.space, random);
  return batch.take();
}
