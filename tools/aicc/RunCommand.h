// aicc run
#ifndef AICC_TOOLS_AICC_RUNCOMMAND_H
#define AICC_TOOLS_AICC_RUNCOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct CommandLine;

/// Adds `run` to `app`; it runs while `app` parses and sets `line.exitCode`: 0 done, 1 wrong input
/// or request, 2 a result differs from the reference, 3 a fault of this compiler, 4 this machine lacks what is needed.
void addRunCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_RUNCOMMAND_H
