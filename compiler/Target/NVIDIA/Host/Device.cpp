// See Device.h.
#include "compiler/Target/NVIDIA/Host/Device.h"
#include "compiler/Target/NVIDIA/Runtime/CudaDriver.h"

using namespace aicc;
using llvm::Error;
using llvm::Expected;

static Error errorOf(const char *what, aicc_cuda_result result) {
  if (result == 0)
    return Error::success();
  return llvm::createStringError(llvm::Twine(what) + " on the NVIDIA device failed with CUDA's error " +
                                 llvm::Twine(result) + ": " +
                                 aicc_status_string(aicc_status(aicc_cuda_status(result))));
}

namespace {
class CudaMemory : public target::DeviceMemory {
public:
  explicit CudaMemory(const aicc_cuda &cuda) : cuda(cuda) {}

  Error enter() {
    aicc_cuda_device device = 0;
    void *context = nullptr;
    aicc_cuda_result result = cuda.cuDeviceGet(&device, 0);
    if (result == 0)
      result = cuda.cuDevicePrimaryCtxRetain(&context, device);
    if (result == 0)
      result = cuda.cuCtxSetCurrent(context);
    return errorOf("opening a context", result);
  }

  Expected<void *> allocate(int64_t bytes) override {
    aicc_cuda_pointer block = 0;
    if (Error error = errorOf("taking memory", cuda.cuMemAlloc_v2(&block, std::max<int64_t>(bytes, 1))))
      return error;
    return reinterpret_cast<void *>(block);
  }

  Error write(void *device, const void *host, int64_t bytes) override {
    return errorOf("writing memory", cuda.cuMemcpyHtoD_v2(reinterpret_cast<aicc_cuda_pointer>(device), host, bytes));
  }

  Error read(void *host, const void *device, int64_t bytes) override {
    return errorOf("reading memory", cuda.cuMemcpyDtoH_v2(host, reinterpret_cast<aicc_cuda_pointer>(device), bytes));
  }

private:
  aicc_cuda cuda;
};
} // namespace

Expected<std::unique_ptr<target::DeviceMemory>> nvidia::openDevice() {
  aicc_cuda cuda;
  int32_t status = aicc_cuda_open(&cuda);
  if (status == AICC_NO_DEVICE)
    return llvm::createStringError(
        "no NVIDIA device is here: the driver's libcuda.so.1 was not found, or it finds none");
  if (status != AICC_OK)
    return llvm::createStringError(llvm::Twine("the NVIDIA driver cannot be used: ") +
                                   aicc_status_string(aicc_status(status)));
  auto memory = std::make_unique<CudaMemory>(cuda);
  if (Error error = memory->enter())
    return error;
  return memory;
}
