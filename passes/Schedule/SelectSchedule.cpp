// select-schedule: gives every kernel a schedule: the pinned one, else one that a source knows, else the default of its
// device's target. Kernels that read one weight agree on its packed layout.
#include "passes/Schedule/Passes.h"
#include "passes/Schedule/Legality.h"
#include "passes/Schedule/SharedWeights.h"

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
    SmallVector<kernel::KernelOp> kernels = llvm::to_vector(getOperation().getOps<kernel::KernelOp>());
    for (kernel::KernelOp kernel : kernels)
      if (failed(takeGiven(kernel)))
        return signalPassFailure();
    // Whoever comes first chooses the layouts of its weights: schedules that are given, then kernels with much work.
    schedule::SharedWeights weights(getOperation());
    auto rank = [&](kernel::KernelOp kernel) {
      return std::pair(!kernel->hasAttr(kernel::kScheduleAttr), -weights.work(kernel));
    };
    llvm::stable_sort(kernels, [&](auto a, auto b) { return rank(a) < rank(b); });
    for (kernel::KernelOp kernel : kernels)
      if (failed(settle(kernel, weights)))
        return signalPassFailure();
  }

private:
  /// Counts a pinned schedule; asks the source for others.
  LogicalResult takeGiven(kernel::KernelOp kernel) {
    if (kernel->hasAttr(kernel::kScheduleAttr)) {
      ++numPinned;
      return success();
    }
    FailureOr<device::Device> device = deviceOf(kernel);
    if (failed(device))
      return failure();
    return find ? takeFound(kernel, *device) : success();
  }

  FailureOr<device::Device> deviceOf(kernel::KernelOp kernel) {
    auto id = kernel->getAttrOfType<StringAttr>(kernel::kDeviceAttr);
    if (id)
      return device::requireDevice(kernel, id);
    return kernel.emitError() << "names no device; expected the attribute " << kernel::kDeviceAttr
                              << " (run attach-device before)";
  }

  /// Takes the source's schedule, if it has one.
  LogicalResult takeFound(kernel::KernelOp kernel, const device::Device &device) {
    FailureOr<schedule::Selection> found = find(kernel, device, threads);
    if (failed(found))
      return failure();
    if (!found->note.empty() && !found->isQuiet)
      kernel.emitRemark() << "kernel @" << kernel.getSymName() << ": " << found->note;
    if (!found->schedule)
      return success();
    kernel->setAttr(kernel::kScheduleAttr, found->schedule);
    ++numFound;
    return success();
  }

  /// Gives `kernel` a schedule where it has none, and chooses the layouts of its weights.
  LogicalResult settle(kernel::KernelOp kernel, schedule::SharedWeights &weights) {
    auto given = kernel->getAttrOfType<schedule::TreeAttr>(kernel::kScheduleAttr);
    FailureOr<schedule::TreeAttr> settled = given ? given : proposeFor(kernel, weights);
    if (failed(settled))
      return failure();
    kernel->setAttr(kernel::kScheduleAttr, *settled);
    numDefault += !given;
    SmallVector<std::string> twice = weights.disagreements(kernel, *settled);
    if (!twice.empty())
      kernel.emitRemark() << "kernel @" << kernel.getSymName() << ": wants another layout of "
                          << llvm::join(twice, ", ")
                          << " than another kernel that reads the same weight; the weight is packed twice";
    weights.choose(kernel, *settled);
    return success();
  }

  /// The default schedule, or the best one that reads shared weights in the layouts that are chosen already.
  FailureOr<schedule::TreeAttr> proposeFor(kernel::KernelOp kernel, schedule::SharedWeights &weights) {
    FailureOr<device::Device> device = deviceOf(kernel);
    if (failed(device))
      return failure();
    if (!propose)
      return kernel.emitError() << "has no schedule, and this tool knows no target to propose one; pin one in "
                                << kernel::kScheduleAttr;
    FailureOr<schedule::TreeAttr> best = propose(kernel, *device, {});
    if (failed(best) || weights.disagreements(kernel, *best).empty())
      return best;
    FailureOr<schedule::TreeAttr> shared = propose(kernel, *device, weights.chosen(kernel));
    if (failed(shared))
      return failure();
    bool isUsable = weights.disagreements(kernel, *shared).empty() &&
                    !schedule::firstViolation(kernel, *device, *shared);
    numShared += isUsable;
    return isUsable ? shared : best;
  }

  schedule::ProposeSchedule propose;
  schedule::FindSchedule find;
  int64_t threads = 0;
};
} // namespace

std::unique_ptr<Pass> schedule::createSelectSchedule(ProposeSchedule propose, FindSchedule find, int64_t threads) {
  return std::make_unique<SelectSchedule>(std::move(propose), std::move(find), threads);
}
