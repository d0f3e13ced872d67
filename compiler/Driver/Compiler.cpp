// The driver; see Compiler.h.
#include "compiler/Driver/Compiler.h"
#include "compiler/Artifact/Header.h"
#include "compiler/Artifact/Link.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Host.h"
#include "compiler/Driver/CheckInput.h"
#include "compiler/Target/Target.h"
#include "passes/Schedule/Legality.h"
#include "passes/Schedule/Passes.h"
#include "passes/Lower/Passes.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::Expected;

static SmallVector<StringRef> allEmits() {
  SmallVector<StringRef> names = {kEmitLibrary};
  llvm::append_range(names, target::formNames());
  names.push_back(kEmitMLIR);
  return names;
}

std::optional<std::string> driver::parseEmit(StringRef name) {
  return llvm::is_contained(allEmits(), name) ? std::optional(name.str()) : std::nullopt;
}

std::string driver::emitNames() { return llvm::join(allEmits(), ", "); }

Expected<device::DeviceAttr> driver::chooseDevice(MLIRContext *context, const CompileOptions &options) {
  if (!options.deviceFile.empty())
    return device::readDevice(context, options.deviceFile);
  if (options.target != "host")
    return device::readDevice(context, options.target);
  Expected<std::string> host = device::hostDeviceId();
  if (!host)
    return host.takeError();
  return device::readDevice(context, *host);
}

Compilation::Compilation(MLIRContext &context, CompileOptions options)
    : context(context), options(std::move(options)) {}

/// A C identifier made of a file's stem.
static std::string identifier(StringRef stem) {
  std::string result;
  for (char c : stem)
    result += llvm::isAlnum(c) ? c : '_';
  if (result.empty() || llvm::isDigit(result.front()))
    result.insert(result.begin(), 'm');
  return result;
}

StringRef Compilation::getInput() const {
  return sources ? sources->getMemoryBuffer(sources->getMainFileID())->getBuffer() : StringRef();
}

Error Compilation::parse(StringRef path) {
  step = "reading the module";
  inputPath = path.str();
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), "cannot read " + path + ": " + buffer.getError().message() +
                                                          "; expected a file with an MLIR module");
  if ((*buffer)->getBuffer().starts_with("\x7f"
                                         "ELF"))
    return llvm::createStringError(path + ": expected a module as text, found a library or a program; aicc run takes "
                                          "libraries, whose names end in .so");
  sources = std::make_shared<llvm::SourceMgr>();
  sources->AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  ParserConfig config(&context);
  OwningOpRef<ModuleOp> parsed = parseSourceFile<ModuleOp>(sources, config);
  if (!parsed)
    return llvm::createStringError(path + ": is no valid MLIR module; see the errors above");
  adopt(std::move(parsed), path == "-" ? "module" : llvm::sys::path::stem(path));
  return Error::success();
}

void Compilation::adopt(OwningOpRef<ModuleOp> parsed, StringRef name) {
  module = std::move(parsed);
  if (options.allowTf32)
    (*module)->setAttr(schedule::kAllowTf32Attr, UnitAttr::get(&context));
  info.compiler = "aicc " AICC_VERSION;
  info.module = name.str();
  info.prefix = options.prefix.empty() ? identifier(name) : options.prefix;
}

static bool isIdentifier(StringRef name) { return !name.empty() && identifier(name) == name; }

static bool isArtifact(StringRef emit) { return emit == kEmitLibrary || emit == kEmitObject; }

/// The path of the constants of the artifact `artifact`.
static std::string weightsPath(StringRef artifact) { return (artifact + ".weights").str(); }

Error Compilation::checkRequest() const {
  if (options.threads < 0 || options.threads > kMostThreads)
    return llvm::createStringError("expected a team of 1 to " + Twine(kMostThreads) +
                                   " threads, or 0 for the device's own, found " + Twine(options.threads));
  if (!options.prefix.empty() && !isIdentifier(options.prefix))
    return llvm::createStringError("expected a C identifier as prefix of exported symbols, found '" + options.prefix +
                                   "'; use letters, digits and underscores, and begin with no digit");
  return Error::success();
}

Error Compilation::checkOutput(StringRef path) const {
  if (options.stopAfter && options.emit != kEmitMLIR)
    return llvm::createStringError("a compilation that stops after a phase has only MLIR to write; expected the kind "
                                   "mlir, found " +
                                   options.emit);
  if (!options.header.empty() && !isArtifact(options.emit))
    return llvm::createStringError("a header describes an artifact; expected the kind so or obj with it, found " +
                                   options.emit);
  if (path == "-" && isArtifact(options.emit))
    return llvm::createStringError("only text goes to standard output; expected the name of a file for the kind " +
                                   options.emit);
  std::vector<std::string> written = {path.str()};
  if (isArtifact(options.emit))
    llvm::append_values(written, artifact::manifestPath(path), weightsPath(path));
  for (const std::string &output : written)
    if (Error error = artifact::checkReplacesNone(output, {inputPath, options.header}))
      return error;
  return artifact::checkReplacesNone(options.header, inputPath);
}

