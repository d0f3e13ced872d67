// What searches share; see Search.h.
#include "autotune/Search/Search.h"
#include "autotune/Model/Analytic.h"
#include "autotune/Model/Features.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace aicc;
using namespace aicc::autotune;

static constexpr NamedSearch kSearches[] = {
    {"guided", "by the analytic model, then by one that is fitted to what was measured", searchGuided, 0},
    {"evolution", "changes and crossings of the fastest so far", searchByEvolution, 0},
    {"random", "independent draws", searchRandomly, 0},
    {"exhaustive", "all schedules of a small space", searchExhaustively, kMostListed},
};

llvm::ArrayRef<NamedSearch> autotune::searches() { return kSearches; }

std::optional<Search> autotune::findSearch(llvm::StringRef name) {
  for (const NamedSearch &search : kSearches)
    if (search.name == name)
      return search.search;
  return std::nullopt;
}

std::string autotune::searchNames() {
  return llvm::join(llvm::map_range(kSearches, [](const NamedSearch &search) { return search.name.str(); }), ", ");
}

llvm::Error autotune::checkSpace(llvm::StringRef name, const LegalSpace &space) {
  double points = space.getSpace().size();
  for (const NamedSearch &search : kSearches)
    if (search.name == name && search.mostPoints && points > double(search.mostPoints))
      return llvm::createStringError(
          llvm::formatv(
              "kernel @{0}: expected a space of at most {1} points for --search {2}, found {3:e2}; choose another "
              "search: {4}",
              space.getKernel().getSymName(), search.mostPoints, name, points, searchNames())
              .str());
  return llvm::Error::success();
}

Pool autotune::drawPool(const LegalSpace &space, size_t count, uint64_t seed) {
  Pool pool;
  std::mt19937_64 random(seed);
  llvm::DenseSet<mlir::Attribute> seen;
  for (size_t attempt = 0; attempt < count; ++attempt) {
    bool isNear = attempt % 3 == 2;
    std::optional<Candidate> next = isNear ? space.change(random, space.getDefault()) : space.draw(random);
    if (next && seen.insert(next->tree).second)
      pool.candidates.push_back(std::move(*next));
    // A space without legal schedules will not have one the next time.
    if (!next && pool.candidates.empty() && attempt > 2)
      break;
  }
  pool.seconds = predictSeconds(space, pool.candidates);
  pool.features = featuresOf(space, pool.candidates);
  return pool;
}

Batch::Batch(const SearchProblem &problem, size_t count) : count(count) {
  for (const Tried &tried : problem.history)
    seen.insert(tried.candidate.tree);
}

bool Batch::add(const std::optional<Candidate> &candidate) {
  if (!candidate || isFull() || !seen.insert(candidate->tree).second)
    return false;
  candidates.push_back(*candidate);
  return true;
}

std::mt19937_64 autotune::generatorFor(const SearchProblem &problem) {
  std::seed_seq sequence{uint32_t(problem.seed), uint32_t(problem.seed >> 32), uint32_t(problem.history.size())};
  return std::mt19937_64(sequence);
}

std::vector<const Tried *> autotune::fastest(const SearchProblem &problem, size_t count) {
  std::vector<const Tried *> best;
  for (const Tried &tried : problem.history)
    if (std::isfinite(tried.ms))
      best.push_back(&tried);
  // Of equal times the earlier one: they lie in the history's order.
  llvm::sort(best, [](const Tried *a, const Tried *b) { return std::pair(a->ms, a) < std::pair(b->ms, b); });
  best.resize(std::min(best.size(), count));
  return best;
}

void autotune::addHints(const SearchProblem &problem, Batch &batch) {
  for (const Candidate &hint : problem.hints)
    batch.add(hint);
}

void autotune::fillRandomly(Batch &batch, const LegalSpace &space, std::mt19937_64 &random) {
  constexpr int kFruitless = 200;
  for (int fruitless = 0; !batch.isFull() && fruitless < kFruitless;)
    fruitless = batch.add(space.draw(random)) ? 0 : fruitless + 1;
}
