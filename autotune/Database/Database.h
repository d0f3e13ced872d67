// The database of records and trials: an interface, and the SQLite file that implements it.
//
// Every call is one transaction: when it returns success its effect survives a kill of this process, and when it fails
// nothing has changed. Several processes may use one file at once; a call waits up to `kBusyMs` for the others.
// Errors say which file, what failed and what to do; no call throws or ends the process.
#ifndef AICC_AUTOTUNE_DATABASE_DATABASE_H
#define AICC_AUTOTUNE_DATABASE_DATABASE_H

#include "autotune/Database/Record.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace aicc::autotune {
/// How long a call waits for other processes before it fails, in milliseconds.
inline constexpr int kBusyMs = 30000;

/// Which records a lookup may return.
enum class Trust {
  Verified, ///< those whose numbers were checked here, as of all that were measured here
  Imported  ///< unverified ones too
};

/// A record near a key, and why it is not of that key.
struct Near {
  StoredRecord stored;
  double distance = 0;                  ///< 0: the key itself; larger is farther; no unit
  std::vector<std::string> differences; ///< "threads: record 1, here 2", the most important first
};

/// Which records `list` returns; empty fields select all.
struct Filter {
  std::string kernelDigest; ///< a prefix
  std::string silicon;      ///< the whole key
  std::optional<bool> isVerified;
};

/// Counts, for `aicc cache stats`.
struct Stats {
  int64_t records = 0, verified = 0, imported = 0, kernels = 0, devices = 0;
  int64_t trials = 0, sessions = 0;
  std::map<std::string, int64_t> trialsByOutcome;
  int64_t fileBytes = 0;
};

/// What `collectGarbage` removes, beside records whose rows were damaged.
struct GarbagePolicy {
  int64_t keepPerKey = 3; ///< records of a key that stay, verified ones first, then as `lookup` prefers; the others go
  int64_t trialDays = 90; ///< searches without younger trials go with all of theirs
};

/// What `collectGarbage` removed.
struct Garbage {
  int64_t records = 0, trials = 0, sessions = 0;
  int64_t bytes = 0; ///< by which the file became smaller
};

/// A store of records and trials.
class Database {
public:
  virtual ~Database() = default;

  /// Keeps `trial` of the kernel, device and team that `key` names, and `search` (where there is one) in place of an older
  /// state of its session: a kill keeps both or none. An error where the session has another number of trials than
  /// `search.stored`: another process goes on with the same search.
  virtual llvm::Error addTrial(const Key &key, const Trial &trial, const SearchState *search = nullptr) = 0;
  /// The trials of `key` in the order in which they were added; only those of `session` where it is not empty.
  virtual llvm::Expected<std::vector<Trial>> trials(const Key &key, llvm::StringRef session = "") = 0;

  /// Stores `record` and returns its id. A record that is there already stays one; where `provenance` says verified, it is
  /// verified afterwards; its source stays the first one.
  virtual llvm::Expected<std::string> commit(const Record &record, const Provenance &provenance) = 0;
  /// Stores all of `records`, or none, as `commit` does each. Returns how many were not there before.
  virtual llvm::Expected<int64_t> commitAll(llvm::ArrayRef<Record> records, const Provenance &provenance) = 0;
  /// Whether there is any record.
  virtual llvm::Expected<bool> hasRecords() = 0;
  /// The record of exactly `key` with this program's vocabulary whose median is the least share of its default's, those
  /// measured here before imported ones, or nothing. Ties go to the smaller median, then to the smaller id.
  virtual llvm::Expected<std::optional<StoredRecord>> lookup(const Key &key, Trust trust) = 0;
  /// At most `limit` records near `key`, nearest first and of the same distance as `lookup` prefers, those of `key`
  /// itself included: of the same kernel, or of kernels that differ from it in extents alone.
  virtual llvm::Expected<std::vector<Near>> nearest(const Key &key, Trust trust, size_t limit) = 0;
  /// The record whose id begins with `prefix` (at least 4 digits). An error where there is none or more than one.
  virtual llvm::Expected<StoredRecord> find(llvm::StringRef prefix) = 0;
  /// The records that `filter` selects, in the order of their ids.
  virtual llvm::Expected<std::vector<StoredRecord>> list(const Filter &filter) = 0;
  /// Sets whether the numbers of record `id` were checked here.
  virtual llvm::Error setVerified(llvm::StringRef id, bool isVerified) = 0;
  /// Removes record `id`: one whose numbers are wrong here. Its trials stay.
  virtual llvm::Error remove(llvm::StringRef id) = 0;

  /// Begins a search and returns its session, which no other process has: `base`, "-" and the number of the run, from 1.
  virtual llvm::Expected<std::string> beginSearch(llvm::StringRef base) = 0;
  /// The search that began last among those of `base` that have a state, or nothing.
  virtual llvm::Expected<std::optional<SearchState>> lastSearch(llvm::StringRef base) = 0;

  virtual llvm::Expected<Garbage> collectGarbage(const GarbagePolicy &policy) = 0;
  virtual llvm::Expected<Stats> stats() = 0;
};

/// How a database is opened.
enum class Access {
  ReadOnly, ///< never creates or changes anything; a file that is not there is an empty database
  Create    ///< creates the file and its folder where they are not there
};

/// Opens the SQLite database at `path`. A file of an older schema is migrated (with ReadOnly: refused, with what to do); one
/// of a newer schema is refused.
llvm::Expected<std::unique_ptr<Database>> openDatabase(llvm::StringRef path, Access access,
                                                       int busyMs = kBusyMs);

/// `aicc/tuning.db` under `dataHome`, or under `home`/.local/share where that is empty: the values of the environment
/// variables XDG_DATA_HOME and HOME, which tools read. As the specification says, a `dataHome` that is no absolute path
/// counts as empty. Empty where both are.
std::string defaultDatabasePath(llvm::StringRef dataHome, llvm::StringRef home);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_DATABASE_H
