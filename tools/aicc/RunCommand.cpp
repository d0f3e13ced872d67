// aicc run: one function of a module or of an artifact, checked and timed.
#include "tools/aicc/RunCommand.h"
#include "compiler/Driver/Run.h"
#include "tools/aicc/TuningOptions.h"

using namespace aicc;

namespace {
struct Options {
  driver::RunOptions run;
  TuningOptions tuning;
  bool json = false;
};
} // namespace

static llvm::Error failedChecks(const driver::RunReport &report) {
  return report.passed() ? llvm::Error::success() : llvm::make_error<driver::CheckError>(report.describeFailures());
}

static int run(const Options &options, const CommandLine &line) {
  std::shared_ptr<autotune::RecordSource> records = options.tuning.makeSource();
  driver::RunOptions request = options.run;
  useRecords(request.compile, options.tuning, records);
  driver::Session session(line.words, request.input, request.compile);
  bool isReported = false;
  int code = session.run([&](driver::Compilation &) -> llvm::Error {
    llvm::Expected<driver::RunReport> report = driver::run(session.getContext(), request);
    if (!report)
      return report.takeError();
    if (llvm::Error error = records->finish())
      return error;
    options.json ? driver::printJson(*report, llvm::outs()) : driver::printText(*report, llvm::outs());
    isReported = true;
    return failedChecks(*report);
  });
  if (options.json && !isReported)
    printJson(session, code, [](llvm::json::OStream &) {});
  return code;
}

static void addFiles(CLI::App &command, driver::RunOptions &run) {
  command
      .add_option("--input", run.inputs,
                  "A .npy file, once for each argument in order (--input x.npy --input w.npy); none: random inputs")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_option("--output", run.outputs, "A .npy file to write, once for each result in order")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--reference", run.reference,
                  "Module to check against, in place of the one that is compiled; a library needs one")
      ->type_name("FILE");
}

void aicc::addRunCommand(CLI::App &app, CommandLine &line) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("run", "Run a function, check it against the reference, time it");
  command->add_option("input", options->run.input, "A module, or a shared library that aicc wrote")->required();
  command->add_option("--entry", options->run.entry, "The function; may be left out where there is one");
  addFiles(*command, options->run);
  command->add_option("--seed", options->run.seed, "Seed of random inputs");
  command->add_flag("--check", options->run.check, "Compare the results with the graph evaluated naively in f64");
  command->add_option("--repeat", options->run.repeat, "Calls to time")->check(atLeast(0));
  command->add_flag("--emulate", options->run.emulate,
                    "Execute the device's code in an emulator and say what it does wrong");
  command->add_option("--limit", options->run.seconds, "Seconds after which a call on a device is given up")
      ->check(above(0));
  addTargetOptions(*command, options->run.compile);
  addTuningOptions(*command, options->tuning);
  command->add_flag("--json", options->json, "Write JSON");
  command->footer(examples({"aicc run mlp.mlir --entry main --check --repeat 20",
                            "aicc run mlp.mlir --input x.npy --input w.npy --output y.npy",
                            "aicc run mlp.mlir --target nvidia-a100 --emulate --check",
                            "aicc run libmlp.so --reference mlp.mlir --check --json"}));
  setCallback(*command, options, line, run);
}
