// aicc completion
#ifndef AICC_TOOLS_AICC_COMPLETIONCOMMAND_H
#define AICC_TOOLS_AICC_COMPLETIONCOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
struct CommandLine;

/// Adds `completion` to `app`. It prints a script made from the commands and options that `app` has when it runs.
void addCompletionCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_COMPLETIONCOMMAND_H
