// aicc tune: searches for faster schedules on this machine, or says what it would choose from.
#include "tools/aicc/TuneCommand.h"
#include "autotune/Database/RecordLine.h"
#include "autotune/Space/DryRun.h"
#include "compiler/Bench/RowModule.h"
#include "compiler/Probe/Team.h"
#include "tools/aicc/RowOptions.h"
#include "tools/aicc/TuneView.h"
#include "tools/aicc/TuningOptions.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include <unistd.h>

using namespace aicc;
using llvm::Error;
using llvm::Expected;

/// So many points of a space are examined for a dry run; larger spaces are sampled.
constexpr int64_t kExamined = 10000;

namespace {
struct Options {
  std::string input, reproducers;
  TuningOptions records;
  RowOptions rows;
  bool isDryRun = false, json = false;
  autotune::TuneOptions tune;
};
} // namespace

/// Set by the first interrupt; the second one ends the process.
static std::atomic<bool> isInterrupted = false;

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

/// Whether `path` is a workload file in place of a module.
static bool isWorkload(llvm::StringRef path) { return llvm::sys::path::extension(path) == ".json"; }

/// The rows of the workload that are wanted, for one team and one state.
static Expected<std::vector<bench::Row>> readRows(const Options &options) {
  Expected<std::vector<bench::Problem>> problems = bench::readWorkload(options.input);
  if (!problems)
    return problems.takeError();
  bench::Selection selection = options.rows.resolve();
  int64_t threads = options.tune.compile.threads;
  selection.threads = {threads ? threads : int64_t(probe::countProcessors())};
  selection.states = {*bench::parseState(options.tune.search.cache)};
  return bench::selectRows(*problems, selection);
}

static std::string labelOf(const bench::Row &row) {
  llvm::StringRef words[] = {row.id, nameOf(row.dtype), nameOf(row.mode), nameOf(row.layout)};
  return llvm::join(llvm::ArrayRef<llvm::StringRef>(words), " ");
}

/// What is done with a compilation that has read a module; the row's name is empty where the input is the module.
using ModuleWork = llvm::function_ref<Error(driver::Compilation &, const std::string &)>;

/// Does `work` with the input, or with each row of it, up to the first error.
static Error forEachModule(const Options &options, mlir::MLIRContext &context, driver::Compilation &compilation,
                           ModuleWork work) {
  if (!isWorkload(options.input)) {
    if (!options.rows.isEmpty())
      return llvm::createStringError("--filter, --fast, --dtype, --mode and --layout choose rows: expected a workload "
                                     "file (.json), found " + options.input);
    Error error = compilation.parse(options.input);
    return error ? std::move(error) : work(compilation, "");
  }
  Expected<std::vector<bench::Row>> rows = readRows(options);
  if (!rows)
    return rows.takeError();
  for (const bench::Row &row : *rows) {
    driver::Compilation ofRow(context, options.tune.compile);
    std::string label = labelOf(row);
    if (Error error = bench::readRow(ofRow, context, row))
      return llvm::createStringError("row " + label + ": " + llvm::toString(std::move(error)));
    if (Error error = work(ofRow, label))
      return error;
  }
  return Error::success();
}

static int dryRun(const Options &options, const CommandLine &line) {
  driver::Session session(line.words, options.input, options.tune.compile);
  std::vector<std::pair<std::string, autotune::SpaceReport>> reports;
  int code = session.run([&](driver::Compilation &compilation) {
    return forEachModule(options, session.getContext(), compilation,
                         [&](driver::Compilation &module, const std::string &row) -> Error {
                           auto counted = autotune::countSpaces(module, kExamined);
                           if (!counted)
                             return counted.takeError();
                           for (autotune::SpaceReport &report : *counted)
                             reports.push_back({row, std::move(report)});
                           return Error::success();
                         });
  });
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      json.attributeArray("kernels", [&] {
        for (const auto &[row, report] : reports)
          writeSpace(json, row, report);
      });
    });
  else
    for (const auto &[row, report] : reports) {
      if (!row.empty())
        llvm::outs() << "row " << row << "\n";
      printSpace(llvm::outs(), report);
    }
  return code;
}

namespace {
/// One run of `aicc tune`: its database, what it shows, and what it found so far.
class Run {
public:
  explicit Run(Options options) : options(std::move(options)) {}

