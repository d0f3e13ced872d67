// See Assembler.h.
#include "compiler/Target/NVIDIA/Host/Assembler.h"
#include "compiler/Artifact/TemporaryFile.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace aicc;
using artifact::TemporaryFile;
using llvm::Expected;
using llvm::StringRef;

std::optional<std::string> nvidia::findAssembler(llvm::ArrayRef<std::string> roots) {
  for (const std::string &root : roots) {
    llvm::SmallString<128> folder(root);
    llvm::sys::path::append(folder, "bin");
    if (auto found = llvm::sys::findProgramByName("ptxas", {StringRef(folder)}))
      return *found;
  }
  auto found = llvm::sys::findProgramByName("ptxas");
  return found ? std::optional(*found) : std::nullopt;
}

Expected<std::string> nvidia::assemble(StringRef assembler, StringRef ptx, StringRef chip) {
  Expected<TemporaryFile> text = TemporaryFile::create("ptx", ptx);
  if (!text)
    return text.takeError();
  Expected<TemporaryFile> code = TemporaryFile::create("cubin", "");
  if (!code)
    return code.takeError();
  std::string architecture = ("--gpu-name=" + chip).str();
  if (llvm::Error error = artifact::runProgram(assembler, {architecture, text->name(), "-o", code->name()}))
    return llvm::createStringError("the assembler refuses the PTX for " + chip + ": " +
                                   llvm::toString(std::move(error)));
  return code->read();
}
