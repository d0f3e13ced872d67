// What a target is to the rest of the compiler, and the registry of targets: one line each in Target.cpp.
#ifndef AICC_COMPILER_TARGET_TARGET_H
#define AICC_COMPILER_TARGET_TARGET_H

#include "compiler/Artifact/ArtifactInfo.h"
#include "compiler/Target/Execution.h"
#include "compiler/Target/Meter.h"
#include "compiler/Target/Space.h"
#include "compiler/Target/TimeBound.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "passes/Schedule/PackedOperands.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <random>

namespace mlir {
class OpPassManager;
} // namespace mlir

namespace aicc::target {
/// What the phases tile and lower need to know.
struct LoweringOptions {
  device::Device device;        ///< the device that the module is compiled for
  std::string requiredFeatures; ///< what the artifact checks when it is loaded
};

/// A form in which a target writes code.
struct CodeForm {
  llvm::StringLiteral name; ///< on the command line: "asm", "ptx"
  bool isText;              ///< fit for standard output
};

/// What code is made from.
struct CodeRequest {
  mlir::ModuleOp module; ///< behind the phase lower
  const device::Device &device;
  llvm::ArrayRef<artifact::Entry> entries;
  llvm::ArrayRef<std::string> toolRoots; ///< where the vendor's tools may be installed, in order; PATH comes after
  bool wantsMachineCode;                 ///< false: do without the vendor's tools where that is possible
};

/// The functions that a target's folder provides. Devices name their target by `backend`.
struct Target {
  llvm::StringLiteral backend;
  /// The schedule that the target's analytic model expects to be fastest, for a team of `threads` (0: the device's).
  /// Prepacked operands in `fixed` have these layouts where the target can use them.
  schedule::TreeAttr (*defaultSchedule)(kernel::KernelOp kernel, const device::Device &device, int64_t threads,
                                        const schedule::FixedLayouts &fixed) = nullptr;
  /// The least time that one call can take, and what bounds it.
  TimeBound (*timeBound)(kernel::KernelOp kernel, const device::Device &device, schedule::TreeAttr schedule) = nullptr;
  /// The schedules that the target can write for `kernel`, for a team of `threads` (0: the device's); the default is one.
  /// Refers to `kernel` and `device`.
  Space (*space)(kernel::KernelOp kernel, const device::Device &device, int64_t threads) = nullptr;
  /// A random legal schedule for a team of `threads`, of the kind that somebody who tunes by hand would try and that takes
  /// no part of the default; null where the kernel has none. No function: nobody draws such schedules for the target.
  schedule::TreeAttr (*sensibleSchedule)(std::mt19937_64 &random, kernel::KernelOp kernel, const device::Device &device,
                                         int64_t threads) = nullptr;
  /// Why the lowering cannot obey a legal schedule yet, as a clause; nothing where it can.
  std::optional<std::string> (*whyNotRealisable)(kernel::KernelOp kernel, schedule::TreeAttr schedule,
                                                 const device::Device *device) = nullptr;
  /// Registers the dialects and translations that only this target's phases need.
  void (*registerDialects)(mlir::DialectRegistry &registry) = nullptr;
  /// Registers the passes that only this target has, for tools that run single passes.
  void (*registerPasses)() = nullptr;
  /// Appends the passes that obey schedules: afterwards no kernel and no call of one is left.
  void (*addTile)(mlir::OpPassManager &passes, const LoweringOptions &options) = nullptr;
  /// Appends the passes after which `generate` can write code.
  void (*addLower)(mlir::OpPassManager &passes, const LoweringOptions &options) = nullptr;
  /// Constants of at most this many bytes stay in the code of public functions; others lie in the weights file.
  int64_t inlineConstantBytes = 0;
  /// The forms in which `generate` writes code, besides "so" and "mlir". "obj" is what a shared library is linked from.
  llvm::ArrayRef<CodeForm> forms = {};
  /// Code in the form of this name.
  llvm::Expected<std::string> (*generate)(const CodeRequest &request, llvm::StringRef form) = nullptr;
  /// An archive that shared libraries hold besides the runtime, or nothing.
  llvm::StringRef (*launcher)() = nullptr;
  /// Environment variables that say where the vendor's tools are installed; who starts the compiler reads them.
  llvm::ArrayRef<llvm::StringLiteral> toolVariables = {};
  /// Opens the device of this kind that is here; null: the host's processor is the device.
  llvm::Expected<std::unique_ptr<DeviceMemory>> (*openDevice)() = nullptr;
  /// Measures the device of this kind that is here; null exactly where `openDevice` is.
  llvm::Expected<std::unique_ptr<DeviceMeter>> (*openMeter)() = nullptr;
  /// An emulator of the code in an artifact's library, given as bytes; null: there is none.
  llvm::Expected<std::unique_ptr<Emulator>> (*openEmulator)(llvm::StringRef library) = nullptr;
};

/// The target for devices with back end `backend`, or an error that lists those there are.
llvm::Expected<const Target *> findTarget(const device::Device &device);
/// The target for artifacts whose manifest says `backend`.
llvm::Expected<const Target *> findTarget(llvm::StringRef backend);
/// The names of the forms of all targets, each once.
llvm::SmallVector<llvm::StringRef> formNames();
/// The environment variables of all targets, each once.
llvm::SmallVector<llvm::StringRef> toolVariables();

/// Registers the dialects and translations of every target.
void registerDialects(mlir::DialectRegistry &registry);
/// Registers the passes of every target.
void registerPasses();
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_TARGET_H
