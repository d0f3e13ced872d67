// See Device.h.
#include "compiler/Target/NVIDIA/Host/Device.h"
#include "compiler/Target/NVIDIA/Host/CudaDevice.h"

using namespace aicc;
using aicc::nvidia::CudaDevice;
using llvm::Error;
using llvm::Expected;

static aicc_cuda_pointer pointerOf(const void *device) { return reinterpret_cast<aicc_cuda_pointer>(device); }

namespace {
class CudaMemory : public target::DeviceMemory {
public:
  explicit CudaMemory(std::unique_ptr<CudaDevice> device) : device(std::move(device)) {}

  Expected<void *> allocate(int64_t bytes) override {
    Expected<aicc_cuda_pointer> block = device->allocate(bytes);
    if (!block)
      return block.takeError();
    return reinterpret_cast<void *>(*block);
  }
  Error write(void *to, const void *host, int64_t bytes) override { return device->write(pointerOf(to), host, bytes); }
  Error read(void *host, const void *from, int64_t bytes) override {
    return device->read(host, pointerOf(from), bytes);
  }
  Expected<double> time(llvm::function_ref<Error(void *stream)> work) override { return device->time(work); }
  bool isEmulated() const override { return device->isEmulated(); }

private:
  std::unique_ptr<CudaDevice> device;
};
} // namespace

Expected<std::unique_ptr<target::DeviceMemory>> nvidia::openDevice() {
  Expected<std::unique_ptr<CudaDevice>> device = CudaDevice::open();
  if (!device)
    return device.takeError();
  if (Error error = (*device)->enter())
    return error;
  return std::make_unique<CudaMemory>(std::move(*device));
}
