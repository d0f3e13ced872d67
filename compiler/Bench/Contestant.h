// A contestant: a process of its own that does one row's work when told to. benchmarks/peers/Protocol.h has the words.
#ifndef AICC_COMPILER_BENCH_CONTESTANT_H
#define AICC_COMPILER_BENCH_CONTESTANT_H

#include "compiler/Bench/Disturbance.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace aicc::bench {
/// How a contestant failed.
class ContestantError : public llvm::ErrorInfo<ContestantError> {
public:
  enum Kind {
    NotStarted, ///< the system refused
    Silent,     ///< no answer within its patience; it is still running and ends with its object
    Ended,      ///< the process ended without an answer
    Answered    ///< it answered something else than expected: as a rule its own error
  };
  static inline char ID = 0;
  ContestantError(Kind kind, int signal, std::string message) : kind(kind), signal(signal), message(std::move(message)) {}
  void log(llvm::raw_ostream &stream) const override { stream << message; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }
  Kind getKind() const { return kind; }
  /// The signal that ended the process; 0 for none.
  int getSignal() const { return signal; }

private:
  Kind kind;
  int signal;
  std::string message;
};

/// How to start one.
struct Launch {
  std::string label;   ///< its name in reports: "aicc", "onednn", "openblas", "onednn_calls"
  std::string program; ///< the path of its program
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment; ///< set; an empty value removes the variable
  int64_t threads = 1; ///< the last so many of the processors that this process may use are its processors
  int64_t patienceMs = 600000; ///< the longest silence before it counts as hung
  int64_t memoryBytes = 0;     ///< the most address space that it may take; 0: no limit
};

/// The program `name` beside the running one; empty where it was not built.
std::string findProgram(llvm::StringRef name);

/// Owns the process: it ends with the object, or with this process, and not by an interrupt of its own.
class Contestant {
public:
  /// Starts the process and waits until it is prepared. Null, with the reason in `refusal`, where it says that it
  /// cannot do this row. Fails where it does not start, ends early, or reports an error.
  static llvm::Expected<std::unique_ptr<Contestant>> start(const Launch &launch, std::string &refusal);
  ~Contestant();
  Contestant(const Contestant &) = delete;
  Contestant &operator=(const Contestant &) = delete;

  /// Milliseconds of each of `calls` calls, after `warmUps` that are not timed. Between two commands the process is
  /// stopped, so that no thread of it spins while others take their turns.
  llvm::Expected<std::vector<double>> run(int64_t warmUps, int64_t calls);
  /// Writes the results of the last call as .npy: the first to `path`, others as peers::pathOfResult says.
  llvm::Error write(llvm::StringRef path);
  /// Sends `line` and returns the answer without its first word `answer`; for words beside `run` and `write`.
  llvm::Expected<std::string> ask(const std::string &line, llvm::StringRef answer);
  /// Sets the longest silence from now on.
  void setPatience(int64_t milliseconds) { patienceMs = milliseconds; }

  const std::string &getLabel() const { return label; }
  /// A watch over the processors that it runs on.
  Watch watch() const { return Watch(processors, process); }
  /// What it says of itself: "onednn 2.6.3".
  const std::string &getVersion() const { return version; }

private:
  explicit Contestant(std::string label) : label(std::move(label)) {}
  llvm::Error spawn(const Launch &launch);
  void send(const std::string &line);
  llvm::Expected<std::string> receive();
  llvm::Error fault(const llvm::Twine &text, ContestantError::Kind kind = ContestantError::Answered,
                    int signal = 0) const;
  llvm::Error ended();

  std::string label, version, pending;
  std::vector<int> processors;
  int64_t patienceMs = 0;
  int process = -1, commands = -1, answers = -1;
};
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_CONTESTANT_H
