// aicc run: one function of a module or of an artifact, checked and timed.
#include "tools/aicc/RunCommand.h"
#include "compiler/Driver/LoadedArtifact.h"
#include "compiler/Driver/Run.h"

#include "llvm/Support/raw_ostream.h"
#include "mlir/IR/MLIRContext.h"
#include <CLI/CLI.hpp>

using namespace aicc;

namespace {
struct Options {
  driver::RunOptions run;
  bool json = false;
};
} // namespace

static int report(llvm::Error error) {
  int code = error.isA<driver::InternalError>() ? 3 : error.isA<driver::HardwareError>() ? 4 : 1;
  llvm::errs() << "error: " << llvm::toString(std::move(error)) << "\n";
  return code;
}

static int run(const Options &options) {
  mlir::DialectRegistry registry;
  registerPipelineDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  llvm::Expected<driver::RunReport> result = driver::run(context, options.run);
  if (!result)
    return report(result.takeError());
  options.json ? driver::printJson(*result, llvm::outs()) : driver::printText(*result, llvm::outs());
  for (const driver::CheckedResult &check : result->checks)
    if (!check.comparison.passed)
      llvm::errs() << "error: result " << check.number << ": " << data::describe(check.comparison, check.shape)
                   << "\n";
  return result->passed() ? 0 : 2;
}

static void addFiles(CLI::App &command, driver::RunOptions &run) {
  command.add_option("--input", run.inputs, "A .npy file for each argument in order; none: random inputs")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_option("--output", run.outputs, "A .npy file to write for each result in order")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_option("--reference", run.reference, "Module to check a library against")->type_name("FILE");
}

static void addTarget(CLI::App &command, driver::CompileOptions &compile) {
  command.add_option("--threads", compile.threads, "Threads to use; 0: all")->check(CLI::NonNegativeNumber);
  command.add_option("--target", compile.target, "Shipped device, or host");
  command.add_option("--device", compile.deviceFile, "Device file");
}

void aicc::addRunCommand(CLI::App &app, int &exitCode) {
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("run", "Run a function, check it against the reference, time it");
  command->add_option("input", options->run.input, "A module, or a shared library that aicc wrote")->required();
  command->add_option("--entry", options->run.entry, "The function; may be left out where there is one");
  addFiles(*command, options->run);
  command->add_option("--seed", options->run.seed, "Seed of random inputs");
  command->add_flag("--check", options->run.check, "Compare the results with the graph evaluated naively in f64");
  command->add_option("--repeat", options->run.repeat, "Calls to time")->check(CLI::NonNegativeNumber);
  addTarget(*command, options->run.compile);
  command->add_flag("--json", options->json, "Write JSON");
  command->footer("Exit codes: 0 done, 1 wrong input, 2 check failed, 3 internal error, 4 hardware absent\n\n"
                  "Example:\n  aicc run mlp.mlir --entry main --check --repeat 20");
  command->callback([options, &exitCode] { exitCode = run(*options); });
}
