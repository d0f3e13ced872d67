// What the commands of `aicc cache` do to a database of records.
#ifndef AICC_TOOLS_AICC_CACHEACTIONS_H
#define AICC_TOOLS_AICC_CACHEACTIONS_H

#include "autotune/Database/Database.h"
#include "autotune/Database/Verify.h"
#include "tools/aicc/TuningOptions.h"

namespace aicc::cache {
/// What the command line asks for.
struct Options {
  TuningOptions tuning;             ///< names the database
  bool json = false;                ///< results as JSON
  bool all = false;                 ///< verified records are checked as well
  std::string output = "-";         ///< of `export`; - is standard output
  std::string kernel;               ///< where a listed kernel's digest begins; empty: any
  std::string first, second;        ///< a record's ID, or databases or files of lines
  std::vector<std::string> ids;     ///< of records; none: all
  std::vector<std::string> files;   ///< to import
  std::vector<std::string> devices; ///< device files beside the shipped ones
  autotune::GarbagePolicy garbage;
  autotune::VerifyOptions verify;
};

/// Each writes what it finds to standard output and returns the exit code, or an error, which is 1.
llvm::Expected<int> listRecords(const Options &options);
llvm::Expected<int> showRecords(const Options &options);
llvm::Expected<int> showStats(const Options &options);
/// Writes the records as lines of JSON, sorted.
llvm::Expected<int> exportRecords(const Options &options);
/// Stores the records of `files` as unverified ones. Lines that are rejected go to standard error, and the code is 5.
llvm::Expected<int> importRecords(const Options &options);
/// Compares the records of `first` and `second`.
llvm::Expected<int> diffRecords(const Options &options);
/// Checks records on this machine: what is right counts from now on, what is wrong is removed, and the code is 2.
llvm::Expected<int> verifyRecords(const Options &options);
/// Removes slow and damaged records and old trials.
llvm::Expected<int> clearRecords(const Options &options);
} // namespace aicc::cache

#endif // AICC_TOOLS_AICC_CACHEACTIONS_H
