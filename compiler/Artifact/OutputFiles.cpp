// All files or none; see OutputFiles.h.
#include "compiler/Artifact/OutputFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace aicc;
using namespace aicc::artifact;
using llvm::Error;
using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

static Error cannotWrite(StringRef path, const llvm::Twine &why) {
  return llvm::createStringError("cannot write " + path + ": " + why +
                                 "; choose a file in a directory that exists and may be written");
}

static Error cannotWrite(StringRef path, Error why) { return cannotWrite(path, llvm::toString(std::move(why))); }

namespace {
/// One file on its way: written beside its place, then put there; taken back unless `keep` is called.
class Placement {
public:
  static Expected<Placement> write(StringRef path, StringRef bytes, bool isExecutable) {
    fs::file_status status;
    bool exists = path == "-" || !fs::status(path, status);
    if (exists && fs::is_directory(status))
      return cannotWrite(path, "it is a directory");
    Placement result(path, exists && !fs::is_regular_file(status) ? bytes : StringRef());
    if (result.isStream())
      return result;
    unsigned mode = fs::all_read | fs::all_write | (isExecutable ? fs::all_exe : 0);
    Expected<fs::TempFile> file = fs::TempFile::create(path + ".%%%%%%.partial", mode);
    if (!file)
      return cannotWrite(path, file.takeError());
    result.temporary = std::move(*file);
    if (Error error = result.fill(bytes))
      return error;
    return result;
  }

  Placement(Placement &&other) = default;

  /// Puts the file at its place; what stands there is kept aside.
  Error place() {
    if (isStream())
      return writeStream();
    SmallString<128> aside;
    fs::createUniquePath(path + ".%%%%%%.old", aside, /*MakeAbsolute=*/false);
    // A hard link, so that there is a file at `path` at all times; where links do not exist nothing is kept.
    if (fs::exists(path) && !fs::create_hard_link(path, aside)) {
      backup = std::string(aside);
      llvm::sys::RemoveFileOnSignal(backup);
    }
    if (Error error = temporary->keep(path))
      return cannotWrite(path, std::move(error));
    temporary.reset();
    isPlaced = true;
    return Error::success();
  }

  void keep() {
    isPlaced = false;
    if (!backup.empty())
      fs::remove(backup);
    llvm::sys::DontRemoveFileOnSignal(backup);
  }

  /// Restores what was there before.
  void takeBack() {
    if (temporary)
      llvm::consumeError(temporary->discard());
    temporary.reset();
    if (isPlaced && backup.empty())
      fs::remove(path);
    if (!backup.empty())
      fs::rename(backup, path);
    isPlaced = false;
  }

private:
  Placement(StringRef path, StringRef stream) : path(path.str()), stream(stream) {}

  bool isStream() const { return stream.data() != nullptr; }

  Error fill(StringRef bytes) {
    llvm::raw_fd_ostream out(temporary->FD, /*shouldClose=*/false);
    out << bytes;
    out.flush();
    if (!out.has_error())
      return Error::success();
    std::error_code code = out.error();
    out.clear_error();
    takeBack();
    return cannotWrite(path, code.message());
  }

  Error writeStream() {
    std::error_code code;
    llvm::raw_fd_ostream out(path, code);
    if (!code) {
      out << stream;
      out.close();
      code = out.error();
      out.clear_error();
    }
    return code ? cannotWrite(path, code.message()) : Error::success();
  }

  std::string path, backup;
  StringRef stream; ///< the bytes, where the place is no regular file; else null
  std::optional<fs::TempFile> temporary;
  bool isPlaced = false;
};
} // namespace

void OutputFiles::add(StringRef path, std::string bytes, bool isExecutable) {
  files.push_back({path.str(), std::move(bytes), isExecutable});
}

std::vector<std::string> OutputFiles::paths() const {
  std::vector<std::string> result;
  for (const File &file : files)
    result.push_back(file.path);
  return result;
}

static Error takeBackAll(std::vector<Placement> &placements, Error why) {
  for (Placement &placement : llvm::reverse(placements))
    placement.takeBack();
  return why;
}

Error OutputFiles::commit() {
  std::vector<Placement> placements;
  for (const File &file : files) {
    Expected<Placement> written = Placement::write(file.path, file.bytes, file.isExecutable);
    if (!written)
      return takeBackAll(placements, written.takeError());
    placements.push_back(std::move(*written));
  }
  for (Placement &placement : placements)
    if (Error error = placement.place())
      return takeBackAll(placements, std::move(error));
  for (Placement &placement : placements)
    placement.keep();
  return Error::success();
}

Error artifact::writeFileAtomically(StringRef path, std::string bytes) {
  OutputFiles files;
  files.add(path, std::move(bytes));
  return files.commit();
}

Error artifact::checkReplacesNone(StringRef path, llvm::ArrayRef<std::string> others) {
  for (StringRef other : others)
    if (!path.empty() && path != "-" && (path == other || fs::equivalent(path, other)))
      return llvm::createStringError("expected different files to read and to write, found " + path +
                                     " twice; choose another output");
  return Error::success();
}
