/* The device's code in CUDA contexts: loaded once in each, under a lock, and kept as long as the library. */
#define _GNU_SOURCE 1
#include "Launcher.h"

#include <pthread.h>
#include <stdlib.h>

struct aicc_cuda_loaded {
  struct aicc_cuda_loaded *next;
  void *context;
  void *module;
  void *functions[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Beyond this a kernel has to ask. */
#define FREE_SHARED_BYTES (48 << 10)

/* Refuses devices that cannot run the code, before the driver does so in less clear ways. */
static int32_t check_device(const aicc_cuda *cuda, const aicc_cuda_program *program,
                            int32_t *capability) {
  aicc_cuda_device device;
  int32_t major, minor, shared;
  aicc_cuda_result result = cuda->cuCtxGetDevice(&device);
  if (result == 0)
    result = cuda->cuDeviceGetAttribute(&major, AICC_CUDA_MAJOR, device);
  if (result == 0)
    result = cuda->cuDeviceGetAttribute(&minor, AICC_CUDA_MINOR, device);
  if (result == 0)
    result = cuda->cuDeviceGetAttribute(&shared, AICC_CUDA_SHARED_OPTIN, device);
  if (result != 0)
    return aicc_cuda_status(result);
  *capability = 10 * major + minor;
  if (*capability < program->capability ||
      (program->is_exact && *capability != program->capability))
    return AICC_UNSUPPORTED_PROCESSOR;
  for (int64_t i = 0; i < program->kernel_count; ++i)
    if (program->kernels[i].shared_bytes > shared)
      return AICC_UNSUPPORTED_PROCESSOR;
  return AICC_OK;
}

/* Machine code runs on its major version; other devices translate the text. */
static aicc_cuda_result load_module(const aicc_cuda *cuda, const aicc_cuda_program *program,
                                    int32_t capability, void **module) {
  enum { NO_BINARY_FOR_GPU = 209 };
  if (program->cubin && capability / 10 == program->capability / 10) {
    aicc_cuda_result result = cuda->cuModuleLoadDataEx(module, program->cubin, 0, NULL, NULL);
    if (result != NO_BINARY_FOR_GPU)
      return result;
  }
  return cuda->cuModuleLoadDataEx(module, program->ptx, 0, NULL, NULL);
}

static aicc_cuda_result find_functions(const aicc_cuda *cuda, const aicc_cuda_program *program,
                                       struct aicc_cuda_loaded *loaded) {
  for (int64_t i = 0; i < program->kernel_count; ++i) {
    const aicc_cuda_kernel *kernel = &program->kernels[i];
    aicc_cuda_result result =
        cuda->cuModuleGetFunction(&loaded->functions[i], loaded->module, kernel->name);
    if (result == 0 && kernel->shared_bytes > FREE_SHARED_BYTES)
      result = cuda->cuFuncSetAttribute(loaded->functions[i], AICC_CUDA_FUNCTION_SHARED,
                                        (int32_t)kernel->shared_bytes);
    if (result != 0)
      return result;
  }
  return 0;
}

static int32_t load_into(const aicc_cuda *cuda, const aicc_cuda_program *program, void *context,
                         struct aicc_cuda_loaded **result) {
  int32_t capability = 0;
  int32_t status = check_device(cuda, program, &capability);
  if (status != AICC_OK)
    return status;
  struct aicc_cuda_loaded *loaded =
      calloc(1, sizeof *loaded + (size_t)program->kernel_count * sizeof loaded->functions[0]);
  if (!loaded)
    return AICC_OUT_OF_MEMORY;
  loaded->context = context;
  aicc_cuda_result error = load_module(cuda, program, capability, &loaded->module);
  if (error != 0) {
    free(loaded);
    return aicc_cuda_status(error);
  }
  error = find_functions(cuda, program, loaded);
  if (error != 0) {
    cuda->cuModuleUnload(loaded->module);
    free(loaded);
    return aicc_cuda_status(error);
  }
  *result = loaded;
  return AICC_OK;
}

int32_t aicc_cuda_load(const aicc_cuda *cuda, const aicc_cuda_program *program,
                       void *const **functions) {
  void *context = NULL;
  aicc_cuda_result error = cuda->cuCtxGetCurrent(&context);
  if (error != 0)
    return aicc_cuda_status(error);
  int32_t status = AICC_OK;
  pthread_mutex_lock(&lock);
  struct aicc_cuda_loaded *loaded = *program->loaded;
  while (loaded && loaded->context != context)
    loaded = loaded->next;
  if (!loaded) {
    status = load_into(cuda, program, context, &loaded);
    if (status == AICC_OK) {
      loaded->next = *program->loaded;
      *program->loaded = loaded;
    }
  }
  pthread_mutex_unlock(&lock);
  if (status == AICC_OK)
    *functions = loaded->functions;
  return status;
}
