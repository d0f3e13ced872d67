// Sessions; see Session.h.
#include "compiler/Driver/Session.h"
#include "compiler/Artifact/TextFile.h"
#include "compiler/Driver/ShellWord.h"

#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "mlir/IR/MLIRContext.h"

#include <csignal>
#include <unistd.h>

using namespace aicc;
using namespace aicc::driver;
using llvm::Error;
using llvm::StringRef;

/// Deeply nested modules recurse in parser, verifier and passes; pages of a stack that are not touched cost nothing.
constexpr unsigned kStackBytes = 256 << 20;

Session::Session(std::vector<std::string> commandLine, std::string inputPath, CompileOptions options)
    : commandLine(std::move(commandLine)), inputPath(std::move(inputPath)) {
  mlir::DialectRegistry registry;
  registerPipelineDialects(registry);
  context = std::make_unique<mlir::MLIRContext>(registry, mlir::MLIRContext::Threading::DISABLED);
  context->printOpOnDiagnostic(false);
  log = std::make_unique<DiagnosticLog>(*context, llvm::errs());
  compilation = std::make_unique<Compilation>(*context, std::move(options));
}

Session::~Session() = default;

/// "a segmentation fault" for what ended `recovery`.
static std::string describeCrash(const llvm::CrashRecoveryContext &recovery) {
  int signal = recovery.RetCode - 128;
  const char *name = signal > 0 ? strsignal(signal) : nullptr;
  return name ? name : "exit code " + std::to_string(recovery.RetCode);
}

int Session::run(llvm::function_ref<Error(Compilation &)> work) {
  // In this order: files that signals remove have handlers of their own, which recovery must come before.
  llvm::sys::SetInterruptFunction([] { _exit(kInterrupted); });
  llvm::CrashRecoveryContext::Enable();
  llvm::CrashRecoveryContext recovery;
  recovery.DumpStackAndCleanupOnFailure = true;
  int code = kDone;
  bool isAlive = recovery.RunSafelyOnThread([&] { code = report(work(*compilation)); }, kStackBytes);
  if (isAlive)
    return code;
  keepMessages();
  code = reportInternal("the compiler crashed while " + compilation->getStep().str() + " (" +
                        describeCrash(recovery) + ")");
  // Destructors would walk over what the crash left behind.
  (void)compilation.release();
  (void)log.release();
  (void)context.release();
  return code;
}

int driver::exitCodeOf(const Error &error) {
  if (error.isA<InternalError>())
    return kInternal;
  if (error.isA<CheckError>())
    return kCheckFailed;
  if (error.isA<InterruptedError>())
    return kInterrupted;
  return error.isA<HardwareError>() ? kNoHardware : kWrongInput;
}

void Session::keepMessages() {
  messages.insert(messages.end(), log->getMessages().begin(), log->getMessages().end());
}

int Session::report(Error error) {
  keepMessages();
  if (!error)
    return kDone;
  int code = exitCodeOf(error);
  std::string message = llvm::toString(std::move(error));
  if (code == kInternal)
    return reportInternal(message);
  llvm::errs() << "error: " << message << "\n";
  messages.push_back({"error", "", message});
  return code;
}

int Session::reportInternal(std::string message) {
  messages.push_back({"error", "", message});
  llvm::errs() << "internal error: " << message << "\n";
  writeReproducer(message);
  if (reproducer.empty())
    llvm::errs() << "no reproducer could be written; please report the command and the module\n";
  else
    llvm::errs() << "please report it with the folder " << reproducer
                 << ", which holds the module, the command and the passes\n";
  return kInternal;
}

static void writeInto(StringRef folder, StringRef name, StringRef bytes) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  // A reproducer is a help: what cannot be written is left out.
  llvm::consumeError(artifact::writeText(path, [&](llvm::raw_ostream &os) { os << bytes; }));
}

void Session::writeReproducer(StringRef message) {
  llvm::SmallString<128> folder;
  if (llvm::sys::fs::createUniqueDirectory("aicc-reproducer", folder))
    return;
  reproducer = std::string(folder);
  StringRef input = compilation->getInput();
  auto file = llvm::MemoryBuffer::getFile(inputPath);
  if (input.empty() && file)
    input = (*file)->getBuffer();
  writeInto(folder, input.starts_with("ML\xefR") ? "input.mlirbc" : "input.mlir", input);
  writeInto(folder, "error.txt", (message + "\n").str());
  writeInto(folder, "pipeline.txt", compilation->describePipeline());
  std::string command = "aicc";
  for (const std::string &word : llvm::ArrayRef(commandLine).drop_front(!commandLine.empty()))
    command += " " + shellQuoted(word);
  writeInto(folder, "command.sh", command + "\n");
  if (auto device = llvm::MemoryBuffer::getFile(compilation->getOptions().deviceFile))
    writeInto(folder, "device.json", (*device)->getBuffer());
}

void driver::writeOutcome(llvm::json::OStream &json, const Session &session, int exitCode) {
  json.attribute("ok", exitCode == kDone);
  json.attribute("exit_code", exitCode);
  json.attributeArray("messages", [&] {
    for (const Message &message : session.getMessages())
      writeMessage(json, message);
  });
  if (!session.getReproducer().empty())
    json.attribute("reproducer", llvm::json::fixUTF8(session.getReproducer()));
}