/// What depends on the device's target.
Error Compilation::checkForm(StringRef path) const {
  if (options.emit == kEmitLibrary || options.emit == kEmitMLIR)
    return Error::success();
  const target::CodeForm *form =
      llvm::find_if(target->forms, [&](const target::CodeForm &form) { return form.name == options.emit; });
  if (form == target->forms.end())
    return llvm::createStringError(
        "for device " + device.id + " there is no kind " + options.emit + "; expected one of: so, mlir, " +
        llvm::join(llvm::map_range(target->forms, [](auto &form) { return form.name.str(); }), ", "));
  if (path == "-" && !form->isText)
    return llvm::createStringError("only text goes to standard output; expected the name of a file for the kind " +
                                   options.emit);
  return Error::success();
}

Error Compilation::chooseDevice() {
  step = "reading the device";
  Expected<device::DeviceAttr> chosen = driver::chooseDevice(&context, options);
  if (!chosen)
    return chosen.takeError();
  deviceAttr = *chosen;
  Expected<device::Device> view = device::viewDevice(deviceAttr);
  if (!view)
    return view.takeError();
  device = std::move(*view);
  info.deviceId = device.id;
  info.backend = device.backend;
  info.features = device::requiredCpuFeatures(device);
  llvm::Expected<const target::Target *> found = target::findTarget(device);
  if (!found)
    return found.takeError();
  target = *found;
  return Error::success();
}

/// What an entry of this name exports, and the names that belong to the runtime.
static SmallVector<std::string> exportsOf(StringRef entry) {
  return {entry.str(), (entry + "_arena_bytes").str(), (entry + "_prepare").str(), (entry + "_prepared_bytes").str(),
          (entry + "_prepared_id").str()};
}

Error Compilation::checkInput() {
  step = "checking the module";
  if (failed(driver::checkInput(*module)))
    return llvm::createStringError("the module cannot be compiled; see the errors above");
  for (auto kernel : module->getOps<kernel::KernelOp>())
    if (auto pinned = kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr); pinned && pinned != device.id)
      return llvm::createStringError("kernel @" + kernel.getSymName() + " is scheduled for device " +
                                     pinned.getValue() + ", found device " + device.id +
                                     "; compile for that device, or take aicc.device and aicc.schedule off the kernel");
  llvm::StringMap<std::string> exporters = {{"aicc_abi_version", "the runtime"}};
  for (auto function : module->getOps<func::FuncOp>()) {
    if (!function.isPublic())
      continue;
    std::string entry = info.prefix + "_" + identifier(function.getName());
    std::string who = ("function @" + function.getName()).str();
    for (const std::string &symbol : exportsOf(entry))
      if (auto [other, isNew] = exporters.try_emplace(symbol, who); !isNew)
        return llvm::createStringError(who + " would export " + symbol + ", as " + other->second +
                                       " does; expected names that stay distinct as C identifiers: rename the function "
                                       "or choose another prefix");
    function->setAttr(lower::kEntryAttr, StringAttr::get(&context, entry));
  }
  return Error::success();
}

/// Asks `options.find` and keeps the answer for the manifest.
FailureOr<schedule::Selection> Compilation::find(kernel::KernelOp kernel, const device::Device &on, int64_t threads) {
  FailureOr<schedule::Selection> found = options.find(kernel, on, threads);
  if (succeeded(found) && !found->note.empty())
    selected[kernel.getSymName().str()] = {found->from, found->record, found->note, found->speedup};
  return found;
}

PipelineOptions Compilation::pipelineOptions() {
  PipelineOptions pipeline;
  pipeline.device = deviceAttr;
  pipeline.symbolPrefix = info.prefix;
  pipeline.raiseAttention = options.raiseAttention;
  pipeline.threads = options.threads;
  if (options.find)
    pipeline.find = [this](kernel::KernelOp kernel, const device::Device &on, int64_t threads) {
      return find(kernel, on, threads);
    };
  pipeline.requiredFeatures = info.features;
  return pipeline;
}

