// From a request to a report, step by step; see Run.h.
#include "compiler/Driver/Run.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Artifact/OutputFiles.h"
#include "compiler/Data/Npy.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Driver/CheckInput.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Driver/Peak.h"
#include "compiler/Driver/TemporaryFolder.h"
#include "compiler/Oracle/Oracle.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include <chrono>
#include <thread>

using namespace mlir;
using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::Expected;
namespace fs = llvm::sys::fs;

static double millisecondsNow() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

namespace {
class Runner {
public:
  Runner(MLIRContext &context, const RunOptions &options) : context(context), options(options) {}

  Expected<RunReport> run() {
    for (auto step : {&Runner::open, &Runner::readInputs, &Runner::callOnce, &Runner::writeOutputs, &Runner::check,
                      &Runner::measure})
      if (Error error = (this->*step)())
        return error;
    return std::move(report);
  }

private:
  Error open();
  Error checkOutputs();
  Error openLibrary();
  Error readReference();
  Error compileModule();
  Error checkHost();
  Error openExecution(const target::Target &target, StringRef deviceId);
  Error openEmulator();
  Error readInputs();
  Error callOnce();
  Error writeOutputs();
  Error check();
  Error measure();
  Expected<double> timeCall();

  MLIRContext &context;
  const RunOptions &options;
  RunReport report;
  OwningOpRef<ModuleOp> original;
  const target::Target *target = nullptr;
  std::unique_ptr<target::DeviceMemory> memory;
  std::unique_ptr<target::Emulator> emulator;
  std::unique_ptr<LoadedArtifact> artifact;
  const artifact::Entry *entry = nullptr;
  Signature signature;
  std::vector<data::Array> inputs;
  std::unique_ptr<Invocation> invocation;
};
} // namespace

Error Runner::open() {
  bool isLibrary = llvm::sys::path::extension(options.input) == ".so";
  if (Error error = checkOutputs())
    return error;
  if (Error error = isLibrary ? openLibrary() : compileModule())
    return error;
  if (Error error = readReference())
    return error;
  if (Error error = openEmulator())
    return error;
  Expected<const artifact::Entry *> found = artifact->findEntry(options.entry);
  if (!found)
    return found.takeError();
  entry = *found;
  Expected<Signature> declared = artifact->signatureOf(*entry);
  if (!declared)
    return declared.takeError();
  signature = std::move(*declared);
  const artifact::Info &info = artifact->getInfo();
  report.module = info.module;
  report.entry = entry->function;
  report.kernels = info.kernels;
  report.flops = info.generalFlops;
  for (const artifact::Kernel &kernel : info.kernels)
    report.flops += kernel.flops * kernel.calls;
  return Error::success();
}

/// Results must not replace what the run reads, nor each other.
Error Runner::checkOutputs() {
  std::vector<std::string> others = options.inputs;
  llvm::append_values(others, options.input, options.reference);
  for (const std::string &output : options.outputs) {
    if (Error error = artifact::checkReplacesNone(output, others))
      return error;
    others.push_back(output);
  }
  return Error::success();
}

/// A reference that is named counts in place of the module that was compiled.
Error Runner::readReference() {
  if (options.reference.empty())
    return Error::success();
  ParserConfig config(&context);
  original = parseSourceFile<ModuleOp>(options.reference, config);
  return original ? Error::success()
                  : llvm::createStringError(options.reference + ": is no valid MLIR module; see the errors above");
}

Error Runner::openLibrary() {
  Expected<artifact::Info> info = artifact::readManifest(options.input);
  if (!info)
    return info.takeError();
  Expected<const target::Target *> found = target::findTarget(info->backend);
  if (!found)
    return found.takeError();
  target = *found;
  if (Error error = openExecution(*target, info->deviceId))
    return error;
  auto opened = LoadedArtifact::open(options.input, std::move(*info));
  if (!opened)
    return opened.takeError();
  artifact = std::move(*opened);
  return Error::success();
}

