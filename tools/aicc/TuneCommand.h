// aicc tune: searches for faster schedules on this machine.
#ifndef AICC_TOOLS_AICC_TUNECOMMAND_H
#define AICC_TOOLS_AICC_TUNECOMMAND_H

#include "tools/aicc/CommandLine.h"

namespace aicc {
/// Adds `aicc tune` to `app`.
void addTuneCommand(CLI::App &app, CommandLine &line);
} // namespace aicc

#endif // AICC_TOOLS_AICC_TUNECOMMAND_H
