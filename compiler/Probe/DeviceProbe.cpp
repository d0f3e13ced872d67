// See DeviceProbe.h.
#include "compiler/Probe/DeviceProbe.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Host.h"
#include "compiler/Probe/Bandwidth.h"
#include "compiler/Probe/Latency.h"
#include "compiler/Probe/Machine.h"
#include "compiler/Probe/PrintJson.h"
#include "compiler/Probe/Quantities.h"
#include "compiler/Probe/Team.h"
#include "compiler/Probe/VectorRate.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/TargetParser/Host.h"

#include <map>

using namespace llvm;
using namespace aicc::probe;
using aicc::device::Device;
namespace device = aicc::device;
using Json = nlohmann::ordered_json;

namespace {
/// Where a level's bytes come from: a cache, or memory, which is beyond the last one.
struct Level {
  std::string name;
  bool isShared;
  int64_t bytes;  ///< that the streams touch there, of all threads where the level is shared
  int64_t circle; ///< bytes that the chain of dependent loads touches
};

class Prober {
public:
  Prober(const DeviceProbeOptions &options, Device basis, Json file, std::vector<Cache> caches)
      : options(options), basis(std::move(basis)), file(std::move(file)), caches(std::move(caches)) {
    threads = options.threads ? options.threads : countCores();
  }

  Error run();
  ProbedDevice result() { return {printJson(file), std::move(measurements), ""}; }

private:
  Spread note(std::string what, std::string unit, std::vector<double> samples);
  void describe();
  void measureInstructions();
  void measureInstruction(Json &instruction, const VectorLoop &loop);
  Error measureLevels();
  Expected<Json> measureLevel(const Level &level);
  std::vector<Level> levels() const;
  unsigned vectorBits() const { return basis.registers ? basis.registers->bits : 0; }
  /// "one core" or "2 cores".
  static std::string cores(unsigned threads) { return threads == 1 ? "one core" : std::to_string(threads) + " cores"; }

  const DeviceProbeOptions &options;
  const Device basis;
  Json file; ///< starts as the basis's and ends as this machine's
  const std::vector<Cache> caches;
  unsigned threads;
  std::vector<double> clocks; ///< of all repetitions on all cores
  std::vector<Measurement> measurements;
};
} // namespace

/// What people call the processor, and whether it is shared with others.
static std::string nameMachine() {
  std::string info = readSystemFile("/proc/cpuinfo"), name = cpuinfoValue(info, "model name");
  if (name.empty())
    name = sys::getHostCPUName().str();
  bool isVirtual = is_contained(split(cpuinfoValue(info, "flags"), ' '), "hypervisor");
  return name + (isVirtual ? ", under a hypervisor" : "");
}

/// As device files name vendors; `otherwise` where the system does not say.
static std::string nameVendor(const std::string &otherwise) {
  std::string id = cpuinfoValue(readSystemFile("/proc/cpuinfo"), "vendor_id");
  return id == "AuthenticAMD" ? "AMD" : id == "GenuineIntel" ? "Intel" : id.empty() ? otherwise : id;
}

Spread Prober::note(std::string what, std::string unit, std::vector<double> samples) {
  measurements.push_back({std::move(what), std::move(unit), spreadOf(std::move(samples))});
  return measurements.back().spread;
}

void Prober::describe() {
  std::string machine = nameMachine();
  file["id"] = options.id;
  file["description"] = machine + ", " + cores(threads) + "; measured by aicc device probe";
  file["silicon"]["vendor"] = nameVendor(basis.silicon.vendor);
  file["silicon"]["units"] = quantity(int64_t(threads));
  file["parallel"] =
      Json::array({{{"name", "threads"}, {"within", "chip"}, {"count", quantity(int64_t(threads))}}});
  Json measured = {{"date", today()}, {"machine", machine}, {"repetitions", options.repetitions}};
  if (std::string policy = readPagePolicy(); !policy.empty())
    measured["page_policy"] = policy;
  file["measured"] = std::move(measured);
}

void Prober::measureInstruction(Json &instruction, const VectorLoop &loop) {
  std::vector<double> perCycle, alone, together;
  for (const RateSample &sample : sampleVectorRate(loop, 1, options.repetitions)) {
    perCycle.push_back(sample.rate / sample.clock);
    alone.push_back(sample.rate);
  }
  for (const RateSample &sample : sampleVectorRate(loop, threads, options.repetitions)) {
    together.push_back(sample.rate);
    clocks.push_back(sample.clock);
  }
  std::string name = loop.instruction;
  instruction["flops_per_cycle"] = quantity(note(name, "op/cycle", perCycle));
  note(name + ", one core", "op/s", alone);
  instruction["peak_flops"] = quantity(note(name + ", " + cores(threads), "op/s", together));
}

/// What no loop measures keeps its shape and loses the basis's rates: nobody knows them here.
void Prober::measureInstructions() {
  std::vector<VectorLoop> loops = hostVectorLoops();
  if (!file.contains("instructions"))
    return;
  for (Json &instruction : file["instructions"]) {
    instruction.erase("flops_per_cycle");
    instruction.erase("peak_flops");
    auto loop = find_if(loops, [&](const VectorLoop &it) {
      return instruction["name"] == it.instruction && it.bits == vectorBits();
    });
    if (loop != loops.end())
      measureInstruction(instruction, *loop);
  }
}

