// From a number to a verdict; see FuzzCase.h.
#include "test/Fuzz/FuzzCase.h"
#include "compiler/Artifact/Link.h"
#include "compiler/Driver/Compiler.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Oracle/Oracle.h"
#include "dialects/Kernel/IdentityParse.h"
#include "test/Fuzz/Attention.h"
#include "test/Fuzz/Quantised.h"
#include "test/Fuzz/RandomModule.h"
#include "test/Fuzz/RandomSchedule.h"
#include "test/Fuzz/RandomTiles.h"

#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::fuzz;
using llvm::Error;
using llvm::Expected;

/// Independent generators for the module and for its schedules: other schedules leave the module as it is.
static Random generatorOf(const CaseOptions &options, uint64_t purpose) {
  Random mixer(options.seed);
  Random second(mixer.next() ^ (uint64_t(options.number) * 2 + purpose));
  return Random(second.next());
}

CaseModule fuzz::moduleOf(const CaseOptions &options) {
  Random random = generatorOf(options, 0);
  switch (options.family) {
  case Family::Graphs:
    return {randomModule(random), {}, {}};
  case Family::Quantised:
    return {randomQuantisedModule(random), {}, {}};
  case Family::Attention:
    return randomAttentionModule(random);
  }
}

/// Pins a random schedule on each kernel behind phase `schedule`.
static void pinSchedules(driver::Compilation &compilation, Random random, int64_t changes) {
  for (auto kernel : compilation.getModule().getOps<kernel::KernelOp>()) {
    auto start = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    if (!start)
      continue;
    const device::Device &device = compilation.getDevice();
    if (device.backend != "nvidia")
      kernel->setAttr(kernel::kScheduleAttr, randomSchedule(random, kernel, device, start, changes));
    else if (schedule::TreeAttr tiles = changes ? randomTiles(random, kernel, device) : schedule::TreeAttr())
      kernel->setAttr(kernel::kScheduleAttr, tiles);
  }
}

static Error keepModule(driver::Compilation &compilation, const std::string &path) {
  if (path.empty())
    return Error::success();
  std::string text;
  llvm::raw_string_ostream(text) << compilation.getModule();
  return artifact::writeFileAtomically(path, text);
}

/// A kernel's print, which records carry, can be read back and prints alike.
static Error checkPrints(driver::Compilation &compilation) {
  for (const artifact::Kernel &kernel : compilation.getInfo().kernels)
    if (!StringRef(kernel.text).contains('#'))
      if (Error error = kernel::parseCanonicalKernel(compilation.getModule().getContext(), kernel.text).takeError())
        return llvm::createStringError("the print of kernel @" + kernel.name + " cannot be read: " +
                                       llvm::toString(std::move(error)) + "\n" + kernel.text);
  return Error::success();
}

static Error compileTo(driver::Compilation &compilation, const CaseOptions &options, StringRef library) {
  if (Error error = compilation.runUntil(Phase::Schedule))
    return error;
  if (Error error = checkPrints(compilation))
    return error;
  pinSchedules(compilation, generatorOf(options, 1), options.changes);
  if (Error error = keepModule(compilation, options.keep))
    return error;
  return compilation.write(library);
}

/// An error that names the first thing that the emulated code did wrong, whatever it computed.
static Error checkFindings(const target::EmulationReport &report) {
  for (const target::EmulatedFinding &finding : report.findings)
    if (finding.isError)
      return llvm::createStringError(finding.where + ": " + finding.what);
  return Error::success();
}

/// Random inputs, with those elements that the case gives.
static Expected<std::vector<data::Array>> makeInputs(const driver::Signature &signature, const CaseModule &given,
                                                     uint64_t seed) {
  auto inputs = driver::makeRandomInputs(signature, seed);
  if (!inputs)
    return inputs.takeError();
  for (const GivenElement &element : given.given)
    (*inputs)[element.argument].set(element.index, element.value);
  return inputs;
}

