// A folder for files that only this process needs.
#ifndef AICC_COMPILER_DRIVER_TEMPORARYFOLDER_H
#define AICC_COMPILER_DRIVER_TEMPORARYFOLDER_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace aicc::driver {
/// Created with the object and gone with it, with everything in it.
class TemporaryFolder {
public:
  TemporaryFolder() : code(llvm::sys::fs::createUniqueDirectory("aicc", path)) {}
  ~TemporaryFolder() {
    if (!code)
      llvm::sys::fs::remove_directories(path);
  }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  /// An error where there is no folder.
  llvm::Error check() const {
    if (!code)
      return llvm::Error::success();
    return llvm::createStringError(code, "cannot create a temporary folder: " + code.message());
  }

  /// The path of the file `name` in the folder.
  std::string file(llvm::StringRef name) const {
    llvm::SmallString<128> result(path);
    llvm::sys::path::append(result, name);
    return std::string(result);
  }

private:
  llvm::SmallString<128> path;
  std::error_code code;
};
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_TEMPORARYFOLDER_H
