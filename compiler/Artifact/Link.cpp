// Linking and atomic writing; see Link.h.
#include "compiler/Artifact/Link.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
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

Error artifact::writeFileAtomically(StringRef path, StringRef bytes) {
  if (Error error = llvm::writeToOutput(path, [&](llvm::raw_ostream &stream) {
        stream << bytes;
        return Error::success();
      }))
    return llvm::createStringError("cannot write " + path + ": " + llvm::toString(std::move(error)) +
                                   "; choose a directory that exists and may be written");
  return Error::success();
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

static Expected<SmallString<128>> temporary(StringRef suffix, StringRef bytes) {
  SmallString<128> path;
  int descriptor;
  if (std::error_code code = llvm::sys::fs::createTemporaryFile("aicc", suffix, descriptor, path))
    return fileError("create a temporary file for", suffix, code);
  llvm::raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
  stream << bytes;
  stream.close();
  if (stream.has_error()) {
    stream.clear_error();
    llvm::sys::fs::remove(path);
    return fileError("write", path, stream.error());
  }
  return path;
}

/// Runs the linker; its messages become the error's text.
static Error runLinker(StringRef linker, llvm::ArrayRef<StringRef> arguments) {
  SmallString<128> log;
  if (std::error_code code = llvm::sys::fs::createTemporaryFile("aicc-link", "log", log))
    return fileError("create", "a log file", code);
  llvm::FileRemover removeLog(log);
  std::optional<StringRef> redirects[] = {StringRef(""), StringRef(log), StringRef(log)};
  std::string message;
  int status = llvm::sys::ExecuteAndWait(linker, arguments, std::nullopt, redirects, 0, 0, &message);
  if (status == 0)
    return Error::success();
  auto text = llvm::MemoryBuffer::getFile(log);
  return llvm::createStringError("linking failed with status " + llvm::Twine(status) + ": " + message +
                                 (text ? (*text)->getBuffer() : StringRef()));
}

Error artifact::linkSharedLibrary(StringRef object, StringRef path) {
  Expected<std::string> linker = findLinker();
  if (!linker)
    return linker.takeError();
  auto objectFile = temporary("o", object);
  if (!objectFile)
    return objectFile.takeError();
  llvm::FileRemover removeObject(*objectFile);
  auto archive = temporary("a", StringRef(aicc_embedded_runtime_begin,
                                          aicc_embedded_runtime_end - aicc_embedded_runtime_begin));
  if (!archive)
    return archive.takeError();
  llvm::FileRemover removeArchive(*archive);
  std::string partial = (path + ".partial").str();
  llvm::FileRemover removePartial(partial);
  // --no-undefined is not given: the C library is the host's, found when the artifact is loaded.
  if (Error error = runLinker(*linker, {*linker, "-shared", "-o", partial, *objectFile, *archive, "--as-needed",
                                        "-L/usr/lib/x86_64-linux-gnu", "-L/lib/x86_64-linux-gnu", "-L/usr/lib64",
                                        "-l:libm.so.6", "-l:libc.so.6", "-z", "noexecstack", "--gc-sections",
                                        "--build-id=none"}))
    return error;
  if (std::error_code code = llvm::sys::fs::rename(partial, path))
    return fileError("write", path, code);
  return Error::success();
}
