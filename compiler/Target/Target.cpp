// The registry of targets; see Target.h.
#include "compiler/Target/Target.h"
#include "compiler/Target/CPU/CodeGen.h"
#include "compiler/Target/CPU/DefaultSchedule.h"
#include "compiler/Target/CPU/Space.h"
#include "compiler/Target/CPU/Traffic.h"

#include "llvm/ADT/STLExtras.h"

using namespace aicc;

static const target::Target kTargets[] = {
    {"cpu", cpu::defaultSchedule, cpu::timeBound, cpu::space, cpu::generateLLVM, cpu::generateCode}};

llvm::Expected<const target::Target *> target::findTarget(const device::Device &device) {
  for (const Target &target : kTargets)
    if (target.backend == device.backend)
      return &target;
  auto names = llvm::map_range(kTargets, [](const Target &target) { return target.backend.str(); });
  return llvm::createStringError("device " + device.id + " has the back end " + device.backend +
                                 ", for which this compiler has no target; expected a device with one of: " +
                                 llvm::join(names, ", "));
}
