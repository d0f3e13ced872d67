// See CodeGen.h.
#include "compiler/Target/NVIDIA/CodeGen.h"
#include "compiler/Target/NVIDIA/Passes.h"
#include "compiler/Target/Optimise.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

using namespace aicc;
using llvm::Expected;

static void initialiseTarget() {
  static const bool done = [] {
    LLVMInitializeNVPTXTargetInfo();
    LLVMInitializeNVPTXTarget();
    LLVMInitializeNVPTXTargetMC();
    LLVMInitializeNVPTXAsmPrinter();
    return true;
  }();
  (void)done;
}

/// The number behind `prefix` in one of the words of `text`; 0 where there is none.
static int64_t numberBehind(llvm::StringRef text, llvm::StringRef prefix) {
  int64_t number = 0;
  for (llvm::StringRef word : llvm::split(text, ','))
    if (word.consume_front(prefix) && word.consumeInteger(10, number))
      number = 0;
  return number;
}

/// Refuses what LLVM would abort on: it does not know the chip, or the chip or its PTX lacks what kernels are made of.
static llvm::Error checkArchitecture(const llvm::Target &target, const llvm::Triple &triple,
                                     const device::Device &device) {
  constexpr int64_t kLeastChip = 80, kLeastPTX = 70;
  llvm::StringRef chip = device.target.chip, features = device.target.features;
  std::unique_ptr<llvm::MCSubtargetInfo> known(target.createMCSubtargetInfo(triple, "", ""));
  if (!known || !known->isCPUStringValid(chip) || numberBehind(chip, "sm_") < kLeastChip)
    return llvm::createStringError("device " + device.id + " has the chip '" + chip +
                                   "'; expected one that LLVM knows, sm_" + llvm::Twine(kLeastChip) + " or later");
  if (int64_t version = numberBehind(features, "+ptx"); version && version < kLeastPTX)
    return llvm::createStringError("device " + device.id + " has the feature +ptx" + llvm::Twine(version) +
                                   "; expected +ptx" + llvm::Twine(kLeastPTX) + " or later, or none");
  return llvm::Error::success();
}

static Expected<std::unique_ptr<llvm::TargetMachine>> createMachine(const device::Device &device) {
  initialiseTarget();
  llvm::Triple triple(device.target.triple);
  std::string message;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return llvm::createStringError("device " + device.id + ": LLVM has no back end for " + device.target.triple + ": " +
                                   message);
  if (llvm::Error error = checkArchitecture(*target, triple, device))
    return error;
  return std::unique_ptr<llvm::TargetMachine>(
      target->createTargetMachine(triple, device.target.chip, device.target.features, llvm::TargetOptions(),
                                  llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Aggressive));
}

/// An error that names a function of f64 for which there is no code: neither the machine nor a library has it.
static llvm::Error checkFunctions(mlir::gpu::GPUModuleOp kernels) {
  using namespace mlir::LLVM;
  mlir::Operation *unknown = nullptr;
  kernels.walk([&](mlir::Operation *op) {
    bool isFunction = op->getName().getDialectNamespace() == "math" ||
                      mlir::isa<ExpOp, Exp2Op, LogOp, Log2Op, Log10Op, PowOp, SinOp, CosOp>(op);
    bool isDouble = op->getNumResults() == 1 && mlir::getElementTypeOrSelf(op->getResult(0).getType()).isF64();
    if (isFunction && isDouble)
      unknown = op;
  });
  if (!unknown)
    return llvm::Error::success();
  return llvm::createStringError("there is no code for " + unknown->getName().stripDialect() +
                                 " of f64 on this target; expected f32 or narrower");
}

Expected<std::unique_ptr<llvm::Module>> nvidia::generateLLVM(mlir::ModuleOp module, const device::Device &device,
                                                             llvm::LLVMContext &context) {
  auto machine = createMachine(device);
  if (!machine)
    return machine.takeError();
  auto kernels = module.lookupSymbol<mlir::gpu::GPUModuleOp>(kDeviceModule);
  if (llvm::Error error = kernels ? checkFunctions(kernels) : llvm::Error::success())
    return std::move(error);
  std::unique_ptr<llvm::Module> result = kernels ? mlir::translateModuleToLLVMIR(kernels, context, "aicc")
                                                 : std::make_unique<llvm::Module>("aicc", context);
  if (!result)
    return llvm::createStringError("the device functions do not translate to LLVM IR");
  result->setDataLayout((*machine)->createDataLayout());
  result->setTargetTriple(llvm::Triple(device.target.triple));
  target::optimise(*result, **machine);
  return result;
}

Expected<std::string> nvidia::generateCode(llvm::Module &module, const device::Device &device, bool asAssembly) {
  if (!asAssembly)
    return llvm::createStringError("device " + device.id + ": LLVM writes PTX only; expected the kind asm");
  auto machine = createMachine(device);
  if (!machine)
    return machine.takeError();
  llvm::SmallVector<char> buffer;
  llvm::raw_svector_ostream stream(buffer);
  llvm::legacy::PassManager passes;
  if ((*machine)->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::AssemblyFile))
    return llvm::createStringError("device " + device.id + ": LLVM cannot emit PTX");
  passes.run(module);
  return std::string(buffer.begin(), buffer.end());
}
