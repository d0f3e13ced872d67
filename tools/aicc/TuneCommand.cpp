// aicc tune: searches for faster schedules on this machine, or says what it would choose from.
#include "tools/aicc/TuneCommand.h"
#include "autotune/Space/DryRun.h"
#include "compiler/Device/Host.h"
#include "tools/aicc/TuneView.h"
#include "tools/aicc/TuningOptions.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"

using namespace aicc;
using llvm::Error;
using llvm::Expected;

/// So many points of a space are examined for a dry run; larger spaces are sampled.
constexpr int64_t kExamined = 10000;

namespace {
struct Options {
  std::string input, reproducers;
  TuningOptions records;
  bool isDryRun = false, json = false;
  autotune::TuneOptions tune;
};
} // namespace

/// Set by the first interrupt; the second one ends the process.
static std::atomic<bool> isInterrupted = false;

static int dryRun(const Options &options, const CommandLine &line) {
  driver::Session session(line.words, options.input, options.tune.compile);
  std::vector<autotune::SpaceReport> reports;
  int code = session.run([&](driver::Compilation &compilation) -> Error {
    if (Error error = compilation.parse(options.input))
      return error;
    auto counted = autotune::countSpaces(compilation, kExamined);
    if (!counted)
      return counted.takeError();
    reports = std::move(*counted);
    return Error::success();
  });
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      json.attributeArray("kernels", [&] {
        for (const autotune::SpaceReport &report : reports)
          writeSpace(json, report);
      });
    });
  else
    for (const autotune::SpaceReport &report : reports)
      printSpace(llvm::outs(), report);
  return code;
}

/// Fills in what depends on the user's environment.
static Expected<std::unique_ptr<autotune::Database>> openDatabase(Options &options) {
  std::string path = options.records.databasePath();
  if (path.empty())
    return llvm::createStringError("there is no place for the database: set HOME, or give --database PATH");
  llvm::SmallString<128> folder(path);
  llvm::sys::path::remove_filename(folder);
  llvm::sys::path::append(folder, "reproducers");
  options.tune.reproducers = options.reproducers.empty() ? std::string(folder) : options.reproducers;
  return autotune::openDatabase(path, autotune::Access::Create);
}

static int tune(Options options, const CommandLine &line) {
  driver::Session session(line.words, options.input, options.tune.compile);
  std::vector<autotune::KernelResult> results;
  llvm::raw_ostream &text = options.json ? llvm::errs() : llvm::outs();
  int code = session.run([&](driver::Compilation &compilation) -> Error {
    llvm::sys::SetInterruptFunction([] { isInterrupted = true; });
    if (Error error = compilation.parse(options.input))
      return error;
    auto database = openDatabase(options);
    if (!database)
      return database.takeError();
    options.tune.isInterrupted = &isInterrupted;
    bool isTerminal =
        options.json ? llvm::sys::Process::StandardErrIsDisplayed() : llvm::sys::Process::StandardOutIsDisplayed();
    TuneView view(text, isTerminal);
    auto tuned = autotune::tune(compilation, database->get(), options.tune, view);
    view.clear();
    if (!tuned)
      return tuned.takeError();
    results = std::move(*tuned);
    return Error::success();
  });
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      json.attributeArray("kernels", [&] {
        for (const autotune::KernelResult &result : results)
          writeResult(json, result);
      });
    });
  else if (code == driver::kDone)
    printResults(llvm::outs(), results);
  return code;
}

static std::string checkSearch(const std::string &name) {
  return autotune::findSearch(name) ? "" : "expected one of " + autotune::searchNames() + ", found '" + name + "'";
}

static void addBudget(CLI::App &command, autotune::TuneOptions &tune) {
  command.add_option("--trials", tune.trials, "Candidates a kernel on average; 0: no limit")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_option("--budget", tune.seconds, "Seconds for the search, finals apart; 0: no limit")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--gain", tune.leastGain, "Ends where the next batch is expected to save less than this share")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--search", tune.search.search, "What to measure next: " + autotune::searchNames())
      ->check(CLI::Validator(checkSearch, ""))
      ->capture_default_str();
  command.add_option("--seed", tune.search.seed, "Seed of the search");
  command.add_option("--cache", tune.search.cache, "Where operands are before each call: warm, cold")
      ->check(CLI::IsMember({"warm", "cold"}));
  command.add_flag("--resume", tune.search.isResumed,
                   "Goes on with the last search of the same kernel, search and seed");
}

void aicc::addTuneCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("tune", "Search for faster schedules on this machine, and record them");
  command->add_option("input", options->input, "MLIR text or bytecode; - reads standard input")->required();
  addBudget(*command, options->tune);
  addDatabaseOption(*command, options->records.database);
  command->add_option("--reproducers", options->reproducers,
                      "Folder for candidates that went wrong; by default beside the database");
  command->add_option("--origin", options->tune.search.origin, "Who measures, in your own words; part of the record");
  command->add_flag("--dry-run", options->isDryRun, "Print the space of schedules and what removed the others");
  addTargetOptions(*command, options->tune.compile);
  command->add_flag("--json", options->json, "Write JSON to standard output");
  command->footer(examples({"aicc tune ffn.mlir --trials 64", "aicc tune ffn.mlir --budget 60 --resume",
                            "aicc tune ffn.mlir --dry-run --target x86-64-avx2"}));
  command->callback(
      [options, &line] { line.exitCode = options->isDryRun ? dryRun(*options, line) : tune(*options, line); });
}
