// Questions to the plain view of a device, and finding devices in IR.
#include "dialects/Device/Device.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace aicc::device;

template <typename Entry> static const Entry *findByName(const std::vector<Entry> &entries, StringRef name) {
  auto it = llvm::find_if(entries, [&](const Entry &entry) { return entry.name == name; });
  return it == entries.end() ? nullptr : &*it;
}

const MemoryLevel *Device::level(StringRef name) const { return findByName(levels, name); }

const ParallelResource *Device::resource(StringRef name) const { return findByName(parallel, name); }

const Instruction *Device::instruction(StringRef name) const { return findByName(instructions, name); }

std::vector<const Instruction *> Device::instructionsFor(StringRef a, StringRef b, StringRef acc) const {
  std::vector<const Instruction *> found;
  for (const Instruction &candidate : instructions)
    if (candidate.a == a && candidate.b == b && candidate.acc == acc)
      found.push_back(&candidate);
  return found;
}

std::optional<double> Device::peakFlops(const Instruction &instruction) const {
  if (instruction.peakFlops)
    return instruction.peakFlops;
  if (!instruction.flopsPerCycle || !clockHz || !silicon.units)
    return std::nullopt;
  return *instruction.flopsPerCycle * *clockHz * static_cast<double>(*silicon.units);
}

int64_t Device::largestCacheBytes() const {
  int64_t bytes = 0;
  for (const MemoryLevel &level : levels)
    if (level.kind == MemoryKind::Cache)
      bytes = std::max(bytes, level.capacity.value_or(0));
  return bytes;
}

std::string Device::siliconKey() const {
  std::string key = "vendor=" + silicon.vendor;
  if (!silicon.isa.empty()) {
    std::vector<std::string> isa = silicon.isa;
    llvm::sort(isa);
    key += ";isa=" + llvm::join(isa, "+");
  }
  if (!silicon.architecture.empty())
    key += ";architecture=" + silicon.architecture;
  if (silicon.units)
    key += ";units=" + std::to_string(*silicon.units);
  for (const MemoryLevel &level : levels)
    if (level.kind != MemoryKind::Memory && level.capacity)
      key += ";" + level.name + "=" + std::to_string(*level.capacity);
  return key;
}

StringRef aicc::device::stringifyMemoryKind(MemoryKind kind) {
  static constexpr llvm::StringLiteral words[] = {"memory", "cache", "scratchpad"};
  return words[static_cast<unsigned>(kind)];
}

StringRef aicc::device::stringifyInstructionKind(InstructionKind kind) {
  return kind == InstructionKind::Vector ? "vector" : "matrix";
}

/// The system that `op` itself holds, or null.
static TargetSystemSpecInterface systemOf(Operation *op) {
  return op->getAttrOfType<TargetSystemSpecInterface>(DLTIDialect::kTargetSystemDescAttrName);
}

DeviceAttr aicc::device::lookupDevice(Operation *from, StringRef id) {
  for (Operation *op = from; op; op = op->getParentOp())
    if (TargetSystemSpecInterface system = systemOf(op))
      if (auto spec = system.getDeviceSpecForDeviceID(StringAttr::get(op->getContext(), id)))
        if (auto device = dyn_cast<DeviceAttr>(*spec))
          return device;
  return {};
}

/// The IDs of the devices around `from`, for an error message.
static std::string devicesAround(Operation *from) {
  std::vector<std::string> ids;
  for (Operation *op = from; op; op = op->getParentOp())
    if (TargetSystemSpecInterface system = systemOf(op))
      for (DataLayoutEntryInterface entry : system.getEntries())
        if (auto device = dyn_cast<DeviceAttr>(entry.getValue()))
          ids.push_back(device.getId().str());
  return ids.empty() ? "no device" : llvm::join(ids, ", ");
}

FailureOr<Device> aicc::device::requireDevice(Operation *from, StringRef id) {
  if (DeviceAttr device = lookupDevice(from, id))
    return fromAttr(device, [&] { return from->emitError(); });
  from->emitError() << "expects device '" << id << "' in the '" << DLTIDialect::kTargetSystemDescAttrName
                    << "' of an enclosing module, found " << devicesAround(from) << "; attach it by its ID";
  return failure();
}

std::optional<Device> aicc::device::findDevice(Operation *from, StringAttr id) {
  DeviceAttr attr = id ? lookupDevice(from, id) : DeviceAttr();
  if (!attr)
    return std::nullopt;
  FailureOr<Device> device = fromAttr(attr, [&] { return from->emitError(); });
  return succeeded(device) ? std::optional<Device>(*device) : std::nullopt;
}

void aicc::device::attachDevice(ModuleOp module, DeviceAttr device) {
  SmallVector<DataLayoutEntryInterface> entries;
  if (TargetSystemSpecInterface system = systemOf(module))
    llvm::copy_if(system.getEntries(), std::back_inserter(entries), [&](DataLayoutEntryInterface entry) {
      return entry.getKey() != DataLayoutEntryKey(device.getId());
    });
  entries.push_back(DataLayoutEntryAttr::get(device.getId(), device));
  module->setAttr(DLTIDialect::kTargetSystemDescAttrName,
                  TargetSystemSpecAttr::get(module.getContext(), entries));
}
