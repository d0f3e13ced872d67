// Files that other programs read and write for a moment, and running those programs.
#ifndef AICC_COMPILER_ARTIFACT_TEMPORARYFILE_H
#define AICC_COMPILER_ARTIFACT_TEMPORARYFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>

namespace aicc::artifact {
/// A file in the directory of temporary files; removed at the end, also by signals.
class TemporaryFile {
public:
  /// Creates a file whose name ends in `.suffix` and which holds `bytes`.
  static llvm::Expected<TemporaryFile> create(llvm::StringRef suffix, llvm::StringRef bytes);
  TemporaryFile(TemporaryFile &&other) : path(std::exchange(other.path, llvm::SmallString<128>())) {}
  ~TemporaryFile();

  llvm::StringRef name() const { return path; }
  /// What the file holds now.
  llvm::Expected<std::string> read() const;

private:
  TemporaryFile() = default;
  llvm::SmallString<128> path;
};

/// Runs `program` with `arguments` and waits for it. Where it does not end with status 0, the error holds the status
/// and what it wrote.
llvm::Error runProgram(llvm::StringRef program, llvm::ArrayRef<llvm::StringRef> arguments);
} // namespace aicc::artifact

#endif // AICC_COMPILER_ARTIFACT_TEMPORARYFILE_H
