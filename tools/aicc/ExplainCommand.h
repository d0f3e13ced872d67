// aicc explain
#ifndef AICC_TOOLS_AICC_EXPLAINCOMMAND_H
#define AICC_TOOLS_AICC_EXPLAINCOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct Invocation;

/// Adds `explain` to `app`; it runs while `app` parses and sets `invocation.exitCode`.
void addExplainCommand(CLI::App &app, Invocation &invocation);
} // namespace aicc

#endif // AICC_TOOLS_AICC_EXPLAINCOMMAND_H
