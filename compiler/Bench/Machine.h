// What a table of numbers has to say about where and when they were measured.
#ifndef AICC_COMPILER_BENCH_MACHINE_H
#define AICC_COMPILER_BENCH_MACHINE_H

#include "compiler/Target/Target.h"
#include "dialects/Device/Device.h"
#include <cstdint>
#include <string>

namespace aicc::bench {
/// This machine, as its system describes it. Texts are empty and numbers 0 where it does not.
struct Machine {
  std::string processor;  ///< the model's name, with family and model number
  bool isVirtual = false; ///< a hypervisor shares it out
  std::string system;     ///< "Linux 6.1.0", without what a distributor adds
  int64_t processors = 0; ///< that this process may use
  int64_t lastLevelCacheBytes = 0, memoryBytes = 0;
};

Machine describeMachine();

/// HardwareError where `device` is of another processor family than this machine, or has instructions that it lacks.
llvm::Error checkProcessor(const device::Device &device);

/// What measures the device that is here, of a `target` that has such devices. HardwareError where none is, or where code for
/// `device` cannot run on it.
llvm::Expected<std::unique_ptr<target::DeviceMeter>> openMeter(const target::Target &target, const device::Device &device);

/// The present time in UTC: "2026-11-25T18:00:00Z".
std::string currentTime();
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_MACHINE_H
