// Linking; see Link.h.
#include "compiler/Artifact/Link.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace aicc;
using llvm::Error;
using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;

extern "C" const char aicc_embedded_runtime_begin[], aicc_embedded_runtime_end[];

static Error fileError(StringRef what, StringRef path, std::error_code code) {
  return llvm::createStringError(code, "cannot " + what + " " + path + ": " + code.message());
}

static Expected<std::string> findLinker() {
  StringRef prefix[] = {AICC_LLVM_TOOLS};
  for (StringRef name : {"ld.lld-22", "ld.lld"}) {
    if (auto found = llvm::sys::findProgramByName(name, prefix))
      return *found;
    if (auto found = llvm::sys::findProgramByName(name))
      return *found;
  }
  return llvm::createStringError("no linker: expected ld.lld-22 on PATH; install the package lld-22");
}

namespace {
/// A file in the directory of temporary files; removed at the end, also by signals.
class TemporaryFile {
public:
  static Expected<TemporaryFile> create(StringRef suffix, StringRef bytes) {
    TemporaryFile file;
    int descriptor;
    if (std::error_code code = llvm::sys::fs::createTemporaryFile("aicc", suffix, descriptor, file.path))
      return fileError("create a temporary file for", suffix, code);
    llvm::sys::RemoveFileOnSignal(file.path);
    llvm::raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
    stream << bytes;
    stream.close();
    if (std::error_code code = stream.error()) {
      stream.clear_error();
      return fileError("write", file.path, code);
    }
    return file;
  }

  TemporaryFile(TemporaryFile &&other) : path(std::exchange(other.path, SmallString<128>())) {}
  ~TemporaryFile() {
    if (path.empty())
      return;
    llvm::sys::fs::remove(path);
    llvm::sys::DontRemoveFileOnSignal(path);
  }

  StringRef name() const { return path; }

private:
  TemporaryFile() = default;
  SmallString<128> path;
};
} // namespace

/// Runs the linker; its messages become the error's text.
static Error runLinker(StringRef linker, llvm::ArrayRef<StringRef> arguments) {
  Expected<TemporaryFile> log = TemporaryFile::create("log", "");
  if (!log)
    return log.takeError();
  std::optional<StringRef> redirects[] = {StringRef(""), log->name(), log->name()};
  std::string message;
  int status = llvm::sys::ExecuteAndWait(linker, arguments, std::nullopt, redirects, 0, 0, &message);
  if (status == 0)
    return Error::success();
  auto text = llvm::MemoryBuffer::getFile(log->name());
  return llvm::createStringError("linking failed with status " + llvm::Twine(status) + ": " + message +
                                 (text ? (*text)->getBuffer() : StringRef()));
}

Expected<std::string> artifact::linkSharedLibrary(StringRef object) {
  Expected<std::string> linker = findLinker();
  if (!linker)
    return linker.takeError();
  auto objectFile = TemporaryFile::create("o", object);
  if (!objectFile)
    return objectFile.takeError();
  auto archive = TemporaryFile::create(
      "a", StringRef(aicc_embedded_runtime_begin, aicc_embedded_runtime_end - aicc_embedded_runtime_begin));
  if (!archive)
    return archive.takeError();
  auto library = TemporaryFile::create("so", "");
  if (!library)
    return library.takeError();
  // --no-undefined is not given: the C library is the host's, found when the artifact is loaded.
  if (Error error = runLinker(*linker, {*linker, "-shared", "-o", library->name(), objectFile->name(), archive->name(),
                                        "--as-needed", "-L/usr/lib/x86_64-linux-gnu",
                                        "-L/lib/x86_64-linux-gnu", "-L/usr/lib64", "-l:libm.so.6", "-l:libc.so.6", "-z", "noexecstack", "--gc-sections",
                                        "--build-id=none"}))
    return error;
  auto bytes = llvm::MemoryBuffer::getFile(library->name(), /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!bytes)
    return fileError("read", library->name(), bytes.getError());
  return (*bytes)->getBuffer().str();
}
