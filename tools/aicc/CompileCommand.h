// aicc compile
#ifndef AICC_TOOLS_AICC_COMPILECOMMAND_H
#define AICC_TOOLS_AICC_COMPILECOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
/// Adds `compile` to `app`; it runs while `app` parses and sets `exitCode`, which must outlive `app`.
void addCompileCommand(CLI::App &app, int &exitCode);
} // namespace aicc

#endif // AICC_TOOLS_AICC_COMPILECOMMAND_H
