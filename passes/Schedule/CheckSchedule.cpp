// check-schedule: every schedule of a module against its kernel and its device.
#include "passes/Schedule/Legality.h"
#include "passes/Schedule/Passes.h"

namespace aicc::schedule {
#define GEN_PASS_DEF_CHECKSCHEDULE
#include "passes/Schedule/Passes.h.inc"
} // namespace aicc::schedule

using namespace mlir;
using namespace aicc;

/// Checks the schedule that `kernel` carries.
static LogicalResult checkKernel(kernel::KernelOp kernel, Attribute attr) {
  auto tree = dyn_cast<schedule::TreeAttr>(attr);
  if (!tree)
    return kernel.emitError("expects ") << kernel::kScheduleAttr << " to be a #schedule.tree, found " << attr;
  auto id = kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
  if (!id)
    return kernel.emitError("has a schedule but names no device; expected ")
           << kernel::kDeviceAttr << " with a device's ID";
  FailureOr<device::Device> device = device::requireDevice(kernel, id);
  if (failed(device))
    return failure();
  return schedule::checkSchedule(kernel, *device, tree, [&] { return kernel.emitError(); });
}

namespace {
class CheckSchedule : public schedule::impl::CheckScheduleBase<CheckSchedule> {
public:
  using Base::Base;

  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<kernel::KernelOp>()) {
      Attribute attr = kernel->getAttr(kernel::kScheduleAttr);
      if (!attr)
        continue;
      ++numChecked;
      if (failed(checkKernel(kernel, attr)))
        signalPassFailure();
    }
    markAllAnalysesPreserved();
  }
};
} // namespace
