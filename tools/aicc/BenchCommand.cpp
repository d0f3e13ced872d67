// aicc bench: workloads timed in turns with other libraries, each beside its roof.
#include "tools/aicc/BenchCommand.h"
#include "compiler/Bench/Peers.h"
#include "compiler/Bench/Predict.h"
#include "compiler/Bench/Report.h"
#include "tools/aicc/RowOptions.h"
#include "tools/aicc/TuningOptions.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace aicc;

namespace {
/// Words as they were given; `resolve` makes values of them.
struct Options {
  bench::BenchOptions bench;
  RowOptions rows;
  std::vector<std::string> states;
  std::vector<int64_t> threads;
  std::string json;
  bool predict = false;
  TuningOptions tuning;
};

/// What is printed and written as rows arrive.
class Progress {
public:
  explicit Progress(const Options &options) : options(options) {}

  /// The JSON file is written anew after each row, so that what was measured survives an interruption.
  void operator()(llvm::ArrayRef<bench::RowResult> results) {
    if (!isHeaded)
      bench::printHeading(text());
    isHeaded = true;
    bench::printRow(results.back(), text());
    text().flush();
    last = results.vec();
    if (!options.json.empty() && options.json != "-" && !fault)
      fault = artifact::writeFileAtomically(options.json, bench::jsonText(results));
  }
  /// The end of the report, and the first error in writing it.
  llvm::Error finish() {
    bench::printSummary(last, text());
    if (options.json == "-" && !last.empty())
      llvm::outs() << bench::jsonText(last);
    return std::move(fault);
  }

private:
  /// JSON on standard output leaves the lines for people to standard error.
  llvm::raw_ostream &text() { return options.json == "-" ? llvm::errs() : llvm::outs(); }

  const Options &options;
  bool isHeaded = false;
  std::vector<bench::RowResult> last;
  llvm::Error fault = llvm::Error::success();
};
} // namespace

static bench::BenchOptions resolve(const Options &options) {
  bench::BenchOptions resolved = options.bench;
  resolved.selection = options.rows.resolve();
  llvm::SmallSetVector<int64_t, 4> threads(options.threads.begin(), options.threads.end());
  resolved.selection.threads.assign(threads.begin(), threads.end());
  for (const std::string &state : options.states)
    resolved.selection.states.push_back(*bench::parseState(state));
  return resolved;
}

static llvm::Error predict(driver::Session &session, const Options &options, const bench::BenchOptions &request) {
  llvm::Expected<std::vector<bench::Prediction>> rows = bench::predictRows(session.getContext(), request);
  if (!rows)
    return rows.takeError();
  if (options.json != "-")
    bench::printPredictions(*rows, llvm::outs());
  if (options.json.empty())
    return llvm::Error::success();
  if (options.json != "-")
    return artifact::writeFileAtomically(options.json, bench::predictionsJson(*rows));
  llvm::outs() << bench::predictionsJson(*rows);
  return llvm::Error::success();
}

static int run(const Options &options, const CommandLine &line) {
  std::shared_ptr<autotune::RecordSource> records = options.tuning.makeSource();
  bench::BenchOptions request = resolve(options);
  useRecords(request.compile, options.tuning, records);
  driver::Session session(line.words, request.file, request.compile);
  if (llvm::Error error = artifact::checkReplacesNone(options.json, request.file))
    return session.run([&](driver::Compilation &) { return std::move(error); });
  if (options.predict)
    return session.run([&](driver::Compilation &) { return predict(session, options, request); });
  return session.run([&](driver::Compilation &) -> llvm::Error {
    Progress progress(options);
    llvm::Error error = bench::runBench(session.getContext(), request, std::ref(progress));
    error = llvm::joinErrors(std::move(error), progress.finish());
    return error ? std::move(error) : records->finish();
  });
}

static void addSelection(CLI::App &command, Options &options) {
  addRowOptions(command, options.rows);
  addList(command, "--state", options.states, "Whether weights are in the caches: warm, cold")
      ->check(oneOf(bench::parseState, "warm, cold"));
  command.add_option("--threads", options.threads, "Numbers of threads, separated by commas; by default 1 and all")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void aicc::addBenchCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("bench", "Time workloads in turns with other libraries");
  command->add_option("file", options->bench.file, "A workload file (JSON), or a module (.mlir)")->required();
  addSelection(*command, *options);
  addList(*command, "--peer", options->bench.peers,
          "Libraries, separated by commas: " + llvm::join(bench::peerLibraries(), ", ") + "; or none");
  options->tuning.standard = autotune::Tuned::Off;
  addTuningOptions(*command, options->tuning);
  command->add_option("--repeat", options->bench.repeat, "Timed calls of each contestant and row, at least")
      ->check(above(0));
  command
      ->add_option("--random-schedules", options->bench.randomSchedules,
                   "Random legal schedules to try on each row, to see what the default leaves")
      ->check(atLeast(0));
  command
      ->add_option("--limit", options->bench.seconds,
                   "Seconds after which a process on a device that says nothing counts as hung")
      ->check(above(0));
  CLI::Option *target = command->add_option("--target", options->bench.compile.target,
                                            "ID of a shipped device, or host (see aicc device list)");
  command->add_option("--device", options->bench.compile.deviceFile, "Device file, in place of a shipped device")
      ->excludes(target);
  command->add_flag("--predict", options->predict,
                    "Run nothing: print what the analytic model says about the rows on --target, which need not be here");
  command->add_option("--json", options->json, "File to write the rows to as JSON; - is standard output");
  command->footer(examples({"aicc bench benchmarks/workloads/gemm.json --fast --dtype f32 --mode prepacked",
                            "aicc bench benchmarks/workloads/gemm.json --filter decode --state cold --json rows.json",
                            "aicc bench examples/bert-base-ffn.mlir --threads 1,2",
                            "aicc bench benchmarks/workloads/gemm.json --fast --target nvidia-a100 --json rows.json",
                            "aicc bench benchmarks/workloads/gemm.json --predict --target nvidia-h20 --dtype bf16,i8"}));
  setCallback(*command, options, line, run);
}
