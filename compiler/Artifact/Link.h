// Links object code and the runtime into a shared library.
#ifndef AICC_COMPILER_ARTIFACT_LINK_H
#define AICC_COMPILER_ARTIFACT_LINK_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace aicc::artifact {
/// The path of the linker; an error that says what to install where there is none.
llvm::Expected<std::string> findLinker();

/// The bytes of a shared library made of `object` (the bytes of an object file), `launcher` (those of an archive, or
/// none) and the runtime that this compiler carries.
llvm::Expected<std::string> linkSharedLibrary(llvm::StringRef object, llvm::StringRef launcher);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_LINK_H
