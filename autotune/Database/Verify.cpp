// See Verify.h.
#include "autotune/Database/Verify.h"
#include "autotune/Database/CanonicalSchedule.h"
#include "autotune/Kernel/KernelModule.h"
#include "compiler/Artifact/TextFile.h"
#include "compiler/Driver/Errors.h"
#include "compiler/Driver/TemporaryFolder.h"
#include "dialects/Kernel/IdentityParse.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;

StringRef autotune::stringifyFinding(Finding finding) {
  static constexpr llvm::StringLiteral words[] = {"right", "wrong", "skipped"};
  return words[unsigned(finding)];
}

namespace {
/// One record under test, with its files.
class Verifier {
public:
  Verifier(const Record &record, ArrayRef<std::string> device, const VerifyOptions &options)
      : record(record), device(device), options(options) {}

  Expected<Verification> run();

private:
  Expected<std::optional<Verification>> writeModules();
  Error writeModule(ModuleOp module, StringRef name);
  Expected<Verification> compile();
  Expected<Verification> check(uint64_t seed);
  Expected<Verification> start(std::vector<std::string> arguments, StringRef what);
  Verification judge(int code, StringRef what, StringRef message);

  const Record &record;
  ArrayRef<std::string> device;
  const VerifyOptions &options;
  driver::TemporaryFolder folder;
};
} // namespace

Error Verifier::writeModule(ModuleOp module, StringRef name) {
  return artifact::writeText(folder.file(name), [&](llvm::raw_ostream &os) { os << module; });
}

/// A verdict where the modules cannot be made.
Expected<std::optional<Verification>> Verifier::writeModules() {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Expected<OwningOpRef<ModuleOp>> module = kernel::parseCanonicalKernel(&context, record.key.kernelText);
  if (!module)
    return std::optional(Verification{Finding::Skipped, "its kernel cannot be read: " + llvm::toString(module.takeError())});
  kernel::KernelOp kernel = kernel::onlyKernel(**module);
  for (auto dim : kernel.getDims().getAsRange<kernel::DimAttr>())
    if (dim.isSymbol())
      return std::optional(Verification{Finding::Skipped, "its extents are symbols, for which there is no lowering yet"});
  Expected<schedule::TreeAttr> tree = scheduleFor(kernel, record.schedule.text);
  if (!tree)
    return std::optional(
        Verification{Finding::Skipped, "its schedule cannot be read: " + llvm::toString(tree.takeError())});
  if (Error error = writeModule(*kernelModule(kernel, *tree), "kernel.mlir"))
    return std::move(error);
  if (Error error = writeModule(*meaningOf(kernel), "reference.mlir"))
    return std::move(error);
  return std::nullopt;
}

/// The first error in the file at `path`.
static std::string firstError(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  StringRef text = buffer ? (*buffer)->getBuffer() : StringRef();
  for (StringRef line : llvm::split(text, '\n'))
    if (line.contains("error: "))
      return line.split("error: ").second.take_front(300).str();
  return "";
}

/// How the process ended where no exit code tells.
static std::string endOf(int code, StringRef message, unsigned seconds) {
  constexpr int kSignalled = -2; // as llvm::sys::ExecuteAndWait says
  if (code != kSignalled)
    return "exit code " + std::to_string(code);
  if (message.contains("timed out"))
    return "it ran longer than " + std::to_string(seconds) + " s";
  return ("it was ended by a signal: " + message).str();
}

Verification Verifier::judge(int code, StringRef what, StringRef message) {
  if (code == driver::kDone)
    return {Finding::Right, ""};
  std::string reason = firstError(folder.file("stderr"));
  if (reason.empty())
    reason = endOf(code, message, options.seconds);
  return {code == driver::kCheckFailed ? Finding::Wrong : Finding::Skipped, (what + ": " + reason).str()};
}

/// Runs aicc with `arguments` in a process of its own. Its output goes to files.
Expected<Verification> Verifier::start(std::vector<std::string> arguments, StringRef what) {
  std::vector<StringRef> words = {options.aicc};
  llvm::append_range(words, arguments);
  std::string output = folder.file("stdout"), errors = folder.file("stderr"), message;
  std::optional<StringRef> redirects[] = {StringRef(""), StringRef(output), StringRef(errors)};
  bool isNotStarted = false;
  int code = llvm::sys::ExecuteAndWait(options.aicc, words, std::nullopt, redirects, options.seconds, options.megabytes,
                                       &message, &isNotStarted);
  if (isNotStarted || code == -1)
    return llvm::createStringError("cannot start " + options.aicc + ": " + message);
  return judge(code, what, message);
}

Expected<Verification> Verifier::compile() {
  std::vector<std::string> arguments = {"compile",  folder.file("kernel.mlir"), "-o", folder.file("kernel.so"),
                                        "--prefix", "kernel", "--tuned=off", "--threads", std::to_string(record.key.threads)};
  llvm::append_range(arguments, device);
  return start(arguments, "compiling");
}

Expected<Verification> Verifier::check(uint64_t seed) {
  return start({"run", folder.file("kernel.so"), "--reference", folder.file("reference.mlir"), "--check", "--tuned=off",
                "--seed", std::to_string(seed), "--threads", std::to_string(record.key.threads)},
               "running with seed " + std::to_string(seed));
}

Expected<Verification> Verifier::run() {
  if (Error error = folder.check())
    return std::move(error);
  Expected<std::optional<Verification>> early = writeModules();
  if (!early)
    return early.takeError();
  if (*early)
    return **early;
  Expected<Verification> verification = compile();
  for (uint64_t seed : options.seeds)
    if (verification && verification->finding == Finding::Right)
      verification = check(seed);
  return verification;
}

Expected<Verification> autotune::verifyRecord(const Record &record, ArrayRef<std::string> deviceArguments,
                                              const VerifyOptions &options) {
  return Verifier(record, deviceArguments, options).run();
}

Expected<Verification> autotune::verifyStored(Database &database, const StoredRecord &stored,
                                              ArrayRef<std::string> deviceArguments, const VerifyOptions &options) {
  Expected<Verification> found = verifyRecord(stored.record, deviceArguments, options);
  if (!found || found->finding == Finding::Skipped)
    return found;
  bool isRight = found->finding == Finding::Right;
  if (Error error = isRight ? database.setVerified(stored.id, true) : database.remove(stored.id))
    return std::move(error);
  return found;
}
