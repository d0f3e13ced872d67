// What a device that is here says of itself, and what it reaches: the roofs of a benchmark, the numbers of a device file.
// compiler/Probe does the same for the processor that the compiler runs on.
#ifndef AICC_COMPILER_TARGET_METER_H
#define AICC_COMPILER_TARGET_METER_H

#include "dialects/Device/Device.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <vector>

namespace aicc::target {
/// Sizes of a memory level as device files have them; nothing where the driver does not say.
struct LevelFacts {
  std::optional<int64_t> capacity, unitCapacity; ///< bytes
};

/// What the driver says of the first device.
struct DeviceFacts {
  std::string name;         ///< "NVIDIA H20"
  std::string architecture; ///< as device files have it: "sm_90"
  std::string driver;       ///< what drives it, for people
  bool isEmulated = false;  ///< an emulator answers in place of a device: its times mean nothing
  int64_t units = 0;        ///< multiprocessors
  llvm::StringMap<LevelFacts> levels;        ///< by the names of device files
  std::optional<int64_t> unitRegisters;      ///< of one unit
  llvm::StringMap<int64_t> unitLimits;       ///< by resource: the most that live on one unit
};

/// Whether what is here has the number and the architecture of units that `device` has.
bool hasUnitsOf(const DeviceFacts &facts, const device::Device &device);

/// How what is here differs from the silicon of `device`, by which records are keyed: "L2 of 62914560 bytes, not 52428800";
/// nothing where it does not.
std::optional<std::string> differenceOf(const DeviceFacts &facts, const device::Device &device);

/// One repetition of arithmetic.
struct RateSample {
  double rate;  ///< operations/s of all units together
  double clock; ///< Hz of a unit meanwhile
};

/// Measures the first device with small kernels of its own. Every kernel's result is checked: an error is of the driver,
/// of too little memory, or of a kernel that faulted or was wrong. Calls may come from any thread, one at a time.
class DeviceMeter {
public:
  virtual ~DeviceMeter() = default;
  virtual const DeviceFacts &facts() const = 0;
  /// Why code for `device` cannot run here, as a clause that names both; nothing where it can.
  virtual std::optional<std::string> whyUnfit(const device::Device &device) const = 0;
  /// Each of `repetitions` of a few milliseconds of `instruction`, called as in device files. Empty where there is no
  /// loop of it.
  virtual llvm::Expected<std::vector<RateSample>> sampleRate(llvm::StringRef instruction, unsigned repetitions) = 0;
  /// Bytes/s that all units (or one alone) read together from the level `level`: from as many bytes as lie there and
  /// nowhere nearer, or from `bytes` of memory, wherever these lie. Empty where nothing of that level is measured.
  virtual llvm::Expected<std::vector<double>> sampleRead(llvm::StringRef level, int64_t bytes, bool oneUnit,
                                                         unsigned repetitions) = 0;
  /// Seconds from one load of one thread to the next whose address depends on it. Empty as above.
  virtual llvm::Expected<std::vector<double>> sampleLatency(llvm::StringRef level, unsigned repetitions) = 0;
};
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_METER_H
