// Files that appear together or not at all.
#ifndef AICC_COMPILER_ARTIFACT_OUTPUTFILES_H
#define AICC_COMPILER_ARTIFACT_OUTPUTFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace aicc::artifact {
/// The files of one compilation. Nothing is written before `commit`, which first writes every file beside its place
/// and then renames them all: a reader sees each file old or new, never half. Where a file cannot be written, those
/// already renamed are taken back, and what stood there before stands there again.
class OutputFiles {
public:
  /// Asks for `bytes` at `path`. A path that exists and is no regular file (a pipe, a device) is
  /// written to; `-` is standard output.
  void add(llvm::StringRef path, std::string bytes, bool isExecutable = false);

  /// Writes all files, or none.
  llvm::Error commit();

  /// The paths in the order in which they were added.
  std::vector<std::string> paths() const;

private:
  struct File {
    std::string path, bytes;
    bool isExecutable;
  };
  std::vector<File> files;
};

/// Writes one file as `OutputFiles` does.
llvm::Error writeFileAtomically(llvm::StringRef path, std::string bytes);

/// An error where what is to be written to `path` would replace one of `others`, which the same command reads or
/// writes.
/// `-`, standard output, is no file; empty paths are none either.
llvm::Error checkReplacesNone(llvm::StringRef path, llvm::ArrayRef<std::string> others);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_OUTPUTFILES_H
