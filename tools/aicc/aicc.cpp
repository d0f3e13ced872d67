// The aicc command: a thin main over the libraries, one file a subcommand.
#include "compiler/Artifact/TextFile.h"
#include "tools/aicc/BenchCommand.h"
#include "tools/aicc/CacheCommand.h"
#include "tools/aicc/CommandLine.h"
#include "tools/aicc/CompileCommand.h"
#include "tools/aicc/CompletionCommand.h"
#include "tools/aicc/DeviceCommand.h"
#include "tools/aicc/ExplainCommand.h"
#include "tools/aicc/RunCommand.h"
#include "tools/aicc/TuneCommand.h"

#include "llvm/ADT/StringExtras.h"

static bool knows(const CLI::App &app, const std::string &word) {
  return !app.get_subcommands([&](const CLI::App *command) { return command->check_name(word); }).empty();
}

/// The error for a first word that is neither an option nor a command.
static int refuseCommand(CLI::App &app, const char *word) {
  std::vector<std::string> names;
  for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; }))
    names.push_back(command->get_name());
  llvm::errs() << "error: expected one of " << llvm::join(names, ", ") << ", found '" << word
               << "'; aicc --help describes them\n";
  return aicc::driver::kWrongInput;
}

/// What the process ends with after a command that ends with `code`.
static int finish(int code) {
  if (llvm::Error error = aicc::artifact::flushOutput()) {
    llvm::errs() << "error: " << llvm::toString(std::move(error)) << "\n";
    code = code == aicc::driver::kDone ? int(aicc::driver::kWrongInput) : code;
  }
  // Where errors cannot be written there is nobody to tell; LLVM would end the process as if it had crashed.
  llvm::errs().clear_error();
  return code;
}

int main(int argc, char **argv) {
  CLI::App app{
      "aicc: compiles graphs of matrix products and attention for one named device, and tunes their kernels there",
      "aicc"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "aicc " AICC_VERSION);
  app.failure_message([](const CLI::App *command, const CLI::Error &error) {
    return "error: " + CLI::FailureMessage::simple(command, error);
  });
  app.footer(aicc::examples({"aicc compile ffn.mlir -o libffn.so --header ffn.h", "aicc explain ffn.mlir",
                             "aicc compile --help"}) +
             "\nExit codes: 0 done, 1 wrong input or request, 2 a check failed, 3 a fault of aicc, 4 hardware absent, "
             "5 some lines of an import rejected, 130 interrupted.");
  aicc::CommandLine line{{argv, argv + argc}};
  aicc::addCompileCommand(app, line);
  aicc::addRunCommand(app, line);
  aicc::addBenchCommand(app, line);
  aicc::addExplainCommand(app, line);
  aicc::addTuneCommand(app, line);
  aicc::addCacheCommand(app, line);
  aicc::addDeviceCommand(app, line.exitCode);
  aicc::addCompletionCommand(app, line);
  if (argc > 1 && *argv[1] != '-' && !knows(app, argv[1]))
    return refuseCommand(app, argv[1]);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? aicc::driver::kDone : aicc::driver::kWrongInput;
  }
  return finish(line.exitCode);
}