std::string Compilation::describePipeline() {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (unsigned phase = 0; deviceAttr && phase <= unsigned(Phase::Lower); ++phase) {
    PassManager passes(&context);
    addPhase(passes, Phase(phase), pipelineOptions());
    os << stringifyPhase(Phase(phase)) << ": ";
    passes.printAsTextualPipeline(os);
    os << "\n";
  }
  return text;
}

Error Compilation::runPhase(Phase phase) {
  step = "phase " + stringifyPhase(phase).str();
  if (phase == Phase::Schedule)
    schedule::attachDeviceTo(*module, deviceAttr);
  PassManager passes(&context);
  addPhase(passes, phase, pipelineOptions());
  // Up to here passes fail on what a user can write; behind, nothing that came so far may fail.
  bool isUserPhase = phase <= Phase::Buffers;
  if (failed(passes.run(*module))) {
    std::string message = step + " failed; see the errors above";
    if (isUserPhase)
      return llvm::createStringError(message);
    return llvm::make_error<InternalError>(message);
  }
  if (llvm::is_contained(options.printAfter, phase) && options.printStream)
    *options.printStream << "// After phase " << stringifyPhase(phase) << "\n" << *module;
  return Error::success();
}

/// A pinned schedule may be legal and still ask for what no lowering does yet.
Error Compilation::checkRealisable() {
  for (auto kernel : module->getOps<kernel::KernelOp>()) {
    auto schedule = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    if (auto reason = schedule ? target->whyNotRealisable(kernel, schedule, &device) : std::nullopt)
      return llvm::createStringError("the schedule of kernel @" + kernel.getSymName() +
                                     " is legal, but the lowering cannot obey it yet: " + *reason);
  }
  return Error::success();
}

void Compilation::noteSelected() {
  for (artifact::Kernel &kernel : info.kernels)
    if (auto found = selected.find(kernel.name); found != selected.end())
      kernel.selected = found->second;
}

Error Compilation::runUntil(Phase last) {
  if (nextPhase == 0) {
    if (Error error = checkRequest())
      return error;
    if (Error error = chooseDevice())
      return error;
    if (Error error = checkInput())
      return error;
  }
  for (; nextPhase <= unsigned(last); ++nextPhase) {
    auto phase = Phase(nextPhase);
    if (Error error = runPhase(phase))
      return error;
    if (phase == Phase::Schedule && failed(artifact::readKernels(*module, info)))
      return llvm::createStringError("a kernel has no identity; see the errors above");
    if (phase == Phase::Schedule)
      noteSelected();
    if (phase == Phase::Buffers)
      if (Error error = checkRealisable())
        return error;
    if (phase == Phase::Tile)
      artifact::readEntries(*module, info);
    if (phase == Phase::Lower)
      artifact::readPlans(*module, info);
  }
  return Error::success();
}

Expected<std::string> Compilation::generate(StringRef form) {
  step = "generating code";
  return target->generate({*module, device, info.entries, options.toolRoots, options.wantsMachineCode}, form);
}

Expected<artifact::OutputFiles> Compilation::buildArtifact(StringRef path) {
  std::vector<artifact::Constant> constants = artifact::takeConstants(*module);
  Expected<std::string> bytes = generate(kEmitObject);
  if (!bytes)
    return bytes.takeError();
  step = "writing the artifact";
  bool isLibrary = options.emit == kEmitLibrary;
  if (isLibrary)
    bytes = artifact::linkSharedLibrary(*bytes, target->launcher());
  if (!bytes)
    return bytes.takeError();
  artifact::OutputFiles files;
  files.add(path, std::move(*bytes), isLibrary);
  if (!constants.empty()) {
    std::string file = weightsPath(path);
    files.add(file, artifact::packWeights(llvm::sys::path::filename(file), constants, info));
  }
  files.add(artifact::manifestPath(path), artifact::manifestText(info));
  if (!options.header.empty())
    files.add(options.header, artifact::headerText(info));
  return files;
}

Expected<artifact::OutputFiles> Compilation::build(StringRef path) {
  if (Error error = checkOutput(path))
    return error;
  bool isText = options.emit == kEmitMLIR;
  if (Error error = runUntil(isText ? options.stopAfter.value_or(Phase::Lower) : Phase::Lower))
    return error;
  if (Error error = checkForm(path))
    return error;
  if (isArtifact(options.emit))
    return buildArtifact(path);
  Expected<std::string> text = std::string();
  if (isText)
    llvm::raw_string_ostream(*text) << *module;
  else
    text = generate(options.emit);
  if (!text)
    return text.takeError();
  artifact::OutputFiles files;
  files.add(path, std::move(*text));
  return files;
}

Error Compilation::write(StringRef path) {
  Expected<artifact::OutputFiles> files = build(path);
  return files ? files->commit() : files.takeError();
}
