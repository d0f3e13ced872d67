/* See CudaDriver.h. */
#define _GNU_SOURCE 1
#include "CudaDriver.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdbool.h>

/* A function of the driver and where its address goes in the table. */
typedef struct driver_symbol {
  const char *name;
  size_t offset;
  bool optional;
} driver_symbol;

#define REQUIRED(name) {#name, offsetof(aicc_cuda, name), false}
#define OPTIONAL(name) {#name, offsetof(aicc_cuda, name), true}

static const driver_symbol symbols[] = {
    REQUIRED(cuInit),
    REQUIRED(cuDriverGetVersion),
    REQUIRED(cuDeviceGetCount),
    REQUIRED(cuDeviceGet),
    REQUIRED(cuDeviceGetName),
    REQUIRED(cuDeviceGetAttribute),
    REQUIRED(cuDevicePrimaryCtxRetain),
    REQUIRED(cuCtxGetCurrent),
    REQUIRED(cuCtxSetCurrent),
    REQUIRED(cuCtxGetDevice),
    REQUIRED(cuModuleLoadDataEx),
    REQUIRED(cuModuleUnload),
    REQUIRED(cuModuleGetFunction),
    REQUIRED(cuFuncSetAttribute),
    REQUIRED(cuLaunchKernel),
    REQUIRED(cuMemAlloc_v2),
    REQUIRED(cuMemFree_v2),
    REQUIRED(cuMemcpyHtoD_v2),
    REQUIRED(cuMemcpyDtoH_v2),
    REQUIRED(cuMemcpyDtoDAsync_v2),
    REQUIRED(cuMemsetD8Async),
    REQUIRED(cuStreamSynchronize),
    OPTIONAL(cuStreamGetCtx),
    OPTIONAL(cuMemAllocAsync),
    OPTIONAL(cuMemFreeAsync),
    OPTIONAL(cuDeviceTotalMem_v2),
    OPTIONAL(cuStreamCreate),
    OPTIONAL(cuEventCreate),
    OPTIONAL(cuEventRecord),
    OPTIONAL(cuEventSynchronize),
    OPTIONAL(cuEventElapsedTime),
};

static int32_t load_driver(aicc_cuda *cuda) {
  /* Never closed: it starts threads, and other artifacts use it. */
  void *handle = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle)
    return AICC_NO_DEVICE;
  for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; ++i) {
    void *address = dlsym(handle, symbols[i].name);
    if (!address && !symbols[i].optional)
      return AICC_UNSUPPORTED_DRIVER;
    memcpy((char *)cuda + symbols[i].offset, &address, sizeof address);
  }
  aicc_cuda_result result = cuda->cuInit(0);
  int32_t count = 0;
  if (result == 0)
    result = cuda->cuDeviceGetCount(&count);
  if (result != 0)
    return aicc_cuda_status(result);
  return count > 0 ? AICC_OK : AICC_NO_DEVICE;
}

/* Threads that arrive before the first answer is published look for themselves, with the same result. Nobody waits: a
 * wait here against the loader's own lock could not end. A failure is not remembered: a device may appear. */
int32_t aicc_cuda_open(aicc_cuda *cuda) {
  enum { UNKNOWN, PUBLISHING, KNOWN };
  static atomic_int state = UNKNOWN;
  static aicc_cuda published;
  if (atomic_load_explicit(&state, memory_order_acquire) == KNOWN) {
    *cuda = published;
    return AICC_OK;
  }
  int32_t status = load_driver(cuda);
  int expected = UNKNOWN;
  if (status == AICC_OK && atomic_compare_exchange_strong(&state, &expected, PUBLISHING)) {
    published = *cuda;
    atomic_store_explicit(&state, KNOWN, memory_order_release);
  }
  return status;
}

/* Numbers of CUresult, in the driver API's order. */
int32_t aicc_cuda_status(aicc_cuda_result result) {
  switch (result) {
  case 0:
    return AICC_OK;
  case 2: /* OUT_OF_MEMORY */
    return AICC_OUT_OF_MEMORY;
  case 201: /* INVALID_CONTEXT */
  case 400: /* INVALID_HANDLE: the stream */
  case 709: /* CONTEXT_IS_DESTROYED */
    return AICC_INVALID_ARGUMENT;
  case 3:   /* NOT_INITIALIZED */
  case 4:   /* DEINITIALIZED */
  case 34:  /* STUB_LIBRARY */
  case 46:  /* DEVICE_UNAVAILABLE */
  case 100: /* NO_DEVICE */
  case 101: /* INVALID_DEVICE */
    return AICC_NO_DEVICE;
  case 221: /* JIT_COMPILER_NOT_FOUND */
  case 222: /* UNSUPPORTED_PTX_VERSION */
  case 500: /* NOT_FOUND: a function of a newer driver */
  case 803: /* SYSTEM_DRIVER_MISMATCH */
  case 804: /* COMPAT_NOT_SUPPORTED_ON_DEVICE */
    return AICC_UNSUPPORTED_DRIVER;
  case 209: /* NO_BINARY_FOR_GPU */
  case 701: /* LAUNCH_OUT_OF_RESOURCES */
    return AICC_UNSUPPORTED_PROCESSOR;
  case 214: /* ECC_UNCORRECTABLE */
  case 700: /* ILLEGAL_ADDRESS */
  case 702: /* LAUNCH_TIMEOUT */
  case 710: /* ASSERT */
  case 714: /* HARDWARE_STACK_ERROR */
  case 715: /* ILLEGAL_INSTRUCTION */
  case 716: /* MISALIGNED_ADDRESS */
  case 717: /* INVALID_ADDRESS_SPACE */
  case 718: /* INVALID_PC */
  case 719: /* LAUNCH_FAILED */
    return AICC_DEVICE_FAULT;
  default:
    return AICC_INTERNAL;
  }
}
