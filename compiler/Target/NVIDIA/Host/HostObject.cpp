// Written as text of LLVM IR: tables and calls read there as they would in C.
#include "compiler/Target/NVIDIA/Host/HostObject.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"

using namespace aicc;
using namespace aicc::nvidia;
using artifact::Entry;
using artifact::PlanStep;
using llvm::Expected;
using llvm::StringRef;

/// The structures of Runtime/Launcher.h, and the one function that entries call.
constexpr llvm::StringLiteral kDeclarations = R"(
%buffer = type { i64, i64 }
%step = type { i32, i32, [3 x i32], [3 x i32], i32, i32, i64, ptr }
%kernel = type { ptr, i64 }
%program = type { ptr, ptr, i32, i32, i64, ptr, ptr }
%plan = type { ptr, i64, i64, i64, ptr }
declare hidden i32 @aicc_cuda_run(ptr, ptr, ptr)
)";

namespace {
class HostCode {
public:
  HostCode(const DeviceProgram &program, llvm::ArrayRef<Entry> entries)
      : program(program), entries(entries), os(text) {}

  std::string write() {
    os << kDeclarations;
    collectKernels();
    writeProgram();
    for (const Entry &entry : entries)
      writeEntry(entry);
    return text;
  }

private:
  /// The kernels by name, with the most shared memory that a launch asks for.
  void collectKernels() {
    for (const Entry &entry : entries)
      for (const PlanStep &step : entry.plan)
        if (step.what == "launch") {
          int64_t &bytes = kernels[step.kernel];
          bytes = std::max(bytes, step.sharedBytes);
        }
  }

  /// A constant of bytes and a NUL.
  void writeBytes(StringRef name, StringRef bytes, StringRef section) {
    os << "@" << name << " = private constant [" << bytes.size() + 1 << " x i8] c\"";
    llvm::printEscapedString(bytes, os);
    os << "\\00\"";
    if (!section.empty())
      os << ", section \"" << section << "\"";
    os << ", align 64\n";
  }

  void writeProgram() {
    writeBytes("ptx", program.ptx, kPTXSection);
    if (!program.cubin.empty())
      writeBytes("cubin", program.cubin, kCubinSection);
    for (auto [index, kernel] : llvm::enumerate(kernels))
      writeBytes("name." + std::to_string(index), kernel.first, "");
    os << "@kernels = private constant [" << kernels.size() << " x %kernel] [";
    for (auto [index, kernel] : llvm::enumerate(kernels))
      os << (index ? ", " : "") << "%kernel { ptr @name." << index << ", i64 " << kernel.second << " }";
    os << "]\n@loaded = internal global ptr null\n@program = internal constant %program { ptr @ptx, ptr "
       << (program.cubin.empty() ? "null" : "@cubin") << ", i32 " << program.capability << ", i32 " << program.isExact
       << ", i64 " << kernels.size() << ", ptr @kernels, ptr @loaded }\n";
  }

  void writeExtent(const artifact::PlanExtent &extent) {
    os << "[3 x i32] [i32 " << extent.x << ", i32 " << extent.y << ", i32 " << extent.z << "], ";
  }

  int kindOf(const PlanStep &step) const { return step.what == "launch" ? 0 : step.what == "copy" ? 1 : 2; }

  int64_t numberOf(const PlanStep &step) {
    return step.what == "launch" ? std::distance(kernels.begin(), kernels.find(step.kernel)) : 0;
  }

  void writeBuffers(const std::string &name, const PlanStep &step) {
    os << "@" << name << " = private constant [" << step.buffers.size() << " x %buffer] [";
    for (auto [index, buffer] : llvm::enumerate(step.buffers))
      os << (index ? ", " : "") << "%buffer { i64 " << buffer.parameter << ", i64 " << buffer.offset << " }";
    os << "]\n";
  }

