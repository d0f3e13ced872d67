// What the commands of `aicc` share: the options that choose a device, and how a run ends.
#ifndef AICC_TOOLS_AICC_COMMANDLINE_H
#define AICC_TOOLS_AICC_COMMANDLINE_H

#include "compiler/Driver/Session.h"
#include <CLI/CLI.hpp>

namespace aicc {
/// The words that the process was started with, and what it is to end with. Outlives the application's commands.
struct CommandLine {
  std::vector<std::string> words;
  int exitCode = 0;
};

/// Adds `--target`, `--device`, `--threads`, `--allow-tf32` and `--raise-attention`.
void addTargetOptions(CLI::App &command, driver::CompileOptions &options);

/// Accepts the names that `parse` knows; the error says what was expected and what was found.
template <typename T>
CLI::Validator oneOf(std::optional<T> (*parse)(llvm::StringRef), std::string names) {
  auto check = [parse, names](const std::string &word) {
    return parse(word) ? std::string() : "expected one of " + names + ", found '" + word + "'";
  };
  return CLI::Validator(check, "");
}

/// Accepts numbers of at least `least`, or only those above it; the error says what was expected and what was found.
CLI::Validator atLeast(double least);
CLI::Validator above(double least);

/// "Examples:" and one line each: every command's help ends so.
std::string examples(llvm::ArrayRef<const char *> lines);

/// Writes one JSON object to standard output: the outcome, then what `members` adds.
void printJson(const driver::Session &session, int exitCode, llvm::function_ref<void(llvm::json::OStream &)> members);
} // namespace aicc

#endif // AICC_TOOLS_AICC_COMMANDLINE_H
