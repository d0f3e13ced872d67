// Reads the plain view from the attribute's dictionary; the attribute's verifier is the same reading.
#include "dialects/Device/Device.h"
#include "dialects/Device/DictionaryReader.h"

using namespace mlir;
using namespace aicc::device;

static void readTarget(DictionaryReader &reader, Target &target) {
  reader.string("triple", target.triple);
  reader.string("cpu", target.cpu);
  reader.string("features", target.features);
  reader.string("chip", target.chip);
}

static void readSilicon(DictionaryReader &reader, Silicon &silicon) {
  reader.string("vendor", silicon.vendor, /*required=*/true);
  reader.strings("isa", silicon.isa);
  reader.string("architecture", silicon.architecture);
  reader.positive("units", silicon.units);
}

static MemoryLevel readLevel(DictionaryReader &reader) {
  MemoryLevel level;
  reader.string("name", level.name, /*required=*/true);
  level.kind = static_cast<MemoryKind>(reader.word("kind", {"memory", "cache", "scratchpad"}));
  reader.string("shared_by", level.sharedBy);
  reader.positive("capacity", level.capacity);
  reader.rate("bandwidth", level.bandwidth);
  reader.positive("unit_capacity", level.unitCapacity);
  reader.rate("unit_bandwidth", level.unitBandwidth);
  reader.rate("latency", level.latency);
  reader.positive("line", level.line);
  reader.positive("stream_window", level.streamWindow);
  reader.positive("async_bytes", level.asyncBytes);
  return level;
}

static ParallelResource readResource(DictionaryReader &reader) {
  ParallelResource resource;
  reader.string("name", resource.name, /*required=*/true);
  reader.string("within", resource.within, /*required=*/true);
  reader.positive("count", resource.count);
  reader.positive("limit", resource.limit);
  reader.positive("width", resource.width);
  reader.positive("unit_limit", resource.unitLimit);
  return resource;
}

static RegisterFile readRegisters(DictionaryReader &reader) {
  RegisterFile file;
  std::optional<int64_t> bits;
  reader.positive("bits", bits);
  reader.require("bits", bits.has_value());
  file.bits = bits.value_or(0);
  reader.positive("count", file.count);
  reader.positive("unit_count", file.unitCount);
  reader.flag("scalable", file.scalable);
  return file;
}

static Instruction readInstruction(DictionaryReader &reader) {
  Instruction instruction;
  reader.string("name", instruction.name, /*required=*/true);
  instruction.kind = static_cast<InstructionKind>(reader.word("kind", {"vector", "matrix"}));
  reader.triple("shape", instruction.m, instruction.n, instruction.k);
  reader.positive("n_multiple", instruction.nMultiple);
  reader.string("a", instruction.a, /*required=*/true);
  reader.string("b", instruction.b, /*required=*/true);
  reader.string("acc", instruction.acc, /*required=*/true);
  reader.rate("flops_per_cycle", instruction.flopsPerCycle);
  reader.rate("peak_flops", instruction.peakFlops);
  return instruction;
}

static Link readLink(DictionaryReader &reader) {
  Link link;
  reader.string("name", link.name, /*required=*/true);
  reader.rate("bandwidth", link.bandwidth);
  return link;
}

static void readDevice(DictionaryReader &reader, Device &device) {
  reader.string("backend", device.backend, /*required=*/true);
  reader.string("description", device.description);
  reader.dictionaryAt("target", [&](DictionaryReader &it) { readTarget(it, device.target); });
  bool hasSilicon = false;
  reader.dictionaryAt("silicon", [&](DictionaryReader &it) {
    hasSilicon = true;
    readSilicon(it, device.silicon);
  });
  reader.require("silicon", hasSilicon);
  reader.rate("clock", device.clockHz);
  reader.list("levels", [&](DictionaryReader &it) { device.levels.push_back(readLevel(it)); });
  reader.require("levels", !device.levels.empty());
  reader.list("parallel", [&](DictionaryReader &it) { device.parallel.push_back(readResource(it)); });
  reader.dictionaryAt("registers", [&](DictionaryReader &it) { device.registers = readRegisters(it); });
  reader.list("instructions", [&](DictionaryReader &it) { device.instructions.push_back(readInstruction(it)); });
  reader.list("links", [&](DictionaryReader &it) { device.links.push_back(readLink(it)); });
  reader.finish();
}

FailureOr<Device> aicc::device::fromProperties(StringRef id, DictionaryAttr properties,
                                               function_ref<InFlightDiagnostic()> emitError) {
  Device device;
  device.id = id.str();
  ReadErrors errors{id, emitError};
  DictionaryReader reader(properties, "", errors);
  readDevice(reader, device);
  if (errors.failed)
    return failure();
  return device;
}

FailureOr<Device> aicc::device::fromAttr(DeviceAttr attr, function_ref<InFlightDiagnostic()> emitError) {
  return fromProperties(attr.getId(), attr.getProperties(), emitError);
}
