// Work on a device that may never end, given up after a while.
#ifndef AICC_COMPILER_TARGET_DEADLINE_H
#define AICC_COMPILER_TARGET_DEADLINE_H

#include "llvm/Support/Error.h"
#include <functional>
#include <optional>

namespace aicc::target {
/// Runs `work` on a thread of its own and returns what it returns, or nothing after `seconds` (0: waits for ever, on
/// the caller's thread). Then the thread goes on, so what `work` refers to must live on: the caller is to report and to
/// end the process, which from then on ends at once with `exitCode`, since a driver would wait for its device.
std::optional<llvm::Error> runWithin(double seconds, int exitCode, std::function<llvm::Error()> work);
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_DEADLINE_H
