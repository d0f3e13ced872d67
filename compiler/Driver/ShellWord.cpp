// See ShellWord.h.
#include "compiler/Driver/ShellWord.h"

std::string aicc::driver::shellQuoted(llvm::StringRef text) {
  std::string quoted = "'";
  for (char c : text)
    quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}
