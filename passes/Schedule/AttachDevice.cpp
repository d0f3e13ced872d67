// attach-device: adds a device to a module and names it in kernels that name none.
#include "passes/Schedule/Passes.h"

#include "mlir/AsmParser/AsmParser.h"

namespace aicc::schedule {
#define GEN_PASS_DEF_ATTACHDEVICE
#include "passes/Schedule/Passes.h.inc"
} // namespace aicc::schedule

using namespace mlir;
using namespace aicc;

void aicc::schedule::attachDeviceTo(ModuleOp module, device::DeviceAttr device) {
  device::attachDevice(module, device);
  for (auto kernel : module.getOps<kernel::KernelOp>())
    if (!kernel->hasAttr(kernel::kDeviceAttr))
      kernel->setAttr(kernel::kDeviceAttr, device.getId());
}

namespace {
class AttachDevice : public schedule::impl::AttachDeviceBase<AttachDevice> {
public:
  using Base::Base;

  void runOnOperation() override {
    auto attr = dyn_cast_if_present<device::DeviceAttr>(parseAttribute(device, &getContext()));
    if (!attr) {
      getOperation().emitError("attach-device expects a #device.device attribute in option device, found '")
          << device << "'";
      return signalPassFailure();
    }
    schedule::attachDeviceTo(getOperation(), attr);
  }
};
} // namespace
