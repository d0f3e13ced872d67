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

static const target::Target kTargets[] = {
    {"cpu", cpu::defaultSchedule, cpu::timeBound, cpu::space, cpu::sensibleSchedule, tile::whyNotRealisable,
     cpu::registerDialects, cpu::registerPasses, cpu::addTile, cpu::addLower, /*inlineConstantBytes=*/4096, cpu::kForms,
     cpu::generate, cpu::launcher, /*toolVariables=*/{}, /*openDevice=*/nullptr, /*openMeter=*/nullptr,
     /*openEmulator=*/nullptr},
    {"nvidia", nvidia::defaultSchedule, nvidia::timeBound, nvidia::space, /*sensibleSchedule=*/nullptr,
     nvidia::whyNotRealisable, nvidia::registerDialects, nvidia::registerPasses, nvidia::addTile, nvidia::addLower,
     /*inlineConstantBytes=*/0, nvidia::kForms, nvidia::generate, nvidia::launcher, nvidia::kToolVariables,
     nvidia::openDevice, nvidia::openMeter, nvidia::openEmulator}};

void target::registerPasses() {
  for (const Target &target : kTargets)
    target.registerPasses();
}

llvm::SmallVector<llvm::StringRef> target::formNames() {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Target &target : kTargets)
    for (const CodeForm &form : target.forms)
      if (!llvm::is_contained(names, form.name))
        names.push_back(form.name);
  return names;
}

llvm::SmallVector<llvm::StringRef> target::toolVariables() {
  llvm::SmallVector<llvm::StringRef> names;
  for (const Target &target : kTargets)
    for (llvm::StringRef name : target.toolVariables)
      if (!llvm::is_contained(names, name))
        names.push_back(name);
  return names;
}

void target::registerDialects(mlir::DialectRegistry &registry) {
  for (const Target &target : kTargets)
    target.registerDialects(registry);
}

static std::string backendNames() {
  return llvm::join(llvm::map_range(kTargets, [](const target::Target &target) { return target.backend.str(); }), ", ");
}

llvm::Expected<const target::Target *> target::findTarget(const device::Device &device) {
  for (const Target &target : kTargets)
    if (target.backend == device.backend)
      return &target;
  return llvm::createStringError("device " + device.id + " has the back end " + device.backend +
                                 ", for which this compiler has no target; expected a device with one of: " +
                                 backendNames());
}

llvm::Expected<const target::Target *> target::findTarget(llvm::StringRef backend) {
  for (const Target &target : kTargets)
    if (target.backend == backend)
      return &target;
  return llvm::createStringError("the artifact is for the back end '" + backend +
                                 "', for which this compiler has no target; expected one of: " + backendNames());
}
