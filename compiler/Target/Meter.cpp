// See Meter.h.
#include "compiler/Target/Meter.h"

using namespace aicc;
using namespace aicc::target;

/// The architecture without the letter that asks for one chip exactly.
static llvm::StringRef architectureOf(const device::Device &device) {
  return llvm::StringRef(device.silicon.architecture).rtrim('a');
}

bool target::hasUnitsOf(const DeviceFacts &facts, const device::Device &device) {
  return facts.units == device.silicon.units && facts.architecture == architectureOf(device);
}

std::optional<std::string> target::differenceOf(const DeviceFacts &facts, const device::Device &device) {
  if (!hasUnitsOf(facts, device))
    return std::to_string(facts.units) + " units of " + facts.architecture + ", not " +
           std::to_string(device.silicon.units.value_or(0)) + " of " + architectureOf(device).str();
  for (const device::MemoryLevel &level : device.levels) {
    std::optional<int64_t> here = facts.levels.lookup(level.name).capacity;
    if (level.kind != device::MemoryKind::Memory && level.capacity && here && here != level.capacity)
      return level.name + " of " + std::to_string(*here) + " bytes, not " + std::to_string(*level.capacity);
  }
  return std::nullopt;
}
