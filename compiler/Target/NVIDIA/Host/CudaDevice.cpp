// See CudaDevice.h.
#include "compiler/Target/NVIDIA/Host/CudaDevice.h"
#include "compiler/Target/Execution.h"

#include "llvm/ADT/SmallVector.h"
#include <dlfcn.h>

using namespace aicc;
using namespace aicc::nvidia;
using llvm::Error;
using llvm::Expected;

static Error errorOf(const char *what, aicc_cuda_result result) {
  if (result == 0)
    return Error::success();
  int32_t status = aicc_cuda_status(result);
  return llvm::make_error<target::DeviceError>(
      /*isFault=*/status == AICC_DEVICE_FAULT || status == AICC_INTERNAL,
      std::string(what) + " on the NVIDIA device failed with CUDA's error " + std::to_string(result) + ": " +
          aicc_status_string(aicc_status(status)));
}

static Error lacking(std::string message) {
  return llvm::make_error<target::DeviceError>(/*isFault=*/false, std::move(message));
}

Expected<std::unique_ptr<CudaDevice>> CudaDevice::open() {
  aicc_cuda cuda;
  int32_t status = aicc_cuda_open(&cuda);
  if (status == AICC_NO_DEVICE)
    return lacking("no NVIDIA device is here: the driver's libcuda.so.1 was not found, or it finds none");
  if (status != AICC_OK)
    return lacking(std::string("the NVIDIA driver cannot be used: ") + aicc_status_string(aicc_status(status)));
  return std::unique_ptr<CudaDevice>(new CudaDevice(cuda));
}

Error CudaDevice::enter() {
  aicc_cuda_device device = 0;
  aicc_cuda_result result = 0;
  if (!context) {
    result = cuda.cuDeviceGet(&device, 0);
    if (result == 0)
      result = cuda.cuDevicePrimaryCtxRetain(&context, device);
  }
  if (result == 0)
    result = cuda.cuCtxSetCurrent(context);
  return errorOf("opening a context", result);
}

//===-- What it is ----------------------------------------------------------------------------------------------===//

std::optional<int64_t> CudaDevice::attribute(int32_t number) const {
  aicc_cuda_device device = 0;
  int32_t value = 0;
  if (cuda.cuDeviceGet(&device, 0) != 0 || cuda.cuDeviceGetAttribute(&value, number, device) != 0 || value < 1)
    return std::nullopt;
  return value;
}

std::string CudaDevice::name() const {
  aicc_cuda_device device = 0;
  char text[128] = "";
  if (cuda.cuDeviceGet(&device, 0) != 0 || cuda.cuDeviceGetName(text, sizeof text - 1, device) != 0)
    return "an NVIDIA device";
  return text;
}

bool CudaDevice::isEmulated() const {
  void *driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_NOLOAD);
  return driver && dlsym(driver, "aicc_device_is_emulated");
}

std::string CudaDevice::version() const {
  int32_t number = 0;
  (void)cuda.cuDriverGetVersion(&number);
  return std::to_string(number / 1000) + "." + std::to_string(number % 1000 / 10);
}

std::optional<int64_t> CudaDevice::memoryBytes() const {
  aicc_cuda_device device = 0;
  size_t bytes = 0;
  if (!cuda.cuDeviceTotalMem_v2 || cuda.cuDeviceGet(&device, 0) != 0 || cuda.cuDeviceTotalMem_v2(&bytes, device) != 0)
    return std::nullopt;
  return bytes;
}

//===-- Memory --------------------------------------------------------------------------------------------------===//

Expected<aicc_cuda_pointer> CudaDevice::allocate(int64_t bytes) {
  aicc_cuda_pointer block = 0;
  if (Error error = errorOf("taking memory", cuda.cuMemAlloc_v2(&block, std::max<int64_t>(bytes, 1))))
    return error;
  return block;
}

Error CudaDevice::write(aicc_cuda_pointer to, const void *from, int64_t bytes) {
  return errorOf("writing memory", cuda.cuMemcpyHtoD_v2(to, from, bytes));
}

Error CudaDevice::read(void *to, aicc_cuda_pointer from, int64_t bytes) {
  return errorOf("reading memory", cuda.cuMemcpyDtoH_v2(to, from, bytes));
}

Error CudaDevice::fill(aicc_cuda_pointer to, uint8_t value, int64_t bytes) {
  return errorOf("filling memory", cuda.cuMemsetD8Async(to, value, bytes, nullptr));
}

//===-- Kernels and times ---------------------------------------------------------------------------------------===//

Expected<void *> CudaDevice::load(const char *ptx, const char *name) {
  void *module = nullptr, *function = nullptr;
  if (Error error = errorOf("loading code", cuda.cuModuleLoadDataEx(&module, ptx, 0, nullptr, nullptr)))
    return error;
  if (Error error = errorOf("finding a kernel", cuda.cuModuleGetFunction(&function, module, name)))
    return error;
  return function;
}

Error CudaDevice::launch(void *function, const CudaLaunch &launch, void *stream) {
  llvm::SmallVector<uint64_t> values(launch.arguments.begin(), launch.arguments.end());
  llvm::SmallVector<void *> pointers;
  for (uint64_t &value : values)
    pointers.push_back(&value);
  return errorOf("starting a kernel", cuda.cuLaunchKernel(function, launch.blocks, 1, 1, launch.threads, 1, 1, 0,
                                                          stream, pointers.data(), nullptr));
}

/// A stream that waits for the default one, and is waited for by it: copies are in its order.
Error CudaDevice::prepareTiming() {
  constexpr const char *kWhat = "preparing to time";
  if (!cuda.cuStreamCreate || !cuda.cuEventCreate || !cuda.cuEventRecord || !cuda.cuEventSynchronize ||
      !cuda.cuEventElapsedTime)
    return lacking("the NVIDIA driver cannot be used: it has no events to time by");
  if (end)
    return Error::success();
  aicc_cuda_result result = cuda.cuStreamCreate(&stream, 0);
  if (result == 0)
    result = cuda.cuEventCreate(&begin, 0);
  if (result == 0)
    result = cuda.cuEventCreate(&end, 0);
  return errorOf(kWhat, result);
}

Expected<double> CudaDevice::time(llvm::function_ref<Error(void *stream)> work) {
  if (Error error = prepareTiming())
    return error;
  if (Error error = errorOf("timing", cuda.cuEventRecord(begin, stream)))
    return error;
  if (Error error = work(stream))
    return error;
  float milliseconds = 0;
  aicc_cuda_result result = cuda.cuEventRecord(end, stream);
  if (result == 0)
    result = cuda.cuEventSynchronize(end);
  if (result == 0)
    result = cuda.cuEventElapsedTime(&milliseconds, begin, end);
  if (Error error = errorOf("timing", result))
    return error;
  return milliseconds;
}