/// Leaves public only the function that runs: what it does not need is not compiled.
static void keepEntry(ModuleOp module, StringRef name) {
  auto kept = module.lookupSymbol<func::FuncOp>(name);
  if (!kept || !kept.isPublic())
    return;
  for (auto function : module.getOps<func::FuncOp>())
    if (function != kept)
      function.setPrivate();
}

static Error timesOfEmulator(StringRef expected) {
  return llvm::createStringError("an emulator's time says nothing about a device; expected " + expected);
}

/// Opens what executes entries of `target`, before anything is compiled: what is not here is said at once.
Error Runner::openExecution(const target::Target &target, StringRef deviceId) {
  if (options.emulate && !target.openEmulator)
    return llvm::createStringError("there is no emulator of device " + deviceId +
                                   "; expected a device of another kind with --emulate");
  if (options.emulate && options.repeat > 0)
    return timesOfEmulator("--repeat without --emulate");
  if (options.emulate || !target.openDevice)
    return Error::success();
  auto opened = target.openDevice();
  if (!opened)
    return llvm::make_error<HardwareError>(llvm::toString(opened.takeError()));
  memory = std::move(*opened);
  if (options.repeat > 0 && memory->isEmulated())
    return timesOfEmulator("--repeat with a driver that drives one");
  return Error::success();
}

/// Refuses devices that are not here before anything is compiled for them.
Error Runner::checkHost() {
  Expected<device::DeviceAttr> chosen = driver::chooseDevice(&context, options.compile);
  if (!chosen)
    return chosen.takeError();
  Expected<device::Device> device = device::viewDevice(*chosen);
  if (!device)
    return device.takeError();
  Expected<const target::Target *> found = target::findTarget(*device);
  if (!found)
    return found.takeError();
  target = *found;
  if (Error error = openExecution(**found, device->id))
    return error;
  llvm::Triple host(llvm::sys::getProcessTriple());
  if (target->openDevice || device->target.triple.empty() ||
      llvm::Triple(device->target.triple).getArch() == host.getArch())
    return Error::success();
  return llvm::make_error<HardwareError>("device " + device->id + " is for " + device->target.triple +
                                         "; this machine is " + host.str() + ": compile there, or give --target host");
}

Error Runner::compileModule() {
  if (Error error = checkHost())
    return error;
  TemporaryFolder folder;
  if (Error error = folder.check())
    return error;
  double begin = millisecondsNow();
  CompileOptions compile = options.compile;
  compile.wantsMachineCode = !options.emulate;
  Compilation compilation(context, compile);
  if (Error error = compilation.parse(options.input))
    return error;
  original = compilation.getModule().clone();
  keepEntry(compilation.getModule(), options.entry);
  std::string library = folder.file("module.so");
  if (Error error = compilation.write(library))
    return error;
  report.compileMs = millisecondsNow() - begin;
  auto opened = LoadedArtifact::open(library, compilation.getInfo());
  if (!opened)
    return opened.takeError();
  artifact = std::move(*opened);
  return Error::success();
}

static Error countError(StringRef option, size_t found, const llvm::Twine &expected) {
  return llvm::createStringError("expected " + expected + "; found " + option + " " + llvm::Twine(found) + " times");
}

Error Runner::readInputs() {
  size_t count = signature.arguments.size();
  if (!options.inputs.empty() && options.inputs.size() != count)
    return countError("--input", options.inputs.size(),
                      llvm::Twine(count) + " files, one for each argument of " + entry->function +
                          ", or none for random inputs");
  if (options.outputs.size() > signature.results.size())
    return countError("--output", options.outputs.size(),
                      "at most " + llvm::Twine(signature.results.size()) + " files, one for each result of " +
                          entry->function);
  if (options.inputs.empty()) {
    // The module says how large its arguments are; a library does not.
    if (original)
      readRanges(*original, entry->function, signature);
    Expected<std::vector<data::Array>> random = makeRandomInputs(signature, options.seed);
    if (!random)
      return random.takeError();
    inputs = std::move(*random);
    return Error::success();
  }
  for (auto [file, slot] : llvm::zip_equal(options.inputs, signature.arguments)) {
    Expected<data::Array> array = data::readNpy(file, slot.type, slot.shape);
    if (!array)
      return array.takeError();
    inputs.push_back(std::move(*array));
  }
  return Error::success();
}