  void writePlan(const Entry &entry) {
    auto buffers = [&](size_t index) { return "buffers." + entry.symbol + "." + std::to_string(index); };
    for (auto [index, step] : llvm::enumerate(entry.plan))
      writeBuffers(buffers(index), step);
    os << "@steps." << entry.symbol << " = private constant [" << entry.plan.size() << " x %step] [";
    for (auto [index, step] : llvm::enumerate(entry.plan)) {
      os << (index ? ", " : "") << "%step { i32 " << kindOf(step) << ", i32 " << numberOf(step) << ", ";
      writeExtent(step.grid);
      writeExtent(step.block);
      os << "i32 " << step.sharedBytes << ", i32 " << step.buffers.size() << ", i64 " << step.buffers.front().bytes
         << ", ptr @" << buffers(index) << " }";
    }
    os << "]\n@plan." << entry.symbol << " = internal constant %plan { ptr @program, i64 " << entry.parameters.size()
       << ", i64 " << (entry.isPrepare ? 0 : entry.arenaBytes) << ", i64 " << entry.plan.size() << ", ptr @steps."
       << entry.symbol << " }\n";
  }

  void writeSize(const std::string &name, int64_t bytes) {
    os << "define i64 @" << name << "() { ret i64 " << bytes << " }\n";
  }

  void writeEntry(const Entry &entry) {
    writePlan(entry);
    size_t count = entry.parameters.size();
    os << "define i32 @" << entry.symbol << "(ptr %ctx";
    for (size_t index = 0; index < count; ++index)
      os << ", ptr %p" << index;
    os << ") {\n  %all = alloca [" << count << " x ptr]\n";
    for (size_t index = 0; index < count; ++index)
      os << "  %a" << index << " = getelementptr [" << count << " x ptr], ptr %all, i64 0, i64 " << index
         << "\n  store ptr %p" << index << ", ptr %a" << index << "\n";
    os << "  %status = call i32 @aicc_cuda_run(ptr %ctx, ptr @plan." << entry.symbol
       << ", ptr %all)\n  ret i32 %status\n}\n";
    if (!entry.isPrepare)
      writeSize(entry.symbol + "_arena_bytes", entry.arenaBytes);
    if (entry.preparedId.empty())
      return;
    writeSize(entry.symbol + "_prepared_bytes", entry.preparedBytes);
    writeBytes("id." + entry.symbol, entry.preparedId, "");
    os << "define ptr @" << entry.symbol << "_prepared_id() { ret ptr @id." << entry.symbol << " }\n";
  }

  const DeviceProgram &program;
  llvm::ArrayRef<Entry> entries;
  std::map<std::string, int64_t> kernels;
  std::string text;
  llvm::raw_string_ostream os;
};
} // namespace

std::string nvidia::hostCode(const DeviceProgram &program, llvm::ArrayRef<Entry> entries) {
  return HostCode(program, entries).write();
}

static Expected<std::unique_ptr<llvm::TargetMachine>> createHostMachine() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::Triple triple(llvm::sys::getProcessTriple());
  std::string message;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return llvm::createStringError("LLVM has no back end for this machine, " + triple.str() + ": " + message);
  return std::unique_ptr<llvm::TargetMachine>(
      target->createTargetMachine(triple, /*CPU=*/"", "", llvm::TargetOptions(), llvm::Reloc::PIC_));
}

Expected<std::string> nvidia::hostObject(const DeviceProgram &program, llvm::ArrayRef<Entry> entries) {
  auto machine = createHostMachine();
  if (!machine)
    return machine.takeError();
  llvm::LLVMContext context;
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> module = llvm::parseAssemblyString(hostCode(program, entries), diagnostic, context);
  if (!module)
    return llvm::createStringError("the host's code is no LLVM IR: " + diagnostic.getMessage());
  module->setTargetTriple((*machine)->getTargetTriple());
  module->setDataLayout((*machine)->createDataLayout());
  llvm::SmallVector<char> buffer;
  llvm::raw_svector_ostream stream(buffer);
  llvm::legacy::PassManager passes;
  if ((*machine)->addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile))
    return llvm::createStringError("LLVM emits no object files for this machine");
  passes.run(*module);
  return std::string(buffer.begin(), buffer.end());
}
