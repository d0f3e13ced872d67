// Links object code and the runtime into a shared library.
#ifndef AICC_COMPILER_ARTIFACT_LINK_H
#define AICC_COMPILER_ARTIFACT_LINK_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace aicc::artifact {
/// Writes the shared library `path` from `object` (the bytes of an object file) and the runtime that this compiler
/// carries. Replaces `path` in one step or leaves it as it was.
llvm::Error linkSharedLibrary(llvm::StringRef object, llvm::StringRef path);

/// Writes `bytes` to `path` in one step: a temporary file beside it, renamed. Leaves nothing behind on failure.
llvm::Error writeFileAtomically(llvm::StringRef path, llvm::StringRef bytes);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_LINK_H
