// The roof of a row on a device that is not the host's processor: what the target's meter reaches, beside the row.
#ifndef AICC_COMPILER_BENCH_DEVICEROOF_H
#define AICC_COMPILER_BENCH_DEVICEROOF_H

#include "compiler/Bench/Contestant.h"
#include "compiler/Bench/Roof.h"
#include "dialects/Device/Device.h"

namespace aicc::bench {
/// Keeps a process with the meter between rows: one that fails or hangs is replaced, and costs nobody else's memory.
class DeviceRoof {
public:
  /// Refers to `device`. Silence of more than `patienceMs` counts as a hang.
  DeviceRoof(const device::Device &device, int64_t patienceMs) : device(device), patienceMs(patienceMs) {}

  /// Arithmetic by the fastest instruction on elements called `type` in device files ("bf16") that the meter has a loop
  /// of, at most that of the file's order; bytes by a stream over `bytes`, wherever these lie, or over memory where
  /// `bytes` is 0. Takes about 0.2 s.
  llvm::Expected<Roof> measure(llvm::StringRef type, int64_t bytes);

private:
  llvm::Error start();
  llvm::Expected<std::vector<double>> ask(const std::string &line);
  llvm::Error measureRate(llvm::StringRef type, Roof &roof);

  const device::Device &device;
  int64_t patienceMs;
  std::unique_ptr<Contestant> meter;
};
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_DEVICEROOF_H
