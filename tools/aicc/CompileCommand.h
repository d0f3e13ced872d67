// aicc compile
#ifndef AICC_TOOLS_AICC_COMPILECOMMAND_H
#define AICC_TOOLS_AICC_COMPILECOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct Invocation;

/// Adds `compile` to `app`; it runs while `app` parses and sets `invocation.exitCode`.
void addCompileCommand(CLI::App &app, Invocation &invocation);
} // namespace aicc

#endif // AICC_TOOLS_AICC_COMPILECOMMAND_H
