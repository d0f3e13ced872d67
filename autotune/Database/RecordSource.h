// Records as a source of schedules for the compiler: which record a kernel gets, and why it gets none.
//
// The order is: the record that was named, the best record of exactly this kernel, device and team whose schedule fits,
// with `Tuned::Near` the nearest one whose schedule fits, else none. A record whose schedule does not parse, is not
// legal here or cannot be lowered makes way for the next one; where none is left it is a miss with that reason, never
// an error. Nothing is measured and nothing is written.
//
// Each kernel's note says what was found. Where there is no database at all, and none was named, it would be the same
// for all of them: then one remark of a command says so, and the notes are left to manifests and explanations.
#ifndef AICC_AUTOTUNE_DATABASE_RECORDSOURCE_H
#define AICC_AUTOTUNE_DATABASE_RECORDSOURCE_H

#include "autotune/Database/Database.h"
#include "passes/Schedule/ScheduleSource.h"

namespace aicc::autotune {
/// What records may decide.
enum class Tuned {
  Off,     ///< nothing
  Cached,  ///< the schedules of kernels that have a record
  Require, ///< the same; a kernel without one is an error
  Near     ///< the schedules of kernels that have a record, or a near one that fits
};

/// "off", "cached", "require", "near", and back.
llvm::StringRef stringifyTuned(Tuned tuned);
std::optional<Tuned> parseTuned(llvm::StringRef name);

struct SourceOptions {
  Tuned tuned = Tuned::Cached;
  std::string database;    ///< path of the file; one that is not there has no records
  bool isNamed = false;    ///< whether the user named the file: then a fault of it is an error and no warning
  std::string record;      ///< id, or its first digits, of the record that its kernel has to get; empty: none
  Trust trust = Trust::Verified;
};

/// The answers for one command. Opens the database at the first question, to read alone.
class RecordSource {
public:
  explicit RecordSource(SourceOptions options, std::unique_ptr<Database> database = nullptr)
      : options(std::move(options)), database(std::move(database)) {}

  /// As `schedule::FindSchedule` says. Fails where records are required or one was named and it cannot be applied.
  mlir::FailureOr<schedule::Selection> find(kernel::KernelOp kernel, const device::Device &device, int64_t threads);

  /// Milliseconds that all questions took so far: what records add to a compilation.
  double spentMs() const { return spent; }

  /// An error where a record was named and no kernel that was asked about is the one that it is of.
  llvm::Error finish() const;

private:
  struct Question;
  mlir::FailureOr<schedule::Selection> ask(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
  mlir::FailureOr<schedule::Selection> answer(const Question &question);
  mlir::FailureOr<schedule::Selection> named(const Question &question);
  llvm::Expected<schedule::Selection> exact(const Question &question);
  llvm::Expected<schedule::Selection> next(const Question &question, std::string why);
  llvm::Expected<std::string> whyNone(const Question &question);
  llvm::Expected<schedule::Selection> miss(const Question &question, std::string reason);
  mlir::FailureOr<schedule::Selection> refuse(const Question &question, const llvm::Twine &reason);
  mlir::FailureOr<schedule::Selection> absent(const Question &question);
  void sayAbsence(const Question &question);
  mlir::FailureOr<schedule::Selection> faulty(const Question &question, llvm::Error error);
  bool mustHaveRecords() const { return options.tuned == Tuned::Require || !options.record.empty(); }

  SourceOptions options;
  std::unique_ptr<Database> database;
  std::optional<bool> isEmpty; ///< known after the first question
  std::string fault;           ///< why the database cannot be used; empty: it can
  bool wasNamedUsed = false, wasAbsenceSaid = false;
  double spent = 0; ///< milliseconds
};

/// `source` as the compiler asks it; empty for `Tuned::Off`.
schedule::FindSchedule findIn(std::shared_ptr<RecordSource> source, Tuned tuned);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_RECORDSOURCE_H