Error Runner::openEmulator() {
  if (!options.emulate)
    return Error::success();
  auto opened = target->openEmulator(artifact->getBytes());
  if (!opened)
    return opened.takeError();
  emulator = std::move(*opened);
  report.emulation.emplace();
  return Error::success();
}

Error Runner::callOnce() {
  Execution execution = {memory.get(), emulator.get(), emulator ? &*report.emulation : nullptr, options.seconds};
  auto created = Invocation::create(*artifact, *entry, inputs, options.compile.threads, execution);
  if (!created)
    return created.takeError();
  invocation = std::move(*created);
  if (Error error = invocation->reset())
    return error;
  return invocation->run();
}

/// All files or, after an error, none that was not there before.
Error Runner::writeOutputs() {
  for (auto [number, file] : llvm::enumerate(options.outputs)) {
    Error error = data::writeNpy(file, invocation->result(number));
    if (!error)
      continue;
    for (const std::string &written : ArrayRef(options.outputs).take_front(number))
      fs::remove(written);
    return error;
  }
  return Error::success();
}

Error Runner::check() {
  if (!options.check)
    return Error::success();
  if (!original)
    return llvm::createStringError("--check of a library needs the module it was compiled from: give --reference");
  auto reference = oracle::computeReference(*original, entry->function, inputs);
  if (!reference)
    return reference.takeError();
  for (auto [number, expected] : llvm::enumerate(*reference)) {
    const data::Array &found = invocation->result(number);
    report.checks.push_back(
        {unsigned(number), found.shape().vec(), data::compare(found, expected.values, expected.tolerance)});
  }
  return Error::success();
}

Expected<double> Runner::timeCall() {
  if (Error error = invocation->reset())
    return error;
  double begin = millisecondsNow();
  if (Error error = invocation->call())
    return error;
  return millisecondsNow() - begin;
}

/// The element type of the largest argument: that of the weights, which contractions run on.
static data::ElementType dominantType(const Signature &signature) {
  auto elements = [](const TensorSlot &slot) { return llvm::product_of(slot.shape); };
  const TensorSlot *largest = nullptr;
  for (const TensorSlot &slot : signature.arguments)
    if (!largest || elements(slot) > elements(*largest))
      largest = &slot;
  return largest ? largest->type : data::ElementType::F32;
}

/// Whether the artifact requires AVX-512, so that its code may use it.
static bool mayUseAvx512(const artifact::Info &info) {
  return llvm::is_contained(llvm::split(info.features, ','), "avx512f");
}

/// As many as the schedules' default team has.
static unsigned countThreads(const RunOptions &options) {
  unsigned available = std::max(1u, std::thread::hardware_concurrency());
  return options.compile.threads > 0 ? std::min<unsigned>(options.compile.threads, available) : available;
}

Error Runner::measure() {
  constexpr int kWarmUps = 2;
  if (options.repeat <= 0)
    return Error::success();
  data::ElementType type = dominantType(signature);
  bool wide = mayUseAvx512(artifact->getInfo());
  // The processor's peak is no device's.
  if (!memory)
    report.peakGflops = measurePeakGflops(type, countThreads(options), wide);
  for (int64_t call = -kWarmUps; call < options.repeat; ++call) {
    Expected<double> ms = timeCall();
    if (!ms)
      return ms.takeError();
    if (call >= 0)
      report.ms.push_back(*ms);
  }
  if (report.peakGflops)
    report.peakGflops = std::max(*report.peakGflops, *measurePeakGflops(type, countThreads(options), wide));
  return Error::success();
}

Expected<RunReport> driver::run(MLIRContext &context, const RunOptions &options) {
  return Runner(context, options).run();
}
