// One run of the compiler on behalf of a user: exit codes, messages, and a reproducer where the compiler is at fault.
#ifndef AICC_COMPILER_DRIVER_SESSION_H
#define AICC_COMPILER_DRIVER_SESSION_H

#include "compiler/Driver/Compiler.h"
#include "compiler/Driver/Diagnostics.h"

namespace aicc::driver {
/// Owns a context, its diagnostics and one compilation, and survives what goes wrong with them.
class Session {
public:
  /// `commandLine` and the file `inputPath` go into reproducers. Diagnostics and errors go to standard error.
  Session(std::vector<std::string> commandLine, std::string inputPath, CompileOptions options);
  ~Session();

  /// Runs `work`, reports its error and returns the exit code. A crash in `work` counts as an internal error; the
  /// compilation may not be touched afterwards. An interrupt removes unfinished files and ends the process with
  /// `kInterrupted`. Call it once.
  int run(llvm::function_ref<llvm::Error(Compilation &)> work);

  mlir::MLIRContext &getContext() { return *context; }

  /// What was said, the error of `work` last.
  llvm::ArrayRef<Message> getMessages() const { return messages; }
  /// The folder of the reproducer, or empty.
  llvm::StringRef getReproducer() const { return reproducer; }

private:
  void keepMessages();
  int report(llvm::Error error);
  int reportInternal(std::string message);
  void writeReproducer(llvm::StringRef message);

  std::vector<std::string> commandLine;
  std::string inputPath;
  std::unique_ptr<mlir::MLIRContext> context;
  std::unique_ptr<DiagnosticLog> log;
  std::unique_ptr<Compilation> compilation;
  std::vector<Message> messages;
  std::string reproducer;
};

/// Writes the members that all commands' JSON begins with: `ok`, `exit_code`, `messages` and `reproducer`.
void writeOutcome(llvm::json::OStream &json, const Session &session, int exitCode);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_SESSION_H
