// What a target is to the rest of the compiler, and the registry of targets: one line each in Target.cpp.
#ifndef AICC_COMPILER_TARGET_TARGET_H
#define AICC_COMPILER_TARGET_TARGET_H

#include "compiler/Target/Space.h"
#include "compiler/Target/TimeBound.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"

namespace aicc::target {
/// The functions that a target's folder provides. Devices name their target by `backend`.
struct Target {
  llvm::StringLiteral backend;
  /// The schedule that the target's analytic model expects to be fastest, for a team of `threads` (0: the device's).
  schedule::TreeAttr (*defaultSchedule)(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
  /// The least time that one call can take, and what bounds it.
  TimeBound (*timeBound)(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr schedule);
  /// The schedules that the target can write for `kernel`, for a team of `threads` (0: the device's); the default is one.
  /// Refers to `kernel` and `device`.
  Space (*space)(kernel::KernelOp kernel, const device::Device &device, int64_t threads);
  /// Translates an LLVM-dialect module and optimises it.
  llvm::Expected<std::unique_ptr<llvm::Module>> (*generateLLVM)(mlir::ModuleOp module, const device::Device &device,
                                                                llvm::LLVMContext &context);
  /// Object code or assembly text.
  llvm::Expected<std::string> (*generateCode)(llvm::Module &module, const device::Device &device, bool asAssembly);
};

/// The target for devices with back end `backend`, or an error that lists those there are.
llvm::Expected<const Target *> findTarget(const device::Device &device);
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_TARGET_H
