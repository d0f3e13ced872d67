// load-device: attaches shipped devices, or devices from files, to a module.
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Passes.h"
#include "passes/Schedule/Passes.h"

namespace aicc::device {
#define GEN_PASS_DEF_LOADDEVICE
#include "compiler/Device/Passes.h.inc"
} // namespace aicc::device

using namespace mlir;
using namespace aicc;

namespace {
class LoadDevice : public device::impl::LoadDeviceBase<LoadDevice> {
public:
  using Base::Base;

  void runOnOperation() override {
    for (const std::string &id : ids) {
      llvm::Expected<device::DeviceAttr> attr = device::readDevice(&getContext(), id);
      if (!attr) {
        getOperation().emitError() << llvm::toString(attr.takeError());
        return signalPassFailure();
      }
      schedule::attachDeviceTo(getOperation(), *attr);
    }
  }
};
} // namespace
