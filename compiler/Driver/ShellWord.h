// Words of a command line, as a shell reads them back.
#ifndef AICC_COMPILER_DRIVER_SHELLWORD_H
#define AICC_COMPILER_DRIVER_SHELLWORD_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace aicc::driver {
/// `text` as one word of POSIX shells: within single quotes, where nothing but these has a meaning.
std::string shellQuoted(llvm::StringRef text);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_SHELLWORD_H
