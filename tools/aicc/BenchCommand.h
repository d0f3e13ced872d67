// aicc bench
#ifndef AICC_TOOLS_AICC_BENCHCOMMAND_H
#define AICC_TOOLS_AICC_BENCHCOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct CommandLine;

/// Adds `bench` to `app`; it runs while `app` parses and sets `line.exitCode`.
void addBenchCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_BENCHCOMMAND_H
