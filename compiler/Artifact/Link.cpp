// Linking; see Link.h.
#include "compiler/Artifact/Link.h"
#include "compiler/Artifact/TemporaryFile.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Program.h"

using namespace aicc;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

extern "C" const char aicc_embedded_runtime_begin[], aicc_embedded_runtime_end[];

Expected<std::string> artifact::findLinker() {
  StringRef prefix[] = {AICC_LLVM_TOOLS};
  for (StringRef name : {"ld.lld-22", "ld.lld"}) {
    if (auto found = llvm::sys::findProgramByName(name, prefix))
      return *found;
    if (auto found = llvm::sys::findProgramByName(name))
      return *found;
  }
  return llvm::createStringError("no linker: expected ld.lld-22 on PATH; install the package lld-22");
}

Expected<std::string> artifact::linkSharedLibrary(StringRef object, StringRef launcher) {
  Expected<std::string> linker = findLinker();
  if (!linker)
    return linker.takeError();
  auto objectFile = TemporaryFile::create("o", object);
  if (!objectFile)
    return objectFile.takeError();
  auto launcherFile = TemporaryFile::create("a", launcher.empty() ? StringRef("!<arch>\n") : launcher);
  if (!launcherFile)
    return launcherFile.takeError();
  auto archive = TemporaryFile::create(
      "a", StringRef(aicc_embedded_runtime_begin, aicc_embedded_runtime_end - aicc_embedded_runtime_begin));
  if (!archive)
    return archive.takeError();
  auto library = TemporaryFile::create("so", "");
  if (!library)
    return library.takeError();
  // --no-undefined is not given: the C library is the host's, found when the artifact is loaded.
  if (Error error = runProgram(*linker, {"-shared", "-o", library->name(), objectFile->name(), launcherFile->name(),
                                         archive->name(), "--as-needed", "-L/usr/lib/x86_64-linux-gnu",
                                         "-L/lib/x86_64-linux-gnu", "-L/usr/lib64", "-l:libm.so.6", "-l:libc.so.6",
                                         "-z", "noexecstack", "--gc-sections", "--build-id=none"}))
    return llvm::createStringError("linking failed: " + llvm::toString(std::move(error)));
  return library->read();
}
