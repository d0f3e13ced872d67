// LLVM code generation for CPUs; see CodeGen.h.
#include "compiler/Target/CPU/CodeGen.h"
#include "compiler/Device/Host.h"
#include "compiler/Target/CPU/PinConstants.h"
#include "compiler/Target/Optimise.h"

#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Verifier.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Triple.h"
#include "mlir/Target/LLVMIR/Export.h"

using namespace aicc;
using llvm::Error;
using llvm::Expected;

static void initialiseTargets() {
  static const bool done = [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    return true;
  }();
  (void)done;
}

namespace {
/// What every processor of a family has, and the calling convention of its C libraries; empty where LLVM's own defaults
/// are these.
struct Baseline {
  const char *features = "", *abi = "";
};
} // namespace

/// LLVM's default processors of these two families have no floating point, so their objects would not link.
static Baseline baselineOf(const llvm::Triple &triple) {
  if (triple.isRISCV64())
    return {"+m,+a,+f,+d,+c", "lp64d"};
  if (triple.isLoongArch64())
    return {"+f,+d", "lp64d"};
  return {};
}

/// Entries run on any processor of the family, so the module's own target is the baseline; bodies carry the device's
/// features as function attributes.
static Expected<std::unique_ptr<llvm::TargetMachine>> createMachine(const device::Device &device) {
  initialiseTargets();
  llvm::Triple triple(device.target.triple);
  std::string message;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return llvm::createStringError("device " + device.id + ": LLVM has no back end for " + device.target.triple + ": " +
                                   message);
  Baseline baseline = baselineOf(triple);
  llvm::TargetOptions options;
  options.MCOptions.ABIName = baseline.abi;
  return std::unique_ptr<llvm::TargetMachine>(
      target->createTargetMachine(triple, /*CPU=*/"", baseline.features, options, llvm::Reloc::PIC_, std::nullopt,
                                  llvm::CodeGenOptLevel::Aggressive));
}

/// Without this LLVM uses 128 bits of an SVE register for vectors of constant length. Bodies, which carry the device's
/// features, run behind the check of the length; entries are not touched.
static void fixVectorLength(llvm::Module &module, const device::Device &device) {
  std::optional<int64_t> bits = device::fixedSveBits(device);
  if (!bits)
    return;
  unsigned granules = *bits / 128;
  for (llvm::Function &function : module)
    if (function.hasFnAttribute("target-features"))
      function.addFnAttr(llvm::Attribute::getWithVScaleRangeArgs(module.getContext(), granules, granules));
}

/// Translates `module` and optimises it for `device`.
static Expected<std::unique_ptr<llvm::Module>> generateLLVM(mlir::ModuleOp module, const device::Device &device,
                                                            llvm::LLVMContext &context) {
  auto machine = createMachine(device);
  if (!machine)
    return machine.takeError();
  std::unique_ptr<llvm::Module> result = mlir::translateModuleToLLVMIR(module, context, "aicc");
  if (!result)
    return llvm::createStringError("the module does not translate to LLVM IR");
  result->setDataLayout((*machine)->createDataLayout());
  result->setTargetTriple(llvm::Triple(device.target.triple));
  fixVectorLength(*result, device);
  target::optimise(*result, **machine);
  if (!result->getTargetTriple().isX86())
    cpu::pinConstants(*result);
  return result;
}

static Expected<std::string> generateCode(llvm::Module &module, const device::Device &device, bool asAssembly) {
  auto machine = createMachine(device);
  if (!machine)
    return machine.takeError();
  llvm::SmallVector<char> buffer;
  llvm::raw_svector_ostream stream(buffer);
  llvm::legacy::PassManager passes;
  auto kind = asAssembly ? llvm::CodeGenFileType::AssemblyFile : llvm::CodeGenFileType::ObjectFile;
  if ((*machine)->addPassesToEmitFile(passes, stream, nullptr, kind))
    return llvm::createStringError("device " + device.id + ": LLVM cannot emit this kind of file");
  passes.run(module);
  return std::string(buffer.begin(), buffer.end());
}

Expected<std::string> cpu::generate(const target::CodeRequest &request, llvm::StringRef form) {
  llvm::LLVMContext context;
  auto module = generateLLVM(request.module, request.device, context);
  if (!module)
    return module.takeError();
  if (form != "llvm")
    return generateCode(**module, request.device, form == "asm");
  std::string text;
  llvm::raw_string_ostream(text) << **module;
  return text;
}

llvm::StringRef cpu::launcher() { return ""; }
