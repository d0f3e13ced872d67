// Whether the numbers of a record are right on this machine: its kernel compiled under its schedule and run in processes of
// their own, against the oracle on fresh seeds.
#ifndef AICC_AUTOTUNE_DATABASE_VERIFY_H
#define AICC_AUTOTUNE_DATABASE_VERIFY_H

#include "autotune/Database/Database.h"
#include "dialects/Device/Device.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace aicc::autotune {
struct VerifyOptions {
  std::string aicc;                        ///< path of the program that compiles and runs
  unsigned seconds = 120;                  ///< that each of its runs may take
  unsigned megabytes = 0;                  ///< of memory that each may use; 0: no limit
  std::vector<uint64_t> seeds = {101, 102}; ///< of the inputs, one run each
};

/// What was found.
enum class Finding {
  Right,  ///< within the tolerance on every seed
  Wrong,  ///< a comparison with the oracle found other numbers
  Skipped ///< nothing was compared to the end: it is no such processor, time or memory or the disk were not enough, it was
          ///< not compiled, it crashed. None of that says that the record is wrong
};

/// "right", "wrong", "skipped".
llvm::StringRef stringifyFinding(Finding finding);

struct Verification {
  Finding finding = Finding::Skipped;
  std::string detail; ///< why, in one line; empty for `Right`
};

/// Checks the numbers of `record` on the device that `deviceArguments` name, {"--target", id} or {"--device", file}, which
/// has the record's silicon. An error where nothing can be found out: no temporary folder, no program.
llvm::Expected<Verification> verifyRecord(const Record &record, llvm::ArrayRef<std::string> deviceArguments,
                                          const VerifyOptions &options);

/// Verifies `stored` and keeps in `database` what was found: what is right is verified from now on, what is wrong is removed,
/// and what was skipped stays as it is.
llvm::Expected<Verification> verifyStored(Database &database, const StoredRecord &stored,
                                          llvm::ArrayRef<std::string> deviceArguments, const VerifyOptions &options);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_VERIFY_H
