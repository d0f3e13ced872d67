// See Host.h.
#include "compiler/Device/Host.h"
#include "compiler/Device/DeviceFile.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

using namespace mlir;
using namespace llvm;
using namespace aicc::device;

static bool fits(const Device &device, Triple::ArchType arch, const StringMap<bool> &features) {
  return device.backend == "cpu" && Triple(device.target.triple).getArch() == arch &&
         all_of(device.silicon.isa, [&](const std::string &feature) { return features.lookup(feature); });
}

const Device *aicc::device::bestFit(ArrayRef<Device> devices, StringRef triple, const StringMap<bool> &features) {
  const Device *best = nullptr;
  for (const Device &device : devices)
    if (fits(device, Triple(triple).getArch(), features))
      if (!best || device.silicon.isa.size() > best->silicon.isa.size())
        best = &device;
  return best;
}

Expected<std::string> aicc::device::hostDeviceId() {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Expected<std::vector<Device>> devices = readShippedDevices(&context);
  if (!devices)
    return devices.takeError();
  std::string triple = sys::getProcessTriple();
  if (const Device *best = bestFit(*devices, triple, sys::getHostCPUFeatures()))
    return best->id;
  return createStringError("expected a processor that a shipped device describes, found " + triple + " (" +
                           sys::getHostCPUName() + "); name a device with its ID or a device file");
}

std::string aicc::device::requiredCpuFeatures(const Device &device) { return join(device.silicon.isa, ","); }
