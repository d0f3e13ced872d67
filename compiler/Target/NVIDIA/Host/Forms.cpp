// See Forms.h.
#include "compiler/Target/NVIDIA/Host/Forms.h"
#include "compiler/Target/NVIDIA/CodeGen.h"
#include "compiler/Target/NVIDIA/Host/Assembler.h"
#include "compiler/Target/NVIDIA/Host/HostObject.h"

using namespace aicc;
using llvm::Expected;
using llvm::StringRef;
using target::CodeRequest;

extern "C" const char aicc_embedded_launcher_begin[], aicc_embedded_launcher_end[];

StringRef nvidia::launcher() {
  return StringRef(aicc_embedded_launcher_begin, aicc_embedded_launcher_end - aicc_embedded_launcher_begin);
}

static Expected<std::string> writeText(const CodeRequest &request, bool asPTX) {
  llvm::LLVMContext context;
  auto module = nvidia::generateLLVM(request.module, request.device, context);
  if (!module)
    return module.takeError();
  if (asPTX)
    return nvidia::generateCode(**module, request.device, /*asAssembly=*/true);
  std::string text;
  llvm::raw_string_ostream(text) << **module;
  return text;
}

static Expected<std::string> writeMachineCode(const CodeRequest &request, StringRef ptx) {
  std::optional<std::string> assembler = nvidia::findAssembler(request.toolRoots);
  if (!assembler)
    return llvm::createStringError("machine code for " + request.device.target.chip +
                                   " is written by ptxas, which is not here; expected it on PATH or in bin below "
                                   "CUDA_HOME: run scripts/install-ptxas.sh, or take --emit=ptx");
  return nvidia::assemble(*assembler, ptx, request.device.target.chip);
}

/// Chips are called "sm_80"; an "a" or "f" behind the number says that others lack something.
static Expected<nvidia::DeviceProgram> describe(const device::Device &device) {
  nvidia::DeviceProgram program;
  StringRef chip = device.target.chip;
  if (!chip.consume_front("sm_") || chip.consumeInteger(10, program.capability))
    return llvm::createStringError("device " + device.id + " has the chip '" + device.target.chip +
                                   "'; expected a name like sm_80");
  program.isExact = !chip.empty();
  return program;
}

static Expected<std::string> writeObject(const CodeRequest &request, std::string ptx) {
  Expected<nvidia::DeviceProgram> program = describe(request.device);
  if (!program)
    return program.takeError();
  if (request.wantsMachineCode && nvidia::findAssembler(request.toolRoots)) {
    Expected<std::string> cubin = writeMachineCode(request, ptx);
    if (!cubin)
      return cubin.takeError();
    program->cubin = std::move(*cubin);
  }
  program->ptx = std::move(ptx);
  return nvidia::hostObject(*program, request.entries);
}

Expected<std::string> nvidia::generate(const CodeRequest &request, StringRef form) {
  Expected<std::string> text = writeText(request, form != "llvm");
  if (!text || form == "ptx" || form == "llvm")
    return text;
  return form == "cubin" ? writeMachineCode(request, *text) : writeObject(request, std::move(*text));
}
