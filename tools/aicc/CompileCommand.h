// aicc compile
#ifndef AICC_TOOLS_AICC_COMPILECOMMAND_H
#define AICC_TOOLS_AICC_COMPILECOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct CommandLine;

/// Adds `compile` to `app`; it runs while `app` parses and sets `line.exitCode`.
void addCompileCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_COMPILECOMMAND_H
