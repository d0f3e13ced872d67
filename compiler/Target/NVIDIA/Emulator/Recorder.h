// Collects what a launch sees, in tables by instruction, and makes the report of it.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EMULATOR_RECORDER_H
#define AICC_COMPILER_TARGET_NVIDIA_EMULATOR_RECORDER_H

#include "compiler/Target/NVIDIA/Emulator/PTXEmulator.h"
#include "compiler/Target/NVIDIA/Emulator/Program.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace aicc::ptx {
/// Accesses of one instruction; units as in SharedTraffic and GlobalTraffic.
struct Traffic {
  uint64_t accesses = 0, units = 0, minimum = 0;
};

class Recorder {
public:
  Recorder(const Program &program, const Kernel &kernel);

  /// Warps that executed each instruction.
  std::vector<uint64_t> executed;
  std::vector<Traffic> shared, global;

  /// Counts a finding; `message` is asked for only the first time that `instr` gives one of this kind.
  void find(Check check, uint32_t instr, Dim3 cta, Dim3 thread, llvm::function_ref<std::string()> message);
  /// Instruction `instr` as a place in the text.
  Location locate(uint32_t instr) const;
  Report report() const;

private:
  const Program &program;
  const Kernel &kernel;
  llvm::DenseMap<std::pair<uint32_t, unsigned>, size_t> known;
  std::vector<Finding> findings;
};
} // namespace aicc::ptx

#endif // AICC_COMPILER_TARGET_NVIDIA_EMULATOR_RECORDER_H
