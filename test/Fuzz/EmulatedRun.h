// Runs a compiled module for an NVIDIA GPU in the emulator: the launches of its host function, on arrays.
#ifndef AICC_TEST_FUZZ_EMULATEDRUN_H
#define AICC_TEST_FUZZ_EMULATEDRUN_H

#include "compiler/Data/Array.h"
#include "compiler/Target/NVIDIA/Emulator/PTXEmulator.h"
#include "mlir/IR/BuiltinOps.h"

namespace aicc::fuzz {
/// One operand of a launch: bytes from the start of one of the function's arguments.
struct LaunchOperand {
  unsigned argument = 0;
  uint64_t offset = 0;
};

/// One launch with constant sizes.
struct EmulatedLaunch {
  std::string kernel;
  ptx::LaunchConfig config;
  std::vector<LaunchOperand> operands;
};

/// A host function behind the phase `tile`.
struct EmulatedFunction {
  std::vector<EmulatedLaunch> launches;
  uint64_t arenaBytes = 0; ///< of one more argument behind the others; 0: it has none
};

/// Reads the launches of function `main`.
llvm::Expected<EmulatedFunction> readLaunches(mlir::ModuleOp module);

/// Runs them on `arguments` (inputs, then results), and returns a report for each.
llvm::Expected<std::vector<ptx::Report>> runEmulated(const EmulatedFunction &function, llvm::StringRef text,
                                                     llvm::MutableArrayRef<data::Array> arguments, unsigned results);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_EMULATEDRUN_H
