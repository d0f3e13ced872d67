// See TextFile.h.
#include "compiler/Artifact/TextFile.h"

using namespace aicc;
using llvm::Error;

Error artifact::writeText(llvm::StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> print) {
  std::error_code code;
  llvm::raw_fd_ostream os(path, code);
  if (!code) {
    print(os);
    os.close();
    code = os.error();
    os.clear_error();
  }
  return code ? llvm::createStringError(code, "cannot write " + path + ": " + code.message()) : Error::success();
}

Error artifact::flushOutput() {
  llvm::outs().flush();
  std::error_code code = llvm::outs().error();
  llvm::outs().clear_error();
  return code ? llvm::createStringError(code, "cannot write to standard output: " + code.message()) : Error::success();
}
