// From a kernel to a function, an artifact and its times; see MeasureKernels.h.
#include "compiler/Driver/MeasureKernels.h"
#include "compiler/Device/Host.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Driver/TemporaryFolder.h"

#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include <chrono>

using namespace mlir;
using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::Expected;

/// A median needs so many calls; a slow kernel is called for so long.
constexpr size_t kMostCalls = 50, kLeastCalls = 5;
constexpr double kSeconds = 0.5;

/// The function that a kernel is called from.
constexpr llvm::StringLiteral kFunction = "measured";

/// Why this machine cannot run code for `device`; empty where it can.
static std::string whyNotHere(const device::Device &device) {
  llvm::Triple host(llvm::sys::getProcessTriple()), target(device.target.triple);
  if (target.getArch() != host.getArch())
    return "device " + device.id + " is for " + device.target.triple + ", this machine is " + host.str();
  std::vector<std::string> missing;
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  std::string required = device::requiredCpuFeatures(device);
  for (llvm::StringRef feature : llvm::split(required, ','))
    if (!feature.empty() && !features.lookup(feature))
      missing.push_back(feature.str());
  return missing.empty() ? "" : "device " + device.id + " needs " + llvm::join(missing, ", ") +
                                    ", which this processor lacks";
}

/// A module with `kernel` and one function that calls it on its arguments.
static OwningOpRef<ModuleOp> moduleOf(ModuleOp whole, kernel::KernelOp kernel) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(whole.getLoc());
  (*module)->setDiscardableAttrs(whole->getDiscardableAttrDictionary());
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  builder.clone(*kernel);
  FunctionType type = kernel.getFunctionType();
  auto function = func::FuncOp::create(builder, kernel.getLoc(), kFunction, type);
  for (unsigned number = 0; number < type.getNumInputs(); ++number)
    if (Attribute weight = kernel.getArgAttr(number, kernel::kWeightAttr))
      function.setArgAttr(number, kernel::kWeightAttr, weight);
  builder.setInsertionPointToStart(function.addEntryBlock());
  SmallVector<Value> results;
  for (Type result : type.getResults())
    results.push_back(tensor::EmptyOp::create(builder, kernel.getLoc(), cast<RankedTensorType>(result), ValueRange()));
  auto call = kernel::CallOp::create(builder, kernel.getLoc(), type.getResults(), kernel.getSymName(),
                                     function.getArguments(), results);
  func::ReturnOp::create(builder, kernel.getLoc(), call.getResults());
  return module;
}

static double secondsNow() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Calls after one that warms up.
static Expected<Measurement> timeCalls(Invocation &invocation) {
  if (Error error = invocation.run())
    return error;
  std::vector<double> seconds;
  double begin = secondsNow();
  while (seconds.size() < kMostCalls && (seconds.size() < kLeastCalls || secondsNow() < begin + kSeconds)) {
    double start = secondsNow();
    if (Error error = invocation.run())
      return error;
    seconds.push_back(secondsNow() - start);
  }
  llvm::sort(seconds);
  return Measurement{seconds[seconds.size() / 2], int64_t(seconds.size())};
}

static Expected<Measurement> measure(OwningOpRef<ModuleOp> module, CompileOptions options) {
  TemporaryFolder folder;
  if (Error error = folder.check())
    return error;
  options.emit = kEmitLibrary.str();
  options.header.clear();
  Compilation compilation(*module->getContext(), options);
  compilation.adopt(std::move(module), "kernel.mlir");
  std::string library = folder.file("kernel.so");
  if (Error error = compilation.write(library))
    return error;
  auto artifact = LoadedArtifact::open(library, compilation.getInfo());
  if (!artifact)
    return artifact.takeError();
  Expected<const artifact::Entry *> entry = (*artifact)->findEntry(kFunction);
  if (!entry)
    return entry.takeError();
  Expected<Signature> signature = (*artifact)->signatureOf(**entry);
  if (!signature)
    return signature.takeError();
  Expected<std::vector<data::Array>> inputs = makeRandomInputs(*signature, /*seed=*/0);
  if (!inputs)
    return inputs.takeError();
  auto invocation = Invocation::create(**artifact, **entry, *inputs, options.threads);
  return invocation ? timeCalls(**invocation) : invocation.takeError();
}

Error driver::measureKernels(const Compilation &compilation, Explanation &explanation) {
  explanation.notMeasured = whyNotHere(compilation.getDevice());
  if (!explanation.notMeasured.empty())
    return Error::success();
  for (KernelExplanation &kernel : explanation.kernels) {
    auto op = explanation.scheduled->lookupSymbol<kernel::KernelOp>(kernel.kernel.name);
    Expected<Measurement> measured = measure(moduleOf(*explanation.scheduled, op), compilation.getOptions());
    if (!measured)
      return measured.takeError();
    kernel.measured = *measured;
  }
  return Error::success();
}
