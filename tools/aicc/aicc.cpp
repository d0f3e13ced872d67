// The aicc command: a thin main over the libraries, one file a subcommand.
#include "tools/aicc/CompileCommand.h"
#include "tools/aicc/DeviceCommand.h"
#include "tools/aicc/RunCommand.h"

#include <CLI/CLI.hpp>

int main(int argc, char **argv) {
  CLI::App app{"aicc: a kernel-autotuning compiler for accelerators weaker than the newest ones"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "aicc " AICC_VERSION);
  int exitCode = 0;
  aicc::addCompileCommand(app, exitCode);
  aicc::addDeviceCommand(app, exitCode);
  aicc::addRunCommand(app, exitCode);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  return exitCode;
}
