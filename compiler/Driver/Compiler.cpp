// The driver; see Compiler.h.
#include "compiler/Driver/Compiler.h"
#include "compiler/Artifact/Header.h"
#include "compiler/Artifact/Link.h"
#include "compiler/Artifact/Manifest.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Host.h"
#include "compiler/Driver/CheckInput.h"
#include "compiler/Target/Target.h"
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

static constexpr std::pair<Emit, llvm::StringLiteral> kEmits[] = {{Emit::SharedLibrary, "so"},
                                                                  {Emit::Object, "obj"},
                                                                  {Emit::Assembly, "asm"},
                                                                  {Emit::LLVM, "llvm"},
                                                                  {Emit::MLIR, "mlir"}};

StringRef driver::stringifyEmit(Emit emit) { return kEmits[unsigned(emit)].second; }

std::optional<Emit> driver::parseEmit(StringRef name) {
  for (auto [emit, word] : kEmits)
    if (word == name)
      return emit;
  // Assembly is also known by its name on the device.
  return llvm::is_contained(target::assemblyNames(), name) ? std::optional(Emit::Assembly) : std::nullopt;
}

std::string driver::emitNames() {
  auto names = llvm::map_to_vector(kEmits, [](auto &pair) -> StringRef { return pair.second; });
  for (StringRef name : target::assemblyNames())
    if (!llvm::is_contained(names, name))
      names.push_back(name);
  return llvm::join(names, ", ");
}

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

Compilation::Compilation(MLIRContext &context, CompileOptions options) : context(context), options(std::move(options)) {}

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
  info.compiler = "aicc " AICC_VERSION;
  info.module = name.str();
  info.prefix = options.prefix.empty() ? identifier(name) : options.prefix;
}

static bool isIdentifier(StringRef name) { return !name.empty() && identifier(name) == name; }

static bool isArtifact(Emit emit) { return emit == Emit::SharedLibrary || emit == Emit::Object; }

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
  if (options.stopAfter && options.emit != Emit::MLIR)
    return llvm::createStringError("a compilation that stops after a phase has only MLIR to write; expected the kind "
                                   "mlir, found " +
                                   stringifyEmit(options.emit));
  if (!options.header.empty() && !isArtifact(options.emit))
    return llvm::createStringError("a header describes an artifact; expected the kind so or obj with it, found " +
                                   stringifyEmit(options.emit));
  if (path == "-" && isArtifact(options.emit))
    return llvm::createStringError("only text goes to standard output; expected the name of a file for the kind " +
                                   stringifyEmit(options.emit));
  for (StringRef other : {StringRef(inputPath), StringRef(options.header)})
    if (!other.empty() && path != "-" && (path == other || llvm::sys::fs::equivalent(path, other)))
      return llvm::createStringError("expected different files to read and to write, found " + path +
                                     " twice; choose another output");
  return Error::success();
}

Error Compilation::chooseDevice() {
  step = "reading the device";
  Expected<device::DeviceAttr> chosen = driver::chooseDevice(&context, options);
  if (!chosen)
    return chosen.takeError();
  deviceAttr = *chosen;
  auto view = device::fromAttr(deviceAttr, [&] { return mlir::emitError(UnknownLoc::get(&context)); });
  if (failed(view))
    return llvm::createStringError("the device is not valid");
  device = *view;
  info.deviceId = device.id;
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

PipelineOptions Compilation::pipelineOptions() const {
  PipelineOptions pipeline;
  pipeline.device = deviceAttr;
  pipeline.symbolPrefix = info.prefix;
  pipeline.threads = options.threads;
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
    if (phase == Phase::Buffers)
      if (Error error = checkRealisable())
        return error;
    if (phase == Phase::Tile)
      artifact::readEntries(*module, info);
  }
  return Error::success();
}

Expected<std::string> Compilation::generate() {
  step = "generating code";
  llvm::LLVMContext llvmContext;
  auto code = target->generateLLVM(*module, device, llvmContext);
  if (!code)
    return code.takeError();
  if (options.emit != Emit::LLVM)
    return target->generateCode(**code, device, options.emit == Emit::Assembly);
  std::string text;
  llvm::raw_string_ostream(text) << **code;
  return text;
}

Expected<artifact::OutputFiles> Compilation::buildArtifact(StringRef path) {
  std::vector<artifact::Constant> constants = artifact::takeConstants(*module);
  Expected<std::string> bytes = generate();
  if (!bytes)
    return bytes.takeError();
  step = "writing the artifact";
  bool isLibrary = options.emit == Emit::SharedLibrary;
  if (isLibrary)
    bytes = artifact::linkSharedLibrary(*bytes, /*launcher=*/"");
  if (!bytes)
    return bytes.takeError();
  artifact::OutputFiles files;
  files.add(path, std::move(*bytes), isLibrary);
  if (!constants.empty()) {
    std::string file = (path + ".weights").str();
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
  bool isText = options.emit == Emit::MLIR;
  if (Error error = runUntil(isText ? options.stopAfter.value_or(Phase::Lower) : Phase::Lower))
    return error;
  if (isArtifact(options.emit))
    return buildArtifact(path);
  Expected<std::string> text = std::string();
  if (isText)
    llvm::raw_string_ostream(*text) << *module;
  else
    text = generate();
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