/// For streams half of a private cache and a quarter of a shared one, of which others use a part, but more than the next
/// inner one holds; for the chain as much, but at most four times the inner one, since no prefetch hides there what a
/// cache has given away; and eight times the last cache for memory.
std::vector<Level> Prober::levels() const {
  int64_t last = caches.front().capacity;
  int64_t beyond = std::max(8 * last, int64_t(256) << 20);
  std::vector<Level> result = {{"memory", true, beyond, beyond}};
  for (auto [index, cache] : enumerate(caches)) {
    int64_t inner = index + 1 < caches.size() ? caches[index + 1].capacity : 0;
    int64_t bytes = cache.isShared ? std::max(cache.capacity / 4, 2 * inner * threads) : cache.capacity / 2;
    result.push_back({"L" + std::to_string(cache.level), cache.isShared, bytes, inner ? std::min(bytes, 4 * inner) : bytes});
  }
  return result;
}

static Error noMemory(const Level &level) {
  return createStringError("expected " + Twine(level.bytes >> 20) + " MiB of memory to measure " + level.name +
                           ", found less; free memory, or probe a machine with more");
}

Expected<Json> Prober::measureLevel(const Level &level) {
  int64_t perThread = level.isShared ? level.bytes / threads : level.bytes;
  std::vector<double> alone = sampleReadBandwidth(level.bytes, 1, options.repetitions, vectorBits()),
                      together = sampleReadBandwidth(perThread, threads, options.repetitions, vectorBits()),
                      latency = sampleLatency(level.circle, options.repetitions);
  if (alone.empty() || together.empty() || latency.empty())
    return noMemory(level);
  Spread one = note(level.name + " read, one core", "B/s", alone);
  Spread all = note(level.name + " read, " + cores(threads), "B/s", together);
  Json json = {{"bandwidth", quantity(level.isShared ? all : one)}};
  if (level.isShared)
    json["unit_bandwidth"] = quantity(one);
  json["latency"] = quantity(note(level.name + " latency", "s", latency));
  return json;
}

Error Prober::measureLevels() {
  // What hardware follows is not measured: the basis says it.
  std::map<std::string, Json> windows;
  for (const Json &level : file["levels"])
    if (level.contains("stream_window"))
      windows[level["name"]] = level["stream_window"];
  file["levels"] = Json::array();
  for (auto [index, level] : enumerate(levels())) {
    Json json = {{"name", level.name},
                 {"kind", index == 0 ? "memory" : "cache"},
                 {"shared_by", level.isShared ? "chip" : "core"}};
    const Cache &cache = caches[index == 0 ? 0 : index - 1];
    if (index > 0)
      json["capacity"] = quantity(cache.capacity);
    Expected<Json> measured = measureLevel(level);
    if (!measured)
      return measured.takeError();
    json.update(*measured);
    if (cache.line > 0)
      json["line"] = quantity(cache.line);
    if (auto window = windows.find(level.name); window != windows.end())
      json["stream_window"] = window->second;
    file["levels"].push_back(std::move(json));
  }
  return Error::success();
}

Error Prober::run() {
  describe();
  measureInstructions();
  if (clocks.empty())
    clocks.push_back(sampleClock());
  file["clock"] = quantity(note("clock, " + cores(threads) + " busy", "Hz", clocks));
  return measureLevels();
}

/// The view of the shipped device `id`, where this processor can run its code.
static Expected<Device> readBasis(mlir::MLIRContext &context, const std::string &id) {
  Expected<std::vector<Device>> shipped = device::readShippedDevices(&context);
  if (!shipped)
    return shipped.takeError();
  auto basis = find_if(*shipped, [&](const Device &it) { return it.id == id; });
  if (basis == shipped->end())
    return device::readDeviceText(id).takeError();
  if (!device::bestFit(*basis, sys::getProcessTriple(), sys::getHostCPUFeatures()))
    return createStringError("expected a device whose code this processor runs, found '" + id +
                             "'; without --target the one that fits best is taken");
  return *basis;
}

Expected<ProbedDevice> aicc::probe::probeDevice(const DeviceProbeOptions &options) {
  if (Error error = checkId(options.id))
    return std::move(error);
  Expected<std::string> id = options.basis.empty() ? device::hostDeviceId() : options.basis;
  if (!id)
    return id.takeError();
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  Expected<Device> basis = readBasis(context, *id);
  if (!basis)
    return basis.takeError();
  std::vector<Cache> caches = readCaches("/sys/devices/system/cpu/cpu0");
  if (caches.empty())
    return createStringError("expected the caches in /sys/devices/system/cpu/cpu0/cache, found none; describe this "
                             "machine in a device file by hand");
  Json file = Json::parse(cantFail(device::readDeviceText(*id)), nullptr, /*allow_exceptions=*/false);
  Prober prober(options, *basis, std::move(file), std::move(caches));
  if (Error error = prober.run())
    return std::move(error);
  return checked(context, prober.result(), options.id);
}
