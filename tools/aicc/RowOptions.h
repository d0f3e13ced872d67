// The options by which commands choose rows of a workload file.
#ifndef AICC_TOOLS_AICC_ROWOPTIONS_H
#define AICC_TOOLS_AICC_ROWOPTIONS_H

#include "compiler/Bench/Row.h"
#include "tools/aicc/CommandLine.h"

namespace aicc {
/// Words as they were given; `resolve` makes values of them.
struct RowOptions {
  std::string filter;
  bool fastOnly = false;
  std::vector<std::string> dtypes, modes, layouts;

  /// Whether any word was given.
  bool isEmpty() const;
  /// What the words ask for; states and threads are left to the command.
  bench::Selection resolve() const;
};

/// Adds an option whose words are separated by commas.
CLI::Option *addList(CLI::App &command, const char *name, std::vector<std::string> &words, const std::string &help);
/// Adds `--filter`, `--fast`, `--dtype`, `--mode` and `--layout`.
void addRowOptions(CLI::App &command, RowOptions &options);
} // namespace aicc

#endif // AICC_TOOLS_AICC_ROWOPTIONS_H
