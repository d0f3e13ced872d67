// Compilation in memory; see NativeCode.h.
#include "compiler/Oracle/NativeCode.h"
#include "compiler/Target/Optimise.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "mlir/Target/LLVMIR/Export.h"

using namespace aicc;
using namespace aicc::oracle;
using llvm::Error;
using llvm::Expected;

static constexpr llvm::StringLiteral kEntry = "aicc_oracle_entry";

NativeCode::NativeCode(std::unique_ptr<llvm::orc::LLJIT> jit) : jit(std::move(jit)) {}
NativeCode::NativeCode(NativeCode &&) = default;
NativeCode::~NativeCode() = default;

/// A function that takes the arguments of `function` as an array.
static void addEntry(llvm::Function &function) {
  llvm::LLVMContext &context = function.getContext();
  llvm::Type *pointer = llvm::PointerType::getUnqual(context);
  auto *type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {pointer}, false);
  auto *entry = llvm::Function::Create(type, llvm::Function::ExternalLinkage, kEntry, function.getParent());
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context, "", entry));
  llvm::SmallVector<llvm::Value *> arguments;
  for (unsigned index = 0; index < function.arg_size(); ++index)
    arguments.push_back(builder.CreateLoad(pointer, builder.CreateConstGEP1_32(pointer, entry->getArg(0), index)));
  builder.CreateCall(&function, arguments);
  builder.CreateRetVoid();
}

static Expected<llvm::orc::JITTargetMachineBuilder> detectHost() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto host = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (host)
    host->setCodeGenOptLevel(llvm::CodeGenOptLevel::Aggressive);
  return host;
}

Expected<NativeCode> NativeCode::compile(mlir::ModuleOp module, llvm::StringRef function) {
  auto context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> code = mlir::translateModuleToLLVMIR(module, *context, "oracle");
  llvm::Function *body = code ? code->getFunction(function) : nullptr;
  if (!body)
    return llvm::createStringError("the oracle does not translate to LLVM IR");
  addEntry(*body);
  body->setLinkage(llvm::Function::InternalLinkage);
  auto host = detectHost();
  if (!host)
    return host.takeError();
  auto machine = host->createTargetMachine();
  if (!machine)
    return machine.takeError();
  code->setDataLayout((*machine)->createDataLayout());
  code->setTargetTriple((*machine)->getTargetTriple());
  target::optimise(*code, **machine);
  auto jit = llvm::orc::LLJITBuilder().setJITTargetMachineBuilder(*host).create();
  if (!jit)
    return jit.takeError();
  NativeCode result(std::move(*jit));
  if (Error error = result.jit->addIRModule(llvm::orc::ThreadSafeModule(std::move(code), std::move(context))))
    return error;
  auto address = result.jit->lookup(kEntry);
  if (!address)
    return address.takeError();
  result.entry = address->toPtr<void (*)(void **)>();
  return result;
}
