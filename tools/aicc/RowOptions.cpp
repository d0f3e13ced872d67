// Rows of a workload file, as commands are asked for them; see RowOptions.h.
#include "tools/aicc/RowOptions.h"

using namespace aicc;

template <typename T>
static std::vector<T> valuesOf(const std::vector<std::string> &words, std::optional<T> (*parse)(llvm::StringRef)) {
  std::vector<T> values;
  for (const std::string &word : words)
    values.push_back(*parse(word));
  return values;
}

bool RowOptions::isEmpty() const {
  return filter.empty() && !fastOnly && dtypes.empty() && modes.empty() && layouts.empty();
}

bench::Selection RowOptions::resolve() const {
  bench::Selection selection;
  selection.filter = filter, selection.fastOnly = fastOnly;
  selection.dtypes = valuesOf(dtypes, bench::parseDtype);
  selection.modes = valuesOf(modes, bench::parseMode);
  selection.layouts = valuesOf(layouts, bench::parseLayout);
  return selection;
}

CLI::Option *aicc::addList(CLI::App &command, const char *name, std::vector<std::string> &words,
                           const std::string &help) {
  return command.add_option(name, words, help)->delimiter(',')->allow_extra_args(false);
}

void aicc::addRowOptions(CLI::App &command, RowOptions &options) {
  command.add_option("--filter", options.filter, "Only IDs that contain a match of this regular expression");
  command.add_flag("--fast", options.fastOnly, "Only the IDs that the file lists as fast");
  addList(command, "--dtype", options.dtypes, "Types, separated by commas: f32, bf16, i8, w4")
      ->check(oneOf(bench::parseDtype, bench::kDtypeNames.str()));
  addList(command, "--mode", options.modes, "How weights arrive: prepacked, unpacked")
      ->check(oneOf(bench::parseMode, "prepacked, unpacked"));
  addList(command, "--layout", options.layouts, "How weights are stored: nk, kn")
      ->check(oneOf(bench::parseLayout, "nk, kn"));
}
