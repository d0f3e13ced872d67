// The options by which commands use tuning records.
#ifndef AICC_TOOLS_AICC_TUNINGOPTIONS_H
#define AICC_TOOLS_AICC_TUNINGOPTIONS_H

#include "autotune/Database/RecordSource.h"
#include "tools/aicc/CommandLine.h"

namespace aicc {
/// Words as they were given; empty where an option was not.
struct TuningOptions {
  /// What records decide where no word says otherwise. --record, --trust and --database say which records count: with
  /// one of them it is at least `Cached`.
  autotune::Tuned standard = autotune::Tuned::Cached;
  std::string tuned, trust, record;
  std::string database; ///< empty: the default place

  /// What records decide.
  autotune::Tuned mode() const;
  /// False, after an error on standard error, where --tuned=off meets an option that says which records count.
  bool check() const;

  /// The path of the database: `database`, else the default place under XDG_DATA_HOME or HOME.
  std::string databasePath() const;
  /// The source that the words ask for.
  std::shared_ptr<autotune::RecordSource> makeSource() const;
};

/// Adds `--tuned`, `--database`, `--record` and `--trust`. `setCallback` checks them.
void addTuningOptions(CLI::App &command, TuningOptions &options);
/// Adds `--database` alone.
void addDatabaseOption(CLI::App &command, std::string &database);

/// Lets `command` do `run` and end with its code, unless `options->tuning` contradict each other: a wrong request.
template <typename Options>
void setCallback(CLI::App &command, std::shared_ptr<Options> options, CommandLine &line,
                 int (*run)(const Options &, const CommandLine &)) {
  command.callback([options, &line, run] {
    line.exitCode = options->tuning.check() ? run(*options, line) : int(driver::kWrongInput);
  });
}

/// Plugs `source` into `compile`.
void useRecords(driver::CompileOptions &compile, const TuningOptions &options,
                const std::shared_ptr<autotune::RecordSource> &source);
} // namespace aicc

#endif // AICC_TOOLS_AICC_TUNINGOPTIONS_H
