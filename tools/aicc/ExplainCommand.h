// aicc explain
#ifndef AICC_TOOLS_AICC_EXPLAINCOMMAND_H
#define AICC_TOOLS_AICC_EXPLAINCOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct CommandLine;

/// Adds `explain` to `app`; it runs while `app` parses and sets `line.exitCode`.
void addExplainCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_EXPLAINCOMMAND_H
