// Selects each kernel's schedule; see SelectSchedules.h.
#include "compiler/Pipeline/SelectSchedules.h"
#include "compiler/Target/CPU/DefaultSchedule.h"

using namespace mlir;
using namespace aicc;

namespace {
class SelectSchedules : public PassWrapper<SelectSchedules, OperationPass<ModuleOp>> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(SelectSchedules)
  explicit SelectSchedules(const PipelineOptions &options) : options(options) {}
  StringRef getArgument() const override { return "select-schedules"; }

  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<schedule::ScheduleDialect>();
  }

  void runOnOperation() override {
    device::attachDevice(getOperation(), options.device);
    auto device = device::fromAttr(options.device, [&] { return getOperation().emitError(); });
    if (failed(device))
      return signalPassFailure();
    for (auto kernel : getOperation().getOps<kernel::KernelOp>()) {
      kernel->setAttr(kernel::kDeviceAttr, StringAttr::get(&getContext(), device->id));
      if (!kernel->hasAttr(kernel::kScheduleAttr))
        kernel->setAttr(kernel::kScheduleAttr, cpu::defaultSchedule(kernel, *device, options.threads));
    }
  }

private:
  PipelineOptions options;
};
} // namespace

std::unique_ptr<Pass> aicc::createSelectSchedules(const PipelineOptions &options) {
  return std::make_unique<SelectSchedules>(options);
}
