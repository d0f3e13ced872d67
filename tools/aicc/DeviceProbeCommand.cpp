// See DeviceProbeCommand.h.
#include "tools/aicc/DeviceProbeCommand.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Driver/Errors.h"
#include "compiler/Probe/DeviceProbe.h"
#include "compiler/Target/Target.h"
#include "tools/aicc/Units.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>

using namespace llvm;
using namespace aicc;

namespace {
/// What the options fill in.
struct ProbeOptions {
  probe::DeviceProbeOptions probe;
  std::string output; ///< path of the device file; none where empty
  bool json = false;
};
} // namespace

static Error writeFile(const std::string &path, StringRef text) {
  std::error_code code;
  raw_fd_ostream out(path, code);
  if (!code) {
    out << text;
    out.close();
    code = out.error();
    out.clear_error();
  }
  return code ? createStringError(code, path + ": cannot be written: " + code.message()) : Error::success();
}

static void printTable(ArrayRef<probe::Measurement> measurements) {
  outs() << formatv("{0,-28} {1,12} {2,12} {3,12}\n", "measured", "min", "median", "max");
  for (const probe::Measurement &row : measurements)
    outs() << formatv("{0,-28} {1,12} {2,12} {3,12}\n", row.what, withUnit(row.spread.min, row.unit),
                      withUnit(row.spread.median, row.unit), withUnit(row.spread.max, row.unit));
}

/// Devices that are not the host's processor: whether one is here decides how the refusal ends.
static int probeElsewhere(const device::Device &device, const target::Target &target) {
  auto opened = target.openDevice();
  if (!opened) {
    WithColor::error() << toString(opened.takeError()) << "\n";
    return driver::kNoHardware;
  }
  WithColor::error() << "a device of the back end " << device.backend
                     << " is here, but only processors are probed yet; "
                     << "expected a shipped device for processors as --target\n";
  return driver::kWrongInput;
}

/// The exit code for a target that is no processor, or nothing.
static std::optional<int> refuseTarget(const std::string &id) {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  Expected<device::DeviceAttr> attr = device::readDevice(&context, id);
  if (!attr) {
    // The probe itself says what is wrong with it.
    consumeError(attr.takeError());
    return std::nullopt;
  }
  mlir::FailureOr<device::Device> device = device::fromAttr(*attr, nullptr);
  if (failed(device))
    return std::nullopt;
  Expected<const target::Target *> target = target::findTarget(*device);
  if (!target) {
    consumeError(target.takeError());
    return std::nullopt;
  }
  return (*target)->openDevice ? std::optional(probeElsewhere(*device, **target)) : std::nullopt;
}

static Error runProbe(const ProbeOptions &options) {
  Expected<probe::ProbedDevice> probed = probe::probeDevice(options.probe);
  if (!probed)
    return probed.takeError();
  if (!options.output.empty())
    if (Error error = writeFile(options.output, probed->text))
      return error;
  if (options.json)
    outs() << probed->text;
  else
    printTable(probed->measurements);
  return Error::success();
}

void aicc::addDeviceProbeCommand(CLI::App &device, int &exitCode) {
  auto options = std::make_shared<ProbeOptions>();
  CLI::App *command = device.add_subcommand("probe", "Measure this machine and write it as a device file");
  command->add_option("-o,--output", options->output, "Write the device file here");
  command->add_flag("--json", options->json, "Print the device file in place of the table");
  command->add_option("--threads", options->probe.threads, "Threads for \"all cores\" (default: one for each core)")
      ->check(CLI::Range(1, 4096));
  command->add_option("--id", options->probe.id, "ID of the device")->capture_default_str();
  command->add_option("--target", options->probe.basis,
                      "Shipped device whose target and instructions are measured (default: the host's)");
  command->add_option("--repetitions", options->probe.repetitions, "Repetitions of each measurement")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->footer(
      "Examples:\n  aicc device probe -o this.json\n  aicc compile ffn.mlir --device this.json -o libffn.so");
  command->callback([options, &exitCode] {
    if (!options->probe.basis.empty())
      if (std::optional<int> code = refuseTarget(options->probe.basis)) {
        exitCode = *code;
        return;
      }
    if (Error error = runProbe(*options)) {
      WithColor::error() << toString(std::move(error)) << "\n";
      exitCode = 1;
    }
  });
}
