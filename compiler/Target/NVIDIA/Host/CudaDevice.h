// The first NVIDIA device through its driver: memory, kernels, and times by the device's own clock.
#ifndef AICC_COMPILER_TARGET_NVIDIA_HOST_CUDADEVICE_H
#define AICC_COMPILER_TARGET_NVIDIA_HOST_CUDADEVICE_H

#include "compiler/Target/NVIDIA/Runtime/CudaDriver.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>

namespace aicc::nvidia {
/// How a kernel is started.
struct CudaLaunch {
  uint32_t blocks = 1, threads = 32;
  llvm::ArrayRef<uint64_t> arguments; ///< every parameter has 64 bits
};

/// Opened once a process. Errors are one sentence with what failed and CUDA's number for it; nothing is ever freed,
/// since that would wait for a device which may hang.
class CudaDevice {
public:
  /// Finds the driver and the device. What is asked of the device first makes its primary context the calling thread's.
  static llvm::Expected<std::unique_ptr<CudaDevice>> open();

  /// Makes the context the calling thread's.
  llvm::Error enter();
  /// An attribute of the device by its number in the driver API; nothing where the driver does not know it.
  std::optional<int64_t> attribute(int32_t number) const;
  std::string name() const;
  /// Whether the driver says of itself that it only imitates a device.
  bool isEmulated() const;
  /// The version of CUDA that the driver has: "12.4".
  std::string version() const;
  /// Bytes of its memory.
  std::optional<int64_t> memoryBytes() const;

  llvm::Expected<aicc_cuda_pointer> allocate(int64_t bytes);
  llvm::Error write(aicc_cuda_pointer to, const void *from, int64_t bytes);
  llvm::Error read(void *to, aicc_cuda_pointer from, int64_t bytes);
  /// Sets `bytes` bytes to `value`.
  llvm::Error fill(aicc_cuda_pointer to, uint8_t value, int64_t bytes);

  /// The kernel `name` of `ptx`, which ends in NUL.
  llvm::Expected<void *> load(const char *ptx, const char *name);
  llvm::Error launch(void *function, const CudaLaunch &launch, void *stream);
  /// Milliseconds between the begin and the end on the device of what `work` enqueues on the stream it is given.
  llvm::Expected<double> time(llvm::function_ref<llvm::Error(void *stream)> work);

private:
  explicit CudaDevice(const aicc_cuda &cuda) : cuda(cuda) {}
  llvm::Error prepareTiming();

  aicc_cuda cuda;
  void *context = nullptr, *stream = nullptr, *begin = nullptr, *end = nullptr;
};
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_HOST_CUDADEVICE_H
