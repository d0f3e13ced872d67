// Where schedules may come from besides the target's model: whoever knows of a better one answers for a kernel on a device.
// The compiler asks; it does not know who answers (the database of tuning records, in `aicc`).
#ifndef AICC_PASSES_SCHEDULE_SCHEDULESOURCE_H
#define AICC_PASSES_SCHEDULE_SCHEDULESOURCE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include <functional>
#include <string>

namespace aicc::schedule {
/// An answer about one kernel.
struct Selection {
  TreeAttr schedule;            ///< legal and realisable; null: none, the target's default is to be taken
  std::string from = "default"; ///< "record": of exactly this kernel, device and team; "near": of similar ones; "default"
  std::string record;           ///< the id of the record that was taken; empty for none
  double speedup = 0;           ///< over the default, as the record says; 0 for none
  std::string note;             ///< one line for people: what was taken, or why nothing was; empty: there is nothing to say
  bool isQuiet = false;         ///< whether the note is left to manifests and explanations
};

/// Looks for a schedule of `kernel` on `device` for a team of `threads` (0: the device's own). Failure, after a diagnostic,
/// ends the compilation: where the user requires what is not there.
using FindSchedule =
    std::function<mlir::FailureOr<Selection>(kernel::KernelOp kernel, const device::Device &device, int64_t threads)>;
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_SCHEDULESOURCE_H
