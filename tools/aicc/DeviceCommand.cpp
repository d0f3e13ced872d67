// See DeviceCommand.h. Where devices meet people: sizes and rates get units here.
#include "tools/aicc/DeviceCommand.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Host.h"
#include "tools/aicc/DeviceProbeCommand.h"
#include "tools/aicc/Units.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>

using namespace llvm;
using namespace mlir;
using namespace aicc;
using namespace aicc::device;

namespace {
/// What the options of the three commands fill in.
struct DeviceOptions {
  bool json = false;
  std::string device;
  std::vector<std::string> files;
};
} // namespace

/// Reports `error` and returns the exit code for wrong input.
static int report(Error error) {
  WithColor::error() << toString(std::move(error)) << "\n";
  return 1;
}

/// `bytes` with a binary prefix where one divides it, as caches and scratchpads are built; else a decimal one.
static std::string withBytes(std::optional<int64_t> bytes) {
  if (!bytes)
    return "-";
  if (*bytes % (1 << 20) == 0)
    return formatv("{0} MiB", *bytes >> 20).str();
  if (*bytes % (1 << 10) == 0 && *bytes < (1 << 30))
    return formatv("{0} KiB", *bytes >> 10).str();
  return withUnit(static_cast<double>(*bytes), "B");
}

static std::string orDash(std::optional<double> rate) { return rate ? formatv("{0}", format("%.6g", *rate)).str() : "-"; }

static std::string orDash(std::optional<int64_t> count) { return count ? std::to_string(*count) : "-"; }

/// The host's device, or an empty string where no shipped one fits; listing works all the same.
static std::string hostOrNothing() {
  Expected<std::string> id = hostDeviceId();
  if (id)
    return *id;
  consumeError(id.takeError());
  return "";
}

static void listAsJson(ArrayRef<Device> devices, StringRef host) {
  json::OStream out(outs(), 2);
  out.array([&] {
    for (const Device &device : devices)
      out.object([&] {
        out.attribute("id", device.id);
        out.attribute("backend", device.backend);
        out.attribute("description", device.description);
        out.attribute("host", device.id == host);
      });
  });
  outs() << "\n";
}

static int listDevices(const DeviceOptions &options) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Expected<std::vector<Device>> devices = readShippedDevices(&context);
  if (!devices)
    return report(devices.takeError());
  std::string host = hostOrNothing();
  if (options.json) {
    listAsJson(*devices, host);
    return 0;
  }
  for (const Device &device : *devices)
    outs() << formatv("{0} {1,-21} {2,-7} {3}\n", device.id == host ? '*' : ' ', device.id, device.backend,
                      device.description);
  if (!host.empty())
    outs() << "* runs on this machine\n";
  return 0;
}

static void showLevels(const Device &device) {
  outs() << formatv("\n{0,-12} {1,-11} {2,-7} {3,10} {4,12} {5,12}\n", "level", "kind", "shared", "capacity",
                    "bandwidth", "a unit");
  for (const MemoryLevel &level : device.levels)
    outs() << formatv("{0,-12} {1,-11} {2,-7} {3,10} {4,12} {5,12}\n", level.name, stringifyMemoryKind(level.kind),
                      level.sharedBy, withBytes(level.capacity), withUnit(level.bandwidth, "B/s"),
                      withUnit(level.unitBandwidth, "B/s"));
}

static void showResources(const Device &device) {
  outs() << formatv("\n{0,-12} {1,-11} {2,7} {3,10} {4,12}\n", "parallel", "within", "count", "at most", "width");
  for (const ParallelResource &resource : device.parallel)
    outs() << formatv("{0,-12} {1,-11} {2,7} {3,10} {4,12}\n", resource.name, resource.within,
                      orDash(resource.count), orDash(resource.limit), orDash(resource.width));
}

static void showInstructions(const Device &device) {
  outs() << formatv("\n{0,-30} {1,-12} {2,-20} {3,10} {4,12}\n", "instruction", "m x n x k", "types", "flop/cycle",
                    "peak");
  for (const Instruction &instruction : device.instructions)
    outs() << formatv("{0,-30} {1,-12} {2,-20} {3,10} {4,12}\n", instruction.name,
                      formatv("{0}x{1}x{2}", instruction.m, instruction.n, instruction.k).str(),
                      instruction.a + "*" + instruction.b + "->" + instruction.acc,
                      orDash(instruction.flopsPerCycle), withUnit(device.peakFlops(instruction), "FLOP/s"));
}