  /// Opens the database and minds interrupts.
  Error open();
  Error tune(driver::Compilation &compilation, const std::string &row);
  llvm::ArrayRef<TunedKernel> getTuned() const { return tuned; }

private:
  llvm::raw_ostream &text() { return options.json ? llvm::errs() : llvm::outs(); }

  Options options;
  std::unique_ptr<autotune::Database> database;
  std::vector<TunedKernel> tuned;
};
} // namespace

Error Run::open() {
  llvm::sys::SetInterruptFunction([] { isInterrupted = true; });
  options.tune.isInterrupted = &isInterrupted;
  auto opened = openDatabase(options);
  if (!opened)
    return opened.takeError();
  database = std::move(*opened);
  return Error::success();
}

Error Run::tune(driver::Compilation &compilation, const std::string &row) {
  if (!database)
    if (Error error = open())
      return error;
  if (!row.empty())
    text() << "row " << row << "\n";
  int file = options.json ? STDERR_FILENO : STDOUT_FILENO;
  TuneView view(text(), llvm::sys::Process::FileDescriptorIsDisplayed(file) ? std::optional(file) : std::nullopt);
  auto results = autotune::tune(compilation, database.get(), options.tune, view);
  view.clear();
  if (!results)
    return results.takeError();
  for (autotune::KernelResult &result : *results)
    tuned.push_back({row, std::move(result)});
  return Error::success();
}

static void report(const Options &options, const driver::Session &session, int code,
                   llvm::ArrayRef<TunedKernel> tuned) {
  if (options.json)
    printJson(session, code, [&](llvm::json::OStream &json) {
      json.attributeArray("kernels", [&] {
        for (const TunedKernel &kernel : tuned)
          writeResult(json, kernel);
      });
    });
  else if (code == driver::kDone)
    printResults(llvm::outs(), tuned);
}

static int tune(const Options &options, const CommandLine &line) {
  driver::Session session(line.words, options.input, options.tune.compile);
  Run run(options);
  int code = session.run([&](driver::Compilation &compilation) {
    return forEachModule(
        options, session.getContext(), compilation,
        [&](driver::Compilation &module, const std::string &row) { return run.tune(module, row); });
  });
  report(options, session, code, run.getTuned());
  return code;
}

static std::string checkSearch(const std::string &name) {
  return autotune::findSearch(name) ? "" : "expected one of " + autotune::searchNames() + ", found '" + name + "'";
}

static std::string checkOrigin(const std::string &origin) { return llvm::toString(autotune::checkOrigin(origin)); }

static void addBudget(CLI::App &command, autotune::TuneOptions &tune) {
  command.add_option("--trials", tune.trials, "Candidates a kernel on average; 0: no limit")
      ->check(atLeast(0))
      ->capture_default_str();
  command.add_option("--budget", tune.seconds, "Seconds for the search, finals apart; 0: no limit")->check(atLeast(0));
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
  command
      ->add_option("input", options->input,
                   "MLIR text or bytecode (- reads standard input), or a workload file (.json), whose rows have a budget each")
      ->required();
  addRowOptions(*command, options->rows);
  addBudget(*command, options->tune);
  addDatabaseOption(*command, options->records.database);
  command->add_option("--reproducers", options->reproducers,
                      "Folder for candidates that went wrong; by default beside the database");
  command->add_option("--origin", options->tune.search.origin, "Who measures, in your own words; part of the record")
      ->check(CLI::Validator(checkOrigin, ""));
  command->add_flag("--dry-run", options->isDryRun, "Print the space of schedules and what removed the others");
  addTargetOptions(*command, options->tune.compile);
  command->add_flag("--json", options->json, "Write JSON to standard output");
  command->footer(examples({"aicc tune ffn.mlir --trials 64", "aicc tune ffn.mlir --budget 60 --resume",
                            "aicc tune ffn.mlir --dry-run --target x86-64-avx2",
                            "aicc tune benchmarks/workloads/gemm.json --fast --dtype bf16 --mode prepacked --trials 24"}));
  command->callback(
      [options, &line] { line.exitCode = options->isDryRun ? dryRun(*options, line) : tune(*options, line); });
}
