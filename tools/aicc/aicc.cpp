// The aicc command: a thin main over the libraries, one file a subcommand.
#include "tools/aicc/CommandLine.h"
#include "tools/aicc/CompileCommand.h"
#include "tools/aicc/CompletionCommand.h"
#include "tools/aicc/DeviceCommand.h"
#include "tools/aicc/ExplainCommand.h"
#include "tools/aicc/RunCommand.h"

int main(int argc, char **argv) {
  CLI::App app{"aicc: a kernel-autotuning compiler for accelerators weaker than the newest ones", "aicc"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "aicc " AICC_VERSION);
  app.footer(aicc::examples({"aicc compile ffn.mlir -o libffn.so --header ffn.h", "aicc explain ffn.mlir",
                             "aicc compile --help"}) +
             "\nExit codes: 0 done, 1 wrong input or request, 2 a check failed, 3 a fault of aicc, 4 hardware absent, "
             "130 interrupted.");
  aicc::CommandLine line{{argv, argv + argc}};
  aicc::addCompileCommand(app, line);
  aicc::addRunCommand(app, line);
  aicc::addExplainCommand(app, line);
  aicc::addDeviceCommand(app, line.exitCode);
  aicc::addCompletionCommand(app, line);
  aicc::driver::installInterruptHandler();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? aicc::driver::kDone : aicc::driver::kWrongInput;
  }
  return line.exitCode;
}
