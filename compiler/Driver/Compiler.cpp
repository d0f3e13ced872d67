// The driver; see Compiler.h.
#include "compiler/Driver/Compiler.h"
#include "compiler/Artifact/Link.h"
#include "compiler/Artifact/Weights.h"
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Host.h"
#include "compiler/Driver/CheckInput.h"
#include "compiler/Target/Target.h"
#include "passes/Schedule/Passes.h"
#include "passes/Lower/Passes.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::Expected;

char InternalError::ID = 0;

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

Error Compilation::parse(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), "cannot read " + path + ": " + buffer.getError().message() +
                                                          "; expected a file with an MLIR module");
  auto sources = std::make_shared<llvm::SourceMgr>();
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
  info.module = name.str();
  info.prefix = options.prefix.empty() ? identifier(name) : options.prefix;
}

Error Compilation::chooseDevice() {
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

Error Compilation::checkInput() {
  if (failed(driver::checkInput(*module)))
    return llvm::createStringError("the module cannot be compiled; see the errors above");
  for (auto function : module->getOps<func::FuncOp>())
    if (function.isPublic() && !function.isExternal())
      function->setAttr(lower::kEntryAttr,
                        StringAttr::get(&context, info.prefix + "_" + identifier(function.getName())));
  return Error::success();
}

Error Compilation::runPhase(Phase phase) {
  if (phase == Phase::Schedule)
    schedule::attachDeviceTo(*module, deviceAttr);
  PassManager passes(&context);
  PipelineOptions pipeline;
  pipeline.device = deviceAttr;
  pipeline.symbolPrefix = info.prefix;
  pipeline.threads = options.threads;
  pipeline.requiredFeatures = info.features;
  addPhase(passes, phase, pipeline);
  bool isUserPhase = phase <= Phase::Schedule;
  if (failed(passes.run(*module))) {
    std::string message = "phase " + stringifyPhase(phase).str() + " failed; see the errors above";
    if (isUserPhase)
      return llvm::createStringError(message);
    return llvm::make_error<InternalError>(message);
  }
  if (llvm::is_contained(options.printAfter, phase) && options.printStream)
    module->print(*options.printStream);
  return Error::success();
}

Error Compilation::runUntil(Phase last) {
  if (nextPhase == 0) {
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
    if (phase == Phase::Tile)
      artifact::readEntries(*module, info);
  }
  return Error::success();
}

Expected<std::string> Compilation::generate() {
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

Error Compilation::write(StringRef path) {
  if (options.emit == Emit::MLIR) {
    if (Error error = runUntil(options.stopAfter.value_or(Phase::Lower)))
      return error;
    std::string text;
    llvm::raw_string_ostream(text) << *module;
    return artifact::writeFileAtomically(path, text);
  }
  if (Error error = runUntil(Phase::Lower))
    return error;
  std::vector<artifact::Constant> constants = artifact::takeConstants(*module);
  Expected<std::string> bytes = generate();
  if (!bytes)
    return bytes.takeError();
  if (Error error = artifact::writeWeights(path, constants, info))
    return error;
  if (options.emit == Emit::SharedLibrary)
    return artifact::linkSharedLibrary(*bytes, path);
  return artifact::writeFileAtomically(path, *bytes);
}