static void showHead(const Device &device) {
  outs() << device.id << ": " << device.description << "\n";
  outs() << "backend " << device.backend << ", clock " << withUnit(device.clockHz, "Hz") << ", units "
         << orDash(device.silicon.units) << "\n";
  for (auto [word, text] : {std::pair("triple", device.target.triple), std::pair("cpu", device.target.cpu),
                            std::pair("chip", device.target.chip), std::pair("features", device.target.features)})
    if (!text.empty())
      outs() << word << " " << text << "\n";
  if (const std::optional<RegisterFile> &file = device.registers)
    outs() << "registers " << orDash(file->count) << " of " << file->bits << " bits" << (file->scalable ? " or more" : "")
           << "\n";
  for (const Link &link : device.links)
    outs() << "link " << link.name << " " << withUnit(link.bandwidth, "B/s") << "\n";
  outs() << "records are keyed by " << device.siliconKey() << "\n";
}

static int showDevice(const DeviceOptions &options) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Expected<std::string> name = options.device == "host" ? hostDeviceId() : options.device;
  if (!name)
    return report(name.takeError());
  Expected<std::string> text = readDeviceText(*name);
  if (!text)
    return report(text.takeError());
  Expected<DeviceAttr> attr = parseDeviceJson(&context, *text, *name);
  if (!attr)
    return report(attr.takeError());
  if (options.json) {
    outs() << *text;
    return 0;
  }
  Expected<Device> device = viewDevice(*attr);
  if (!device)
    return report(device.takeError());
  showHead(*device);
  showLevels(*device);
  showResources(*device);
  showInstructions(*device);
  return 0;
}

/// What is wrong with the file, or an empty string.
static std::string validate(MLIRContext &context, const std::string &file) {
  // A bare name is a file here and never a shipped device.
  Expected<DeviceAttr> device = readDevice(&context, file.find('/') == file.npos ? "./" + file : file);
  return device ? "" : toString(device.takeError());
}

static int validateFiles(const DeviceOptions &options) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  json::Array results;
  bool allGood = true;
  for (const std::string &file : options.files) {
    std::string problems = validate(context, file);
    allGood &= problems.empty();
    json::Array errors;
    for (StringRef line : split(problems, '\n'))
      if (!line.empty())
        errors.push_back(json::fixUTF8(line));
    results.push_back(json::Object{
        {"file", json::fixUTF8(file)}, {"ok", problems.empty()}, {"errors", std::move(errors)}});
    if (!options.json)
      problems.empty() ? outs() << file << ": ok\n" : errs() << problems << "\n";
  }
  if (options.json)
    outs() << formatv("{0:2}\n", json::Value(std::move(results)));
  return allGood ? 0 : 1;
}

/// Adds one command that runs `run`.
static CLI::App *addCommand(CLI::App &parent, const char *name, const char *what, const char *example,
                            std::shared_ptr<DeviceOptions> options, int &exitCode,
                            int (*run)(const DeviceOptions &)) {
  CLI::App *command = parent.add_subcommand(name, what);
  command->add_flag("--json", options->json, "Write JSON");
  command->footer(std::string("Example:\n  ") + example);
  command->callback([options, run, &exitCode] { exitCode = run(*options); });
  return command;
}

void aicc::addDeviceCommand(CLI::App &app, int &exitCode) {
  auto options = std::make_shared<DeviceOptions>();
  CLI::App *device = app.add_subcommand("device", "List, show, validate and probe devices");
  device->require_subcommand(1);
  device->footer("Example:\n  aicc device show nvidia-h20");
  addCommand(*device, "list", "List the shipped devices and mark the one that runs on this machine",
             "aicc device list --json", options, exitCode, listDevices);
  addCommand(*device, "show", "Show one device in units for people; with --json, the file itself, with sources",
             "aicc device show x86-64-avx512", options, exitCode, showDevice)
      ->add_option("device", options->device, "ID of a shipped device, host, or path of a device file")
      ->required();
  addCommand(*device, "validate", "Check device files against the schema and the verifier",
             "aicc device validate my-device.json", options, exitCode, validateFiles)
      ->add_option("files", options->files, "Device files")
      ->required();
  addDeviceProbeCommand(*device, exitCode);
}
