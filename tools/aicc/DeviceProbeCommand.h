// `aicc device probe`: this machine as a device file.
#ifndef AICC_TOOLS_AICC_DEVICEPROBECOMMAND_H
#define AICC_TOOLS_AICC_DEVICEPROBECOMMAND_H

namespace CLI {
class App;
}

namespace aicc {
/// Adds `probe` to `device`. It writes to standard output, errors to standard error, and sets `exitCode`, which must
/// outlive `device`: 0 for success, 1 for a machine or a request that cannot be probed, 4 where the device
/// is not here.
void addDeviceProbeCommand(CLI::App &device, int &exitCode);
} // namespace aicc

#endif // AICC_TOOLS_AICC_DEVICEPROBECOMMAND_H
