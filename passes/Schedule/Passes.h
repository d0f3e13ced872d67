// VERBS between kernels and schedules. Each pass states in Passes.td what holds after it.
#ifndef AICC_PASSES_SCHEDULE_PASSES_H
#define AICC_PASSES_SCHEDULE_PASSES_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "passes/Schedule/PackedOperands.h"
#include "passes/Schedule/ScheduleSource.h"
#include "mlir/Pass/Pass.h"

namespace aicc::schedule {
/// Adds `device` to `module`, and names it in the module's kernels that name no device.
void attachDeviceTo(mlir::ModuleOp module, device::DeviceAttr device);

/// Proposes a schedule for a kernel on a device; what a target's default is. Prepacked operands in `fixed` have the
/// layouts given there where the target can use them.
using ProposeSchedule = std::function<llvm::FailureOr<TreeAttr>(
    kernel::KernelOp kernel, const device::Device &device, const FixedLayouts &fixed)>;

/// `select-schedule` for kernels whose schedule is not pinned: `find` is asked first, unless it is empty, and says what it
/// did in a remark; `propose` for what it does not find. `threads` is the team, 0 the device's own.
std::unique_ptr<mlir::Pass> createSelectSchedule(ProposeSchedule propose, FindSchedule find = {}, int64_t threads = 0);

#define GEN_PASS_DECL
#include "passes/Schedule/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "passes/Schedule/Passes.h.inc"
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_PASSES_H