/// Compares result `number`; what is open in `given` is right whatever it is.
static Error compareResult(unsigned number, const data::Array &result, oracle::Reference &expected,
                           const CaseModule &given) {
  auto found = data::Array::create(result.type(), result.shape());
  if (!found)
    return found.takeError();
  memcpy(found->data(), result.data(), result.bytes());
  for (int64_t index : number == 0 ? ArrayRef(given.open) : ArrayRef<int64_t>()) {
    found->set(index, 0);
    expected.values.set(index, 0);
  }
  data::Comparison comparison = data::compare(*found, expected.values, expected.tolerance);
  if (comparison.passed)
    return Error::success();
  return llvm::createStringError("result " + llvm::Twine(number) + ": " + data::describe(comparison, found->shape()));
}

/// Calls of each case: threads that disturb each other do not do so in every one.
constexpr int kCalls = 10;

/// Calls on the host's processor or, where the device is another, in its emulator.
static Error compareResults(ModuleOp module, const target::Target &target, const driver::LoadedArtifact &artifact,
                            const CaseModule &given, uint64_t seed) {
  auto entry = artifact.findEntry("main");
  if (!entry)
    return entry.takeError();
  auto signature = artifact.signatureOf(**entry);
  if (!signature)
    return signature.takeError();
  auto inputs = makeInputs(*signature, given, seed);
  if (!inputs)
    return inputs.takeError();
  std::unique_ptr<target::Emulator> emulator;
  if (target.openEmulator) {
    auto opened = target.openEmulator(artifact.getBytes());
    if (!opened)
      return opened.takeError();
    emulator = std::move(*opened);
  }
  target::EmulationReport report;
  driver::Execution execution;
  execution.emulator = emulator.get(), execution.report = emulator ? &report : nullptr;
  auto invocation = driver::Invocation::create(artifact, **entry, *inputs, /*threads=*/0, execution);
  if (!invocation)
    return invocation.takeError();
  auto reference = oracle::computeReference(module, "main", *inputs);
  if (!reference)
    return reference.takeError();
  for (int call = 0; call < (emulator ? 1 : kCalls); ++call) {
    if (Error error = (*invocation)->reset())
      return error;
    if (Error error = (*invocation)->poisonScratch())
      return error;
    if (Error error = (*invocation)->run())
      return error;
    if (Error error = checkFindings(report))
      return error;
    for (auto [number, expected] : llvm::enumerate(*reference))
      if (Error error = compareResult(number, (*invocation)->result(number), expected, given))
        return error;
  }
  return Error::success();
}

/// Whether `said` is a refusal that docs/Limits.md lists for GPUs: operations outside kernels, and functions of f64.
static bool isKnownLimit(StringRef said) {
  return said.contains("would run on the host, which can only start kernels") ||
         said.contains("only buffers without gaps are passed to kernels") || said.contains("of f64 on this target");
}

Expected<Verdict> fuzz::runCase(const CaseOptions &options) {
  DialectRegistry registry;
  registerPipelineDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  CaseModule given = moduleOf(options);
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(given.text, ParserConfig(&context));
  if (!module)
    return llvm::createStringError("the module is not valid: a fault of the fuzzer");
  driver::CompileOptions compile;
  compile.target = options.target;
  driver::Compilation compilation(context, compile);
  compilation.adopt(module->clone(), "fuzz");
  std::string library = options.folder + "/case-" + std::to_string(options.number) + ".so";
  std::string said;
  Error error = [&] {
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      said += diagnostic.str() + "\n";
      return success();
    });
    return compileTo(compilation, options, library);
  }();
  if (error) {
    said += llvm::toString(std::move(error));
    bool isLimited = compilation.getTarget().openEmulator && isKnownLimit(said);
    return isLimited ? Expected<Verdict>(Verdict::Refused) : llvm::createStringError(said);
  }
  auto artifact = driver::LoadedArtifact::open(library, compilation.getInfo());
  if (!artifact)
    return artifact.takeError();
  if (Error wrong = compareResults(*module, compilation.getTarget(), **artifact, given, options.seed))
    return std::move(wrong);
  return Verdict::Right;
}
