// The options by which commands use tuning records.
#ifndef AICC_TOOLS_AICC_TUNINGOPTIONS_H
#define AICC_TOOLS_AICC_TUNINGOPTIONS_H

#include "autotune/Database/RecordSource.h"
#include "tools/aicc/CommandLine.h"

namespace aicc {
/// Words as they were given.
struct TuningOptions {
  std::string tuned = "cached", trust = "verified";
  std::string database; ///< empty: the default place
  std::string record;

  /// The path of the database: `database`, else the default place under XDG_DATA_HOME or HOME.
  std::string databasePath() const;
  /// The source that the words ask for.
  std::shared_ptr<autotune::RecordSource> makeSource() const;
};

/// Adds `--tuned`, `--database`, `--record` and `--trust`.
void addTuningOptions(CLI::App &command, TuningOptions &options);
/// Adds `--database` alone.
void addDatabaseOption(CLI::App &command, std::string &database);

/// Plugs `source` into `compile`.
void useRecords(driver::CompileOptions &compile, const TuningOptions &options,
                const std::shared_ptr<autotune::RecordSource> &source);
} // namespace aicc

#endif // AICC_TOOLS_AICC_TUNINGOPTIONS_H
