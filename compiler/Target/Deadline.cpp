// See Deadline.h.
#include "compiler/Target/Deadline.h"

#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

using namespace aicc;
using llvm::Error;

namespace {
/// Shared with a thread that may outlive its caller.
struct Outcome {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Error> error;
  bool isAbandoned = false; ///< nobody will look at the error
};
} // namespace

static int lastCode = 0;

/// A device cannot be made to stop, and its driver waits for it when the process ends in the usual way.
static void endProcessAtOnce() {
  llvm::outs().flush();
  llvm::errs().flush();
  std::_Exit(lastCode);
}

std::optional<Error> target::runWithin(double seconds, int exitCode, std::function<Error()> work) {
  if (seconds <= 0)
    return work();
  auto outcome = std::make_shared<Outcome>();
  std::thread([outcome, work = std::move(work)] {
    Error error = work();
    std::lock_guard<std::mutex> guard(outcome->mutex);
    if (outcome->isAbandoned)
      return llvm::consumeError(std::move(error));
    outcome->error.emplace(std::move(error));
    outcome->changed.notify_one();
  }).detach();
  std::unique_lock<std::mutex> guard(outcome->mutex);
  auto isDone = [&] { return outcome->error.has_value(); };
  if (outcome->changed.wait_for(guard, std::chrono::duration<double>(seconds), isDone))
    return std::move(*outcome->error);
  outcome->isAbandoned = true;
  lastCode = exitCode;
  std::atexit(endProcessAtOnce);
  return std::nullopt;
}
