// The kinds of failure that the exit code tells apart. Every other error is a wrong input or a wrong request.
#ifndef AICC_COMPILER_DRIVER_ERRORS_H
#define AICC_COMPILER_DRIVER_ERRORS_H

#include "llvm/Support/Error.h"
#include <string>

namespace aicc::driver {
/// What the process ends with.
enum ExitCode {
  kDone = 0,         ///< what was asked for has been done
  kWrongInput = 1,   ///< the input or the request is wrong
  kCheckFailed = 2,  ///< a check of numbers failed
  kInternal = 3,     ///< a fault of this compiler; a reproducer has been written
  kNoHardware = 4,   ///< the hardware that this needs is not here
  kPartlyRejected = 5, ///< some of the input was rejected, and the rest is done
  kInterrupted = 130   ///< by the user
};

/// An error with the exit code `Code`.
template <ExitCode Code> class CodedError : public llvm::ErrorInfo<CodedError<Code>> {
public:
  static inline char ID = 0;
  explicit CodedError(std::string message) : message(std::move(message)) {}
  void log(llvm::raw_ostream &stream) const override { stream << message; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

private:
  std::string message;
};

using CheckError = CodedError<kCheckFailed>;
using InternalError = CodedError<kInternal>;
using HardwareError = CodedError<kNoHardware>;
using InterruptedError = CodedError<kInterrupted>;

/// The exit code that `error`, which is no success, asks for.
int exitCodeOf(const llvm::Error &error);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_ERRORS_H
