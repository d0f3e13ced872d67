// `aicc device`: lists, shows, validates and probes devices.
#ifndef AICC_TOOLS_AICC_DEVICECOMMAND_H
#define AICC_TOOLS_AICC_DEVICECOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
/// Adds `device list`, `device show`, `device validate` and `device probe` to `app`. The one that is chosen runs while `app` parses,
/// writes to standard output, errors to standard error, and sets `exitCode`: 0 for success, 1 for wrong input.
/// `exitCode` must outlive `app`.
void addDeviceCommand(CLI::App &app, int &exitCode);
} // namespace aicc

#endif // AICC_TOOLS_AICC_DEVICECOMMAND_H
