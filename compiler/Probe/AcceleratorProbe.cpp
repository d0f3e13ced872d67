// See AcceleratorProbe.h.
#include "compiler/Probe/AcceleratorProbe.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Probe/PrintJson.h"
#include "compiler/Probe/Quantities.h"
#include "compiler/Target/Deadline.h"
#include "compiler/Target/Execution.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace aicc::probe;
using namespace aicc;
using Json = nlohmann::ordered_json;

/// What the process ends with once a kernel hangs: a fault of the compiler.
constexpr int kHungCode = 3;

namespace {
class AcceleratorProber {
public:
  AcceleratorProber(const DeviceProbeOptions &options, std::shared_ptr<target::DeviceMeter> meter, Json file)
      : options(options), meter(std::move(meter)), facts(this->meter->facts()), file(std::move(file)),
        source(facts.isEmulated ? "E" : "M") {}

  Error run();
  ProbedDevice result() {
    std::string note =
        facts.isEmulated ? "emulated: " + facts.name + " is no device, and its numbers mean nothing" : "";
    return {printJson(file), std::move(measurements), note};
  }

private:
  template <typename T> Expected<std::vector<T>> bounded(std::function<Expected<std::vector<T>>()> measure) const;
  Spread note(std::string what, std::string unit, std::vector<double> samples);
  void describe();
  void count(Json &resource);
  Error measureInstruction(Json &instruction);
  Error measureInstructions();
  Error measureLevel(Json &level);
  Error addReads(Json &level, const std::string &name, bool oneUnit);
  Error addLatency(Json &level, const std::string &name);
  std::string units() const { return std::to_string(facts.units) + " units"; }

  const DeviceProbeOptions &options;
  std::shared_ptr<target::DeviceMeter> meter;
  const target::DeviceFacts &facts;
  Json file; ///< starts as the basis's and ends as this device's
  const char *source;
  std::vector<double> clocks; ///< of all repetitions of all instructions
  std::vector<Measurement> measurements;
};
} // namespace

/// Runs `measure`, and gives up after the time allowed. The thread shares the meter: it may go on.
template <typename T>
Expected<std::vector<T>> AcceleratorProber::bounded(std::function<Expected<std::vector<T>>()> measure) const {
  auto samples = std::make_shared<std::vector<T>>();
  std::optional<Error> done = target::runWithin(options.seconds, kHungCode, [samples, measure]() -> Error {
    Expected<std::vector<T>> found = measure();
    if (!found)
      return found.takeError();
    *samples = std::move(*found);
    return Error::success();
  });
  if (!done)
    return make_error<target::DeviceError>(
        /*isFault=*/true,
        formatv("a measurement did not end within {0} s; a kernel hangs on the device, which is freed "
                "when this process ends",
                options.seconds)
            .str());
  if (*done)
    return std::move(*done);
  return std::move(*samples);
}

Spread AcceleratorProber::note(std::string what, std::string unit, std::vector<double> samples) {
  measurements.push_back({std::move(what), std::move(unit), spreadOf(std::move(samples))});
  return measurements.back().spread;
}

/// Hardware resources by the driver's word: how many there are on the chip, and how many live on a unit.
void AcceleratorProber::count(Json &resource) {
  std::string name = resource["name"];
  if (resource["within"] == "chip" && resource.contains("count"))
    resource["count"] = quantity(facts.units, source);
  if (int64_t limit = facts.unitLimits.lookup(name))
    resource["unit_limit"] = quantity(limit, source);
}

void AcceleratorProber::describe() {
  std::string machine = facts.name + ", " + facts.driver + (facts.isEmulated ? ", emulated: no device" : "");
  file["id"] = options.id;
  file["description"] =
      machine + "; " + (facts.isEmulated ? "answered by an emulator" : "measured") + " through aicc device probe";
  // The basis may name the same silicon more exactly: "sm_90a" for "sm_90".
  if (std::string known = file["silicon"].value("architecture", ""); StringRef(known).rtrim('a') != facts.architecture)
    file["silicon"]["architecture"] = facts.architecture;
  file["silicon"]["units"] = quantity(facts.units, source);
  if (file.contains("parallel"))
    for (Json &resource : file["parallel"])
      count(resource);
  if (facts.unitRegisters && file.contains("registers"))
    file["registers"]["unit_count"] = quantity(*facts.unitRegisters, source);
  file.erase("links");
  file["measured"] = {{"date", today()}, {"machine", machine}, {"repetitions", options.repetitions}};
}

