/* The CUDA driver as artifacts use it: a table of its functions, found in libcuda.so.1 at first use. Nothing is linked
 * and no header of CUDA is needed; types, numbers and names are those that NVIDIA documents as the stable ABI of the
 * driver API. Plain C11; the compiler uses the same table to reach device memory. */
#ifndef AICC_TARGET_NVIDIA_RUNTIME_CUDADRIVER_H
#define AICC_TARGET_NVIDIA_RUNTIME_CUDADRIVER_H

#include "aicc_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

#define AICC_CUDA_HIDDEN __attribute__((visibility("hidden")))

/** CUresult; 0 is success. */
typedef int32_t aicc_cuda_result;
/** CUdevice, an ordinal. */
typedef int32_t aicc_cuda_device;
/** CUdeviceptr. */
typedef uint64_t aicc_cuda_pointer;

/** Attributes of devices and functions by their numbers in the driver API. */
enum {
  AICC_CUDA_MULTIPROCESSORS = 16,
  AICC_CUDA_L2_BYTES = 38,
  AICC_CUDA_UNIT_THREADS = 39,       /**< most threads that live on a multiprocessor */
  AICC_CUDA_MAJOR = 75,
  AICC_CUDA_MINOR = 76,
  AICC_CUDA_SHARED_UNIT = 81,        /**< shared memory of a multiprocessor in bytes */
  AICC_CUDA_UNIT_REGISTERS = 82,     /**< of 32 bits, of a multiprocessor */
  AICC_CUDA_SHARED_OPTIN = 97,       /**< most shared memory of a block in bytes, after opting in */
  AICC_CUDA_POOLS = 115,             /**< whether memory can be taken in the order of a stream */
  AICC_CUDA_FUNCTION_SHARED = 8      /**< of functions: most dynamic shared memory in bytes */
};

/** Functions of the driver. Optional ones are NULL where the driver is too old for them. */
typedef struct aicc_cuda {
  aicc_cuda_result (*cuInit)(uint32_t flags);
  aicc_cuda_result (*cuDriverGetVersion)(int32_t *version);
  aicc_cuda_result (*cuDeviceGetCount)(int32_t *count);
  aicc_cuda_result (*cuDeviceGet)(aicc_cuda_device *device, int32_t ordinal);
  aicc_cuda_result (*cuDeviceGetName)(char *name, int32_t length, aicc_cuda_device device);
  aicc_cuda_result (*cuDeviceGetAttribute)(int32_t *value, int32_t attribute, aicc_cuda_device device);
  aicc_cuda_result (*cuDevicePrimaryCtxRetain)(void **context, aicc_cuda_device device);
  aicc_cuda_result (*cuCtxGetCurrent)(void **context);
  aicc_cuda_result (*cuCtxSetCurrent)(void *context);
  aicc_cuda_result (*cuCtxGetDevice)(aicc_cuda_device *device);
  aicc_cuda_result (*cuModuleLoadDataEx)(void **module, const void *image, uint32_t count, int32_t *options,
                                         void **values);
  aicc_cuda_result (*cuModuleUnload)(void *module);
  aicc_cuda_result (*cuModuleGetFunction)(void **function, void *module, const char *name);
  aicc_cuda_result (*cuFuncSetAttribute)(void *function, int32_t attribute, int32_t value);
  aicc_cuda_result (*cuLaunchKernel)(void *function, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
                                     uint32_t block_x, uint32_t block_y, uint32_t block_z, uint32_t shared_bytes,
                                     void *stream, void **parameters, void **extra);
  aicc_cuda_result (*cuMemAlloc_v2)(aicc_cuda_pointer *pointer, size_t bytes);
  aicc_cuda_result (*cuMemFree_v2)(aicc_cuda_pointer pointer);
  aicc_cuda_result (*cuMemcpyHtoD_v2)(aicc_cuda_pointer to, const void *from, size_t bytes);
  aicc_cuda_result (*cuMemcpyDtoH_v2)(void *to, aicc_cuda_pointer from, size_t bytes);
  aicc_cuda_result (*cuMemcpyDtoDAsync_v2)(aicc_cuda_pointer to, aicc_cuda_pointer from, size_t bytes, void *stream);
  aicc_cuda_result (*cuMemsetD8Async)(aicc_cuda_pointer to, uint8_t value, size_t bytes, void *stream);
  aicc_cuda_result (*cuStreamSynchronize)(void *stream);
  /* Optional. */
  aicc_cuda_result (*cuStreamGetCtx)(void *stream, void **context);
  aicc_cuda_result (*cuMemAllocAsync)(aicc_cuda_pointer *pointer, size_t bytes, void *stream);
  aicc_cuda_result (*cuMemFreeAsync)(aicc_cuda_pointer pointer, void *stream);
  aicc_cuda_result (*cuDeviceTotalMem_v2)(size_t *bytes, aicc_cuda_device device);
  aicc_cuda_result (*cuStreamCreate)(void **stream, uint32_t flags);
  aicc_cuda_result (*cuEventCreate)(void **event, uint32_t flags);
  aicc_cuda_result (*cuEventRecord)(void *event, void *stream);
  aicc_cuda_result (*cuEventSynchronize)(void *event);
  aicc_cuda_result (*cuEventElapsedTime)(float *milliseconds, void *begin, void *end);
} aicc_cuda;

/** Finds and initialises the driver and copies its functions to *cuda. AICC_OK, AICC_NO_DEVICE (no libcuda.so.1, or no
 * device that it drives), or AICC_UNSUPPORTED_DRIVER (it lacks functions, or does not fit the system). Thread-safe. */
AICC_CUDA_HIDDEN int32_t aicc_cuda_open(aicc_cuda *cuda);

/** The status that tells a caller what the driver's `result` means. */
AICC_CUDA_HIDDEN int32_t aicc_cuda_status(aicc_cuda_result result);

#ifdef __cplusplus
}
#endif

#endif /* AICC_TARGET_NVIDIA_RUNTIME_CUDADRIVER_H */
