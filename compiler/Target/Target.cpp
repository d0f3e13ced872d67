// The registry of targets; see Target.h.
#include "compiler/Target/Target.h"
#include "compiler/Target/CPU/CodeGen.h"
#include "compiler/Target/CPU/DefaultSchedule.h"
#include "compiler/Target/CPU/Phases.h"
#include "compiler/Target/CPU/SensibleSchedule.h"
#include "compiler/Target/CPU/Space.h"
#include "compiler/Target/CPU/Traffic.h"
#include "compiler/Target/NVIDIA/Host/Device.h"
#include "compiler/Target/NVIDIA/Host/Emulate.h"
#include "compiler/Target/NVIDIA/Host/Forms.h"
#include "compiler/Target/NVIDIA/Host/Meter.h"
#include "compiler/Target/NVIDIA/DefaultSchedule.h"
#include "compiler/Target/NVIDIA/Phases.h"
#include "compiler/Target/NVIDIA/Realisable.h"
#include "compiler/Target/NVIDIA/Space.h"
#include "compiler/Target/NVIDIA/TimeBound.h"
#include "passes/Tile/Realisable.h"

#include "llvm/ADT/STLExtras.h"

using namespace aicc;

static target::Target makeCPU() {
  target::Target result{"cpu"};
  result.defaultSchedule = cpu::defaultSchedule;
  result.timeBound = cpu::timeBound;
  result.space = cpu::space;
  result.sensibleSchedule = cpu::sensibleSchedule;
  result.whyNotRealisable = tile::whyNotRealisable;
  result.registerDialects = cpu::registerDialects;
  result.registerPasses = cpu::registerPasses;
  result.addTile = cpu::addTile;
  result.addLower = cpu::addLower;
  result.inlineConstantBytes = 4096;
  result.forms = cpu::kForms;
  result.generate = cpu::generate;
  result.launcher = cpu::launcher;
  return result;
}

static target::Target makeNVIDIA() {
  target::Target result{"nvidia"};
  result.defaultSchedule = nvidia::defaultSchedule;
  result.timeBound = nvidia::timeBound;
  result.space = nvidia::space;
  result.whyNotRealisable = nvidia::whyNotRealisable;
  result.registerDialects = nvidia::registerDialects;
  result.registerPasses = nvidia::registerPasses;
  result.addTile = nvidia::addTile;
  result.addLower = nvidia::addLower;
  result.forms = nvidia::kForms;
  result.generate = nvidia::generate;
  result.launcher = nvidia::launcher;
  result.toolVariables = nvidia::kToolVariables;
  result.openDevice = nvidia::openDevice;
  result.openMeter = nvidia::openMeter;
  result.openEmulator = nvidia::openEmulator;
  return result;
}

/// The table of targets: one line each.
static llvm::ArrayRef<target::Target> targets() {
  static const target::Target all[] = {makeCPU(), makeNVIDIA()};
  return all;
}

void target::registerPasses() {
  for (const Target &target : targets())
    target.registerPasses();
}

llvm::SmallVector<llvm::StringRef> target::formNames() {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Target &target : targets())
    for (const CodeForm &form : target.forms)
      if (!llvm::is_contained(names, form.name))
        names.push_back(form.name);
  return names;
}

llvm::SmallVector<llvm::StringRef> target::toolVariables() {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Target &target : targets())
    for (llvm::StringRef name : target.toolVariables)
      if (!llvm::is_contained(names, name))
        names.push_back(name);
  return names;
}

void target::registerDialects(mlir::DialectRegistry &registry) {
  for (const Target &target : targets())
    target.registerDialects(registry);
}

static std::string backendNames() {
  return llvm::join(llvm::map_range(targets(), [](const target::Target &target) { return target.backend.str(); }),
                    ", ");
}

llvm::Expected<const target::Target *> target::findTarget(const device::Device &device) {
  for (const Target &target : targets())
    if (target.backend == device.backend)
      return &target;
  return llvm::createStringError("device " + device.id + " has the back end " + device.backend +
                                 ", for which this compiler has no target; expected a device with one of: " +
                                 backendNames());
}

llvm::Expected<const target::Target *> target::findTarget(llvm::StringRef backend) {
  for (const Target &target : targets())
    if (target.backend == backend)
      return &target;
  return llvm::createStringError("the artifact is for the back end '" + backend +
                                 "', for which this compiler has no target; expected one of: " + backendNames());
}