/// What no loop measures keeps its shape and loses the basis's rates: nobody knows them here.
Error AcceleratorProber::measureInstruction(Json &instruction) {
  std::string name = instruction["name"];
  instruction.erase("flops_per_cycle");
  instruction.erase("peak_flops");
  auto samples = bounded<target::RateSample>(
      [meter = meter, name, repetitions = options.repetitions] { return meter->sampleRate(name, repetitions); });
  if (!samples)
    return samples.takeError();
  std::vector<double> perCycle, all;
  for (const target::RateSample &sample : *samples) {
    all.push_back(sample.rate);
    clocks.push_back(sample.clock);
    perCycle.push_back(sample.rate / sample.clock / double(facts.units));
  }
  if (all.empty())
    return Error::success();
  instruction["flops_per_cycle"] = quantity(note(name, "op/cycle", perCycle), source);
  instruction["peak_flops"] = quantity(note(name + ", " + units(), "op/s", all), source);
  return Error::success();
}

Error AcceleratorProber::measureInstructions() {
  if (file.contains("instructions"))
    for (Json &instruction : file["instructions"])
      if (Error error = measureInstruction(instruction))
        return error;
  if (clocks.empty())
    file.erase("clock");
  else
    file["clock"] = quantity(note("clock, " + units() + " busy", "Hz", clocks), source);
  return Error::success();
}

/// Of a level that each unit has its own of, `bandwidth` is what the file's other numbers are: of one.
Error AcceleratorProber::addReads(Json &level, const std::string &name, bool oneUnit) {
  auto rates = bounded<double>([meter = meter, name, oneUnit, repetitions = options.repetitions] {
    return meter->sampleRead(name, 0, oneUnit, repetitions);
  });
  if (!rates)
    return rates.takeError();
  if (rates->empty())
    return Error::success();
  bool isShared = level["shared_by"] == "chip";
  if (!isShared)
    for (double &rate : *rates)
      rate /= oneUnit ? 1 : double(facts.units);
  const char *field = isShared && !oneUnit ? "bandwidth" : "unit_bandwidth";
  std::string who = isShared ? (oneUnit ? "one unit" : units()) : "one of " + units();
  level[field] = quantity(note(name + " read, " + who, "B/s", *rates), source);
  return Error::success();
}

Error AcceleratorProber::addLatency(Json &level, const std::string &name) {
  auto seconds = bounded<double>(
      [meter = meter, name, repetitions = options.repetitions] { return meter->sampleLatency(name, repetitions); });
  if (!seconds)
    return seconds.takeError();
  if (!seconds->empty())
    level["latency"] = quantity(note(name + " latency", "s", *seconds), source);
  return Error::success();
}

Error AcceleratorProber::measureLevel(Json &level) {
  std::string name = level["name"];
  target::LevelFacts sizes = facts.levels.lookup(name);
  for (const char *field : {"capacity", "unit_capacity", "bandwidth", "unit_bandwidth", "latency"})
    level.erase(field);
  if (sizes.capacity)
    level["capacity"] = quantity(*sizes.capacity, source);
  if (sizes.unitCapacity)
    level["unit_capacity"] = quantity(*sizes.unitCapacity, source);
  if (Error error = addReads(level, name, /*oneUnit=*/false))
    return error;
  if (level["shared_by"] == "chip")
    if (Error error = addReads(level, name, /*oneUnit=*/true))
      return error;
  return addLatency(level, name);
}

Error AcceleratorProber::run() {
  describe();
  if (Error error = measureInstructions())
    return error;
  for (Json &level : file["levels"])
    if (Error error = measureLevel(level))
      return error;
  return Error::success();
}

/// The view of the shipped device `id`, where its code runs behind `meter`.
static Error checkBasis(mlir::MLIRContext &context, const std::string &id, const target::DeviceMeter &meter) {
  Expected<device::Device> basis = device::readDeviceView(&context, id);
  if (!basis)
    return basis.takeError();
  if (std::optional<std::string> reason = meter.whyUnfit(*basis))
    return make_error<target::DeviceError>(/*isFault=*/false, *reason);
  return Error::success();
}

Expected<ProbedDevice> probe::probeAccelerator(const DeviceProbeOptions &options,
                                               std::shared_ptr<target::DeviceMeter> meter) {
  if (Error error = checkId(options.id))
    return std::move(error);
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  if (Error error = checkBasis(context, options.basis, *meter))
    return std::move(error);
  Json file = Json::parse(cantFail(device::readDeviceText(options.basis)), nullptr, /*allow_exceptions=*/false);
  AcceleratorProber prober(options, std::move(meter), std::move(file));
  if (Error error = prober.run())
    return std::move(error);
  return checked(context, prober.result(), options.id);
}
