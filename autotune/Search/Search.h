// What to measure next. A search is a free function of what is known: it keeps nothing between
// calls, so that a search that was killed goes on as if it had not been, and the same timings give
// the same candidates.
#ifndef AICC_AUTOTUNE_SEARCH_SEARCH_H
#define AICC_AUTOTUNE_SEARCH_SEARCH_H

#include "autotune/Space/LegalSpace.h"
#include "llvm/ADT/DenseSet.h"

namespace aicc::autotune {
/// A candidate that was measured.
struct Tried {
  Candidate candidate;
  double ms; ///< infinite where it has no time: it failed
};

/// Legal candidates with what the analytic model says of them: drawn once a kernel, the same for
/// the same seed. Two thirds of them are random, the others one or two knobs away from the default.
struct Pool {
  std::vector<Candidate> candidates;
  std::vector<double> seconds; ///< predicted
  std::vector<std::vector<double>> features;
};
Pool drawPool(const LegalSpace &space, size_t count, uint64_t seed);

/// What a search may know.
struct SearchProblem {
  const LegalSpace &space;
  const Pool &pool;
  llvm::ArrayRef<Tried> history; ///< in the order of measuring, the default first
  uint64_t seed;
  llvm::ArrayRef<Candidate> hints = {}; ///< what was fast for kernels like this one, the most like first
};

/// At most `count` different candidates that are not in the history; none where the search knows no
/// more. Deterministic: the same problem and count give the same candidates.
using Search = std::vector<Candidate> (*)(const SearchProblem &problem, size_t count);

/// Points of the largest space that is listed: about 40 s.
inline constexpr int64_t kMostListed = 1'000'000;

/// All legal schedules of a small space, in the order of the knobs. None of a space with more than `kMostListed` points.
std::vector<Candidate> searchExhaustively(const SearchProblem &problem, size_t count);
/// Independent draws.
std::vector<Candidate> searchRandomly(const SearchProblem &problem, size_t count);
/// Changes and crossings of the fastest so far, after a start of hints and random draws.
std::vector<Candidate> searchByEvolution(const SearchProblem &problem, size_t count);
/// First the hints and what the analytic model likes best, as far apart as it may be; then what a model expects
/// that is fitted to the history, in the pool and around the fastest so far; a part of each batch
/// stays random.
std::vector<Candidate> searchGuided(const SearchProblem &problem, size_t count);

/// A search by its name.
struct NamedSearch {
  llvm::StringLiteral name, meaning;
  Search search;
  int64_t mostPoints; ///< of the largest space that it knows what to do with; 0: any
};
llvm::ArrayRef<NamedSearch> searches();
/// The search called `name`, or nothing.
std::optional<Search> findSearch(llvm::StringRef name);
/// "guided, random, …"
std::string searchNames();
/// An error where `space` is too large for the search called `name`: says its size, the limit and what to do.
llvm::Error checkSpace(llvm::StringRef name, const LegalSpace &space);

/// Collects candidates that are neither in the history nor collected yet.
class Batch {
public:
  Batch(const SearchProblem &problem, size_t count);
  /// Adds `candidate` where it is new and there is room; says whether it did.
  bool add(const std::optional<Candidate> &candidate);
  bool isFull() const { return candidates.size() >= count; }
  std::vector<Candidate> take() { return std::move(candidates); }

private:
  size_t count;
  llvm::DenseSet<mlir::Attribute> seen;
  std::vector<Candidate> candidates;
};

/// A generator for the next step of `problem`.
std::mt19937_64 generatorFor(const SearchProblem &problem);
/// The entries of the history that have a time, the fastest first, at most `count`.
std::vector<const Tried *> fastest(const SearchProblem &problem, size_t count);
/// Adds those of the problem's hints that are new.
void addHints(const SearchProblem &problem, Batch &batch);
/// Fills `batch` with random candidates.
void fillRandomly(Batch &batch, const LegalSpace &space, std::mt19937_64 &random);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_SEARCH_SEARCH_H
