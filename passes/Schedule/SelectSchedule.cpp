// select-schedule: gives every kernel a schedule: the pinned one, else the default of its device's target.
#include "passes/Schedule/Passes.h"

#include "dialects/Kernel/Kernel.h"
#include "mlir/IR/BuiltinOps.h"

namespace aicc::schedule {
#define GEN_PASS_DEF_SELECTSCHEDULE
#include "passes/Schedule/Passes.h.inc"
} // namespace aicc::schedule

using namespace mlir;
using namespace aicc;

namespace {
class SelectSchedule : public schedule::impl::SelectScheduleBase<SelectSchedule> {
public:
  using Base::Base;
  explicit SelectSchedule(schedule::ProposeSchedule propose) : propose(std::move(propose)) {}

  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<kernel::KernelOp>())
      if (failed(select(kernel)))
        return signalPassFailure();
  }

private:
  LogicalResult select(kernel::KernelOp kernel) {
    if (kernel->hasAttr(kernel::kScheduleAttr)) {
      ++numPinned;
      return success();
    }
    auto id = kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
    if (!id)
      return kernel.emitError() << "names no device; expected the attribute " << kernel::kDeviceAttr
                                << " (run attach-device before)";
    FailureOr<device::Device> device = device::requireDevice(kernel, id);
    if (failed(device))
      return failure();
    if (!propose)
      return kernel.emitError() << "has no schedule, and this tool knows no target to propose one; pin one in "
                                << kernel::kScheduleAttr;
    FailureOr<schedule::TreeAttr> proposed = propose(kernel, *device);
    if (failed(proposed))
      return failure();
    kernel->setAttr(kernel::kScheduleAttr, *proposed);
    ++numDefault;
    return success();
  }

  schedule::ProposeSchedule propose;
};
} // namespace

std::unique_ptr<Pass> schedule::createSelectSchedule(ProposeSchedule propose) {
  return std::make_unique<SelectSchedule>(std::move(propose));
}
