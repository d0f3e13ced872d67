// select-schedule: gives every kernel a schedule: the pinned one, else one that a source knows, else the default of its
// device's target.
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
  SelectSchedule(schedule::ProposeSchedule propose, schedule::FindSchedule find, int64_t threads)
      : propose(std::move(propose)), find(std::move(find)), threads(threads) {}

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
    FailureOr<bool> isFound = takeFound(kernel, *device);
    if (failed(isFound) || *isFound)
      return success(succeeded(isFound));
    return takeProposed(kernel, *device);
  }

  /// True where the source had a schedule.
  FailureOr<bool> takeFound(kernel::KernelOp kernel, const device::Device &device) {
    if (!find)
      return false;
    FailureOr<schedule::Selection> found = find(kernel, device, threads);
    if (failed(found))
      return failure();
    if (!found->note.empty() && !found->isQuiet)
      kernel.emitRemark() << "kernel @" << kernel.getSymName() << ": " << found->note;
    if (!found->schedule)
      return false;
    kernel->setAttr(kernel::kScheduleAttr, found->schedule);
    ++numFound;
    return true;
  }

  LogicalResult takeProposed(kernel::KernelOp kernel, const device::Device &device) {
    if (!propose)
      return kernel.emitError() << "has no schedule, and this tool knows no target to propose one; pin one in "
                                << kernel::kScheduleAttr;
    FailureOr<schedule::TreeAttr> proposed = propose(kernel, device);
    if (failed(proposed))
      return failure();
    kernel->setAttr(kernel::kScheduleAttr, *proposed);
    ++numDefault;
    return success();
  }

  schedule::ProposeSchedule propose;
  schedule::FindSchedule find;
  int64_t threads = 0;
};
} // namespace

std::unique_ptr<Pass> schedule::createSelectSchedule(ProposeSchedule propose, FindSchedule find, int64_t threads) {
  return std::make_unique<SelectSchedule>(std::move(propose), std::move(find), threads);
}
