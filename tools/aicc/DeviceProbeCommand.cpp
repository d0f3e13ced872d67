// See DeviceProbeCommand.h.
#include "tools/aicc/DeviceProbeCommand.h"
#include "compiler/Artifact/TextFile.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Driver/Errors.h"
#include "compiler/Probe/AcceleratorProbe.h"
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

static void printTable(const probe::ProbedDevice &probed) {
  if (!probed.note.empty())
    outs() << probed.note << "\n";
  outs() << formatv("{0,-28} {1,12} {2,12} {3,12}\n", "measured", "min", "median", "max");
  for (const probe::Measurement &row : probed.measurements)
    outs() << formatv("{0,-28} {1,12} {2,12} {3,12}\n", row.what, withUnit(row.spread.min, row.unit),
                      withUnit(row.spread.median, row.unit), withUnit(row.spread.max, row.unit));
}

/// The target of the device that `id` names, where that is not the host's processor; else null.
static const target::Target *findAccelerator(const std::string &id) {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  Expected<device::Device> device = device::readDeviceView(&context, id);
  if (!device) {
    // The probe itself says what is wrong with it.
    consumeError(device.takeError());
    return nullptr;
  }
  Expected<const target::Target *> target = target::findTarget(*device);
  if (!target) {
    consumeError(target.takeError());
    return nullptr;
  }
  return (*target)->openMeter ? *target : nullptr;
}

static Expected<probe::ProbedDevice> measure(const ProbeOptions &options) {
  const std::string &basis = options.probe.basis;
  const target::Target *accelerator = basis.empty() ? nullptr : findAccelerator(basis);
  if (!accelerator)
    return probe::probeDevice(options.probe);
  if (options.probe.threads)
    return createStringError("--threads: expected none with a device that is not the host's processor");
  auto meter = accelerator->openMeter();
  if (!meter)
    return meter.takeError();
  return probe::probeAccelerator(options.probe, std::move(*meter));
}

/// What the process ends with after `error`.
static int exitCodeFor(const Error &error) {
  int code = driver::kWrongInput;
  visitErrors(error, [&](const ErrorInfoBase &info) {
    if (info.isA<target::DeviceError>())
      code = static_cast<const target::DeviceError &>(info).isFault ? driver::kInternal : driver::kNoHardware;
  });
  return code;
}

static Error runProbe(const ProbeOptions &options) {
  Expected<probe::ProbedDevice> probed = measure(options);
  if (!probed)
    return probed.takeError();
  if (!options.output.empty())
    if (Error error = artifact::writeText(options.output, [&](raw_ostream &os) { os << probed->text; }))
      return error;
  if (options.json)
    outs() << probed->text;
  else
    printTable(*probed);
  return Error::success();
}

void aicc::addDeviceProbeCommand(CLI::App &device, int &exitCode) {
  auto options = std::make_shared<ProbeOptions>();
  CLI::App *command =
      device.add_subcommand("probe", "Measure this machine, or the device in it, and write it as a device file");
  command->add_option("-o,--output", options->output, "Write the device file here");
  command->add_flag("--json", options->json, "Print the device file in place of the table");
  command->add_option("--threads", options->probe.threads, "Threads for \"all cores\" (default: one for each core)")
      ->check(CLI::Range(1, 4096));
  command->add_option("--id", options->probe.id, "ID of the device")->capture_default_str();
  command->add_option("--target", options->probe.basis,
                      "Shipped device whose target and instructions are measured (default: the host's processor)");
  command
      ->add_option("--limit", options->probe.seconds,
                   "Seconds after which a measurement on a device that is no processor is given up")
      ->check(CLI::Range(0.001, 86400.0))
      ->capture_default_str();
  command->add_option("--repetitions", options->probe.repetitions, "Repetitions of each measurement")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->footer("Examples:\n  aicc device probe -o this.json\n  aicc device probe --target nvidia-h20 --id my-h20 -o "
                  "my-h20.json\n"
                  "  aicc compile ffn.mlir --device this.json -o libffn.so");
  command->callback([options, &exitCode] {
    if (Error error = runProbe(*options)) {
      exitCode = exitCodeFor(error);
      WithColor::error() << toString(std::move(error)) << "\n";
    }
  });
}
