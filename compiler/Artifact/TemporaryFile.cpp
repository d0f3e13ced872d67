// See TemporaryFile.h.
#include "compiler/Artifact/TemporaryFile.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace aicc;
using namespace aicc::artifact;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

static Error fileError(StringRef what, StringRef path, std::error_code code) {
  return llvm::createStringError(code, "cannot " + what + " " + path + ": " + code.message());
}

Expected<TemporaryFile> TemporaryFile::create(StringRef suffix, StringRef bytes) {
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

TemporaryFile::~TemporaryFile() {
  if (path.empty())
    return;
  llvm::sys::fs::remove(path);
  llvm::sys::DontRemoveFileOnSignal(path);
}

Expected<std::string> TemporaryFile::read() const {
  auto bytes = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!bytes)
    return fileError("read", path, bytes.getError());
  return (*bytes)->getBuffer().str();
}

Error artifact::runProgram(StringRef program, llvm::ArrayRef<StringRef> arguments) {
  Expected<TemporaryFile> log = TemporaryFile::create("log", "");
  if (!log)
    return log.takeError();
  llvm::SmallVector<StringRef> words = {program};
  words.append(arguments.begin(), arguments.end());
  std::optional<StringRef> redirects[] = {StringRef(""), log->name(), log->name()};
  std::string message;
  int status = llvm::sys::ExecuteAndWait(program, words, std::nullopt, redirects, 0, 0, &message);
  if (status == 0)
    return Error::success();
  Expected<std::string> text = log->read();
  if (!text)
    return text.takeError();
  return llvm::createStringError(llvm::sys::path::filename(program) + " ended with status " + llvm::Twine(status) +
                                 ": " + message + *text);
}
