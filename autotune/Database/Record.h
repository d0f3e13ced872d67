// What a search has learnt about one kernel on one device: plain data, nothing executable.
//
// A record is immutable and content-addressed: its id is the SHA-256 of its canonical JSON line without the id. Names in
// it are canonical ones (CanonicalSchedule.h): dimensions d0, d1, …, operands arg0, arg1, … and computations c0, c1, … in
// the order of the kernel's print in `aicc-kernel/1`, so that a record fits the same kernel in any module. Who holds the
// record adds what is true only here (`Provenance`): where it came from and whether its numbers were checked here.
// docs/RecordFormat.md is the contract of the line.
#ifndef AICC_AUTOTUNE_DATABASE_RECORD_H
#define AICC_AUTOTUNE_DATABASE_RECORD_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace aicc::autotune {
/// Version of the record's line. Readers refuse others.
inline constexpr llvm::StringLiteral kRecordSchema = "aicc-record/1";
/// Version of the schedule language: what a schedule's text means. It changes where an old text would mean something
/// else, not where a field is added whose default is the old meaning.
inline constexpr llvm::StringLiteral kScheduleVocabulary = "aicc-schedule/1";
/// How every operand lies in memory today: row-major without gaps. A weight that the schedule packs counts as it arrives.
inline constexpr llvm::StringLiteral kDenseLayout = "dense";

/// What a lookup asks for; all of it has to be equal.
struct Key {
  std::string kernelText;           ///< the print in `aicc-kernel/1`
  std::string kernelDigest;         ///< its SHA-256, 64 hexadecimal digits
  std::vector<std::string> layouts; ///< of the operands in the order of the print; `kDenseLayout` today
  std::string silicon;              ///< `device::Device::siliconKey()`: one line, never a product's name
  int64_t threads = 0;              ///< the team that the schedule is for, at least 1

  /// SHA-256 of everything that has to be equal.
  std::string digest() const;
  friend bool operator==(const Key &a, const Key &b) { return a.digest() == b.digest(); }
};

/// A schedule for the key's kernel.
struct Schedule {
  std::string text;                         ///< `#schedule.tree<…>` with canonical names
  std::map<std::string, std::string> knobs; ///< the same choices by name: "L2.d1" -> "64", "c0.instruction" -> …

  friend bool operator==(const Schedule &a, const Schedule &b) { return a.text == b.text; }
};

/// How times were taken.
struct Policy {
  std::string cache = "warm";      ///< "warm" or "cold": where the operands were before each call
  int64_t threads = 0;             ///< that ran
  std::optional<int64_t> clockHz;  ///< of a core while it was measured, where known
  std::optional<int64_t> stealNs;  ///< taken from this machine by others meanwhile, where known
};

/// Times of single calls, all of them, in the order in which they were taken.
struct Timing {
  std::vector<int64_t> ns; ///< nanoseconds, each at least 1
  Policy policy;

  /// Nanoseconds; 0 without samples. The median of an even number is the mean of the two in the middle, rounded down.
  int64_t medianNs() const;
  int64_t minNs() const;
};

/// What the check of the numbers found. A record is only made of a schedule that passed.
struct Verdict {
  std::string reference = "oracle-f64"; ///< what the results were compared with
  double absolute = 0, relative = 0;    ///< tolerance: |found - expected| <= absolute + relative |expected|
  std::vector<int64_t> seeds;           ///< of the random inputs, each checked; at least one
  double maxError = 0;                  ///< the largest difference divided by what is allowed there: at most 1
};

/// Which programs the times are of.
struct Toolchain {
  std::string compiler;                                  ///< "aicc 0.1.0"
  std::string vocabulary = kScheduleVocabulary.str();    ///< of the schedule's text
};

/// The toolchain of this program.
Toolchain thisToolchain();

/// Whether a record of another toolchain still counts.
enum class Compatibility {
  ReplaySafe, ///< the same vocabulary and compiler: the schedule replays and its times are this compiler's
  TimesStale, ///< the same vocabulary, another compiler: the schedule replays, its times need measuring anew
  Remeasure   ///< another vocabulary: the text may mean something else; it is not applied
};
Compatibility compatibilityOf(const Toolchain &of);

/// One record.
struct Record {
  Key key;
  Schedule schedule;
  std::string deviceId;                 ///< a name for people: the device file's ID where it was measured
  std::map<std::string, int64_t> rates; ///< measured rates in SI units by name; features of `nearest`, not of the key
  Timing timing;                        ///< of the schedule
  Timing defaultTiming;                 ///< of the default schedule, taken in turns with it
  std::string defaultSchedule;          ///< its text, with canonical names
  Verdict verdict;
  Toolchain toolchain;
  std::string origin;                   ///< who measured it, in their own words; may be empty

  /// How many times faster than the default: above 1 it is faster.
  double speedup() const;
};

/// The source of records that were measured here. No import has it: see `sourceOfFile`.
inline constexpr llvm::StringLiteral kOwnSource = "local";

/// What only the holder of a record knows.
struct Provenance {
  std::string source = kOwnSource.str(); ///< `kOwnSource`, or the file it was imported from
  bool isVerified = false;               ///< whether its numbers were checked on this machine; trust follows from this alone

  /// Whether it was measured here.
  bool isOwn() const { return source == kOwnSource; }
};

/// A record that a database holds.
struct StoredRecord {
  std::string id;
  Record record;
  Provenance provenance;
  int64_t storedAt = 0; ///< seconds since 1970
};

/// What became of one candidate.
enum class Outcome { Timed, Dropped, Wrong, Crashed, TimedOut, OutOfMemory, NotCompiled, Refused };

/// "timed", "dropped", …, and back.
llvm::StringRef stringifyOutcome(Outcome outcome);
std::optional<Outcome> parseOutcome(llvm::StringRef word);

/// One candidate of a search, kept whatever became of it.
struct Trial {
  Schedule schedule;
  Outcome outcome = Outcome::Timed;
  Timing timing;      ///< empty where it did not run
  Timing reference;   ///< of the default in turns with it; empty where it took no turns
  /// Milliseconds of a call as the machine was when the search began: its drift is taken out. Nothing without a time.
  std::optional<double> ms;
  std::string detail; ///< what went wrong, and where its reproducer lies; empty where nothing did
  std::string session; ///< the search that it belongs to; may be empty
  int64_t number = 0;  ///< its place in that search, from 0; what took part in a final has one more trial of its place
  int64_t takenAt = 0; ///< seconds since 1970; 0: now
};

/// A search that can be taken up again. Its trials are stored apart, each as it ends.
struct SearchState {
  std::string session; ///< of `Database::beginSearch`
  std::string state;   ///< what the tuner needs to go on beside the trials; text, at most 1 MiB, however many those are
  int64_t stored = 0; ///< trials of the session that the tuner knows to be stored; the state itself does not keep it
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_RECORD_H
