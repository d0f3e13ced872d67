// This machine as a device file: what the instructions of a shipped device reach here, and the caches of this machine.
#ifndef AICC_COMPILER_PROBE_DEVICEPROBE_H
#define AICC_COMPILER_PROBE_DEVICEPROBE_H

#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace aicc::probe {
struct DeviceProbeOptions {
  std::string id = "probed"; ///< the ID of the device file
  std::string basis;         ///< ID of the shipped device whose target and instructions are measured; "": the host's
  unsigned threads = 0;      ///< of the team for "all cores"; 0: one for each core that the process may use
  unsigned repetitions = 15; ///< of each measurement; the file gives median, least and greatest
  double seconds = 60;       ///< after which a measurement on a device that is no processor is given up
};

/// One number with the repetitions that it is the median of.
struct Spread {
  double min = 0, median = 0, max = 0;
};

/// Of at least one sample.
Spread spreadOf(std::vector<double> samples);

/// One row of the report.
struct Measurement {
  std::string what; ///< "L2 read, one core"
  std::string unit; ///< "B/s", "Hz", "s", "op/cycle"
  Spread spread;
};

struct ProbedDevice {
  std::string text; ///< the device file
  std::vector<Measurement> measurements;
  std::string note; ///< for people, above the measurements; empty as a rule
};

/// Measures this machine for 5 to 20 seconds, in which nothing else should run. Fails where no shipped device fits the
/// processor, where `basis` is none or needs instructions that the processor lacks, where the system does not describe
/// its caches, or where memory for the largest buffers cannot be had.
llvm::Expected<ProbedDevice> probeDevice(const DeviceProbeOptions &options);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_DEVICEPROBE_H
