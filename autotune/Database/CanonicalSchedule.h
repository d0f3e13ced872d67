// Schedules under the names that a kernel's print gives: how a record's schedule fits the same kernel in any module.
//
// A module calls dimensions, computations and the order of operands as its importer liked; `aicc-kernel/1` numbers them.
// In canonical form dimension d0 of the print is `d0`, operand a0 is `arg0`, computation c0 is `c0`, and the order of a
// band's loops, which a schedule may leave to the order of the kernel's dimensions, is spelt out.
#ifndef AICC_AUTOTUNE_DATABASE_CANONICALSCHEDULE_H
#define AICC_AUTOTUNE_DATABASE_CANONICALSCHEDULE_H

#include "autotune/Database/Record.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "llvm/Support/Error.h"

namespace aicc::autotune {
/// `tree`, a schedule of `kernel`, in canonical form with its knobs. An error where the kernel has no print, or the
/// schedule names what is not in it.
llvm::Expected<Schedule> canonicalSchedule(kernel::KernelOp kernel, schedule::TreeAttr tree);

/// The schedule of `kernel` whose canonical text is `text`, with the kernel's names. An error where the text is no
/// schedule (strangers may have written it; nothing is printed) or names what the kernel does not have.
llvm::Expected<schedule::TreeAttr> scheduleFor(kernel::KernelOp kernel, llvm::StringRef text);

/// As `scheduleFor`, with the canonical names as they stand.
llvm::Expected<schedule::TreeAttr> parseSchedule(mlir::MLIRContext *context, llvm::StringRef text);

/// The choices of `tree` by name. Fields with their default value are left out, but for `unroll`.
std::map<std::string, std::string> knobsOf(schedule::TreeAttr tree);

/// `threads`, or for 0 the threads of `device`; of a device that is not a processor its units.
int64_t teamOf(const device::Device &device, int64_t threads);

/// The key of `kernel` on `device` with a team of `threads` (0: the device's own).
llvm::Expected<Key> keyOf(kernel::KernelOp kernel, const device::Device &device, int64_t threads);

/// The rates of `device` that are known, by name: "clock_hz", "memory.bandwidth", "vdpbf16ps.flops_per_cycle", …
std::map<std::string, int64_t> ratesOf(const device::Device &device);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_CANONICALSCHEDULE_H
