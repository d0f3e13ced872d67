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

std::optional<int64_t> aicc::device::fixedSveBits(const Device &device) {
  bool isSve = Triple(device.target.triple).isAArch64() && is_contained(device.silicon.isa, "sve");
  if (!isSve || !device.registers || device.registers->scalable || device.registers->bits <= 128)
    return std::nullopt;
  return device.registers->bits;
}

static bool fits(const Device &device, Triple::ArchType arch, const StringMap<bool> &features) {
  // The features do not tell how long the registers are, so a device of one length is taken only by name.
  return device.backend == "cpu" && Triple(device.target.triple).getArch() == arch && !fixedSveBits(device) &&
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

std::string aicc::device::requiredCpuFeatures(const Device &device) {
  std::string features = join(device.silicon.isa, ",");
  if (std::optional<int64_t> bits = fixedSveBits(device))
    features += ",sve-vector-bits=" + std::to_string(*bits);
  return features;
}
