// Writing a file for another process of this compiler to read, where a full disk is an error as any other.
#ifndef AICC_COMPILER_ARTIFACT_TEXTFILE_H
#define AICC_COMPILER_ARTIFACT_TEXTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace aicc::artifact {
/// Writes what `print` prints to `path`, in place of what is there; nobody may read it meanwhile (`writeFileAtomically`
/// is for those who do). An error where it cannot be opened, or not be written to its end: a stream of LLVM whose error
/// nobody takes ends the process.
llvm::Error writeText(llvm::StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> print);

/// Writes what is left for standard output. An error where not all of it could be written, now or before.
llvm::Error flushOutput();
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_TEXTFILE_H
