// One run of the compiler on behalf of a user: exit codes, messages, and a reproducer where the compiler is at fault.
#ifndef AICC_COMPILER_DRIVER_SESSION_H
#define AICC_COMPILER_DRIVER_SESSION_H

#include "compiler/Driver/Compiler.h"
#include "compiler/Driver/Diagnostics.h"

namespace aicc::driver {
/// What the process ends with.
enum ExitCode {
  kDone = 0,           ///< what was asked for has been done
  kWrongInput = 1,     ///< the input or the request is wrong
  kCheckFailed = 2,    ///< a check of numbers failed
  kInternal = 3,       ///< a fault of this compiler; a reproducer has been written
  kNoHardware = 4,     ///< the hardware that this needs is not here
  kInterrupted = 130   ///< by the user
};

/// The check of numbers failed (exit code 2).
class CheckError : public llvm::ErrorInfo<CheckError, llvm::StringError> {
public:
  static char ID;
  explicit CheckError(const llvm::Twine &message) : ErrorInfo(message, llvm::inconvertibleErrorCode()) {}
};

/// The hardware that the request needs is not here (exit code 4).
class HardwareError : public llvm::ErrorInfo<HardwareError, llvm::StringError> {
public:
  static char ID;
  explicit HardwareError(const llvm::Twine &message) : ErrorInfo(message, llvm::inconvertibleErrorCode()) {}
};

/// Makes an interrupt remove unfinished files and end the process with `kInterrupted`.
void installInterruptHandler();

/// Owns a context, its diagnostics and one compilation, and survives what goes wrong with them.
class Session {
public:
  /// `commandLine` goes into reproducers. Diagnostics and errors go to standard error.
  Session(std::vector<std::string> commandLine, CompileOptions options);
  ~Session();

  /// Runs `work`, reports its error and returns the exit code. A crash in `work` counts as an internal error; the
  /// compilation may not be touched afterwards. Call it once.
  int run(llvm::function_ref<llvm::Error(Compilation &)> work);

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
