// The search for one kernel's schedule: what was tried, what to try next, and what comes of it.
// Everything that is measured is in the database before the next candidate starts, so that a kill
// loses at most one.
#ifndef AICC_AUTOTUNE_TUNER_KERNELSEARCH_H
#define AICC_AUTOTUNE_TUNER_KERNELSEARCH_H

#include "autotune/Database/Database.h"
#include "autotune/Measure/Laboratory.h"
#include "autotune/Search/Search.h"

namespace aicc::autotune {
/// Candidates that are compiled together and then measured one after the other.
inline constexpr size_t kBatch = 8;

/// How a kernel is searched.
struct SearchOptions {
  std::string search = "guided"; ///< a name of `searches`
  uint64_t seed = 0;
  bool isResumed = false;     ///< goes on with the last search of the same kernel, search and seed
  std::string cache = "warm"; ///< where operands are before each call; searches of different ones are different
  std::string origin;         ///< goes into the record
  size_t poolSize = 1500;     ///< candidates that the models choose from
};

class KernelSearch {
public:
  /// Refers to all of them; `database` may be null: then nothing is kept.
  KernelSearch(const LegalSpace &space, Laboratory &laboratory, Database *database, SearchOptions options);

  /// Measures the default, and takes up what an earlier search left. An error where the space is too large for the search.
  llvm::Error begin();
  /// Measures at most `count` candidates of one batch; `done` gets each, and its error ends the
  /// batch without keeping that candidate. Returns how many were measured: 0 where the search knows
  /// no more.
  llvm::Expected<size_t> step(size_t count, llvm::function_ref<llvm::Error(const Tried &, const Measured &)> done);
  /// Lets the fastest take turns with the default and stores the record of who won.
  llvm::Error finish();

  /// The share of the present best time that the next batch is expected to save: what the last two
  /// batches saved on average, 10 % before there are two, 0 where the search knows no more.
  double expectedGain() const;

  /// Candidates that were measured, in order, the default first.
  llvm::ArrayRef<Tried> getHistory() const { return history; }
  double getDefaultMs() const { return history.empty() ? 0 : history.front().ms; }
  double getBestMs() const;
  /// Candidates without the default.
  size_t getTrials() const { return history.empty() ? 0 : history.size() - 1; }
  /// Schedules of near records with which the search begins.
  size_t getHints() const { return hints.size(); }
  /// How candidates ended, apart from those that were timed or dropped for being slow.
  const std::map<Outcome, int64_t> &getLosses() const { return losses; }
  /// After `finish`.
  const Decision &getDecision() const { return *decision; }
  /// The schedule that won, after `finish`.
  const Candidate &getChosen() const { return chosen; }
  /// The id of the stored record; empty without a database.
  const std::string &getRecordId() const { return recordId; }
  bool isFinished() const { return decision.has_value(); }

private:
  llvm::Error openSession();
  llvm::Error findHints();
  void addHint(llvm::StringRef text);
  llvm::Error resume(const SearchState &last);
  void takeUp(const Trial &trial);
  std::optional<Candidate> candidateOf(llvm::StringRef text) const;
  llvm::Error keep(const Candidate &candidate, const Measured &measured);
  llvm::Error store(size_t place, const Measured &measured);
  std::vector<size_t> finalists() const;
  SearchState state() const;
  std::vector<Candidate> propose(size_t start, size_t count) const;
  llvm::Error commit();
  void note(const Candidate &candidate, int64_t number, double ms, Outcome outcome);
  /// Takes note of how the candidate at `place` ended in a final: one that was lost there has no time any more.
  void noteFinal(size_t place, Outcome outcome);

  const LegalSpace &space;
  Laboratory &laboratory;
  Database *database;
  SearchOptions options;
  Search search;
  Key key;
  std::string session; ///< this search's alone; empty without a database
  Pool pool;
  std::vector<Candidate> hints; ///< the nearest first
  std::vector<std::string> hintTexts; ///< their records' schedules
  std::vector<Tried> history;
  std::vector<int64_t> numbers; ///< of the history's entries in the session; those that are not taken up leave gaps
  int64_t nextNumber = 0;
  int64_t stored = 0; ///< trials of the session in the database, as far as this search knows
  std::map<Outcome, int64_t> losses;
  size_t batchStart = 1;  ///< entries of the history when the present batch was proposed
  bool isPartial = false; ///< whether that batch has not been measured wholly
  double scale = 1;       ///< from milliseconds of today to those of the search's beginning
  bool isExhausted = false;
  std::optional<Decision> decision;
  Candidate chosen;
  std::string recordId;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_TUNER_KERNELSEARCH_H
