// Records from elsewhere: every line checked on its own, what is wrong with it said, and the rest stored as unverified.
#ifndef AICC_AUTOTUNE_DATABASE_IMPORT_H
#define AICC_AUTOTUNE_DATABASE_IMPORT_H

#include "autotune/Database/Database.h"
#include "dialects/Device/Device.h"

namespace aicc::autotune {
/// Files of more bytes are refused.
inline constexpr uint64_t kLargestFile = uint64_t(4) << 30;

/// Checks what a record says against kernel, schedule and device. Nothing is compiled or run.
class RecordCheck {
public:
  /// `devices` are those that records may be of.
  explicit RecordCheck(std::vector<device::Device> devices);
  ~RecordCheck();

  /// The device whose records are keyed by `silicon`, or null.
  const device::Device *deviceFor(llvm::StringRef silicon) const;

  /// Success where the kernel's text is a canonical print, one of the devices has the record's silicon, both schedules
  /// parse, are spelt canonically and are legal, the knobs are those of the schedule, and no time is shorter than half of
  /// what the device's arithmetic, and its memory for cold operands, need (clocks differ by less).
  llvm::Error check(const Record &record);

private:
  struct Context;
  llvm::Error checkSchedules(const Record &record, const device::Device &device);

  std::vector<device::Device> devices;
  std::unique_ptr<Context> context; ///< renewed now and then: it keeps every attribute that it has seen
};

/// A line that was not imported.
struct Rejected {
  std::string file;
  size_t line; ///< from 1
  std::string reason;
};

/// What became of the lines of some files.
struct ImportReport {
  int64_t added = 0, known = 0;
  std::vector<Rejected> rejected;
};

/// What records imported from `file` have as their source: its path in printable bytes, that of a file in the working
/// folder behind "./", so that no name is `kOwnSource`.
std::string sourceOfFile(llvm::StringRef file);

/// Stores the records in `file` (`-` is standard input) as unverified ones from there, and adds what became of its lines to
/// `report`. Empty lines are passed over. An error where the file cannot be read or the database not written; lines stored
/// before stay.
llvm::Error importFile(Database &database, RecordCheck &check, llvm::StringRef file, ImportReport &report);

/// The records of `file` that `parseLine` accepts, in the order of their ids; the others go to `rejected`.
llvm::Expected<std::vector<Record>> readRecords(llvm::StringRef file, std::vector<Rejected> &rejected);

/// The lines of `records` as `sort` orders them, each ended by a line break.
std::string exportText(llvm::ArrayRef<StoredRecord> records);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_IMPORT_H
