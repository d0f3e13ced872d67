/* A driver without a device, for tests of the launcher: memory is the host's, kernels do nothing, every call is written
 * to the file that FAKE_CUDA_LOG names. FAKE_CUDA_FAIL="cuLaunchKernel=700,cuInit=100" makes calls fail;
 * FAKE_CUDA_FAIL_AT=cuModuleLoadDataEx:2=209 only the second one. FAKE_CUDA_HANG=cuStreamSynchronize never returns.
 * FAKE_CUDA_SM is the compute capability (80 by default), FAKE_CUDA_SHARED the most shared memory of a block. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int number(const char *variable, int otherwise) {
  const char *text = getenv(variable);
  return text ? atoi(text) : otherwise;
}

/* The result that `variable` asks for in its list "name=result,…", or 0. */
static int listed(const char *variable, const char *name) {
  const char *list = getenv(variable);
  const char *found = list ? strstr(list, name) : NULL;
  size_t length = strlen(name);
  return found && found[length] == '=' ? atoi(found + length + 1) : 0;
}

/* Writes one line and says what the call answers. */
static int called(const char *name, const char *format, ...) {
  const char *path = getenv("FAKE_CUDA_LOG");
  FILE *log = path ? fopen(path, "a") : NULL;
  if (log) {
    va_list list;
    va_start(list, format);
    fprintf(log, "%s", name);
    vfprintf(log, format, list);
    fprintf(log, "\n");
    va_end(list);
    fclose(log);
  }
  const char *hang = getenv("FAKE_CUDA_HANG");
  while (hang && strcmp(hang, name) == 0)
    pause();
  static int loads;
  char counted[64];
  snprintf(counted, sizeof counted, "%s:%d", name, strcmp(name, "cuModuleLoadDataEx") == 0 ? ++loads : 1);
  int result = listed("FAKE_CUDA_FAIL_AT", counted);
  return result ? result : listed("FAKE_CUDA_FAIL", name);
}

static void *current;
static char primary, module;

int cuInit(unsigned flags) { return called("cuInit", " %u", flags); }

int cuDriverGetVersion(int *version) {
  *version = 12040;
  return called("cuDriverGetVersion", "");
}

int cuDeviceGetCount(int *count) {
  *count = number("FAKE_CUDA_DEVICES", 1);
  return called("cuDeviceGetCount", "");
}

int cuDeviceGet(int *device, int ordinal) {
  *device = ordinal;
  return called("cuDeviceGet", " %d", ordinal);
}

int cuDeviceGetName(char *name, int length, int device) {
  snprintf(name, (size_t)length, "Fake GPU");
  return called("cuDeviceGetName", " %d", device);
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
  int sm = number("FAKE_CUDA_SM", 80);
  *value = attribute == 75   ? sm / 10
           : attribute == 76 ? sm % 10
           : attribute == 97 ? number("FAKE_CUDA_SHARED", 166912)
                             : 108;
  (void)device;
  return 0;
}

int cuDevicePrimaryCtxRetain(void **context, int device) {
  *context = &primary;
  return called("cuDevicePrimaryCtxRetain", " %d", device);
}

int cuCtxGetCurrent(void **context) {
  *context = current;
  return 0;
}

int cuCtxSetCurrent(void *context) {
  current = context;
  return called("cuCtxSetCurrent", context == &primary ? " primary" : context ? " other" : " none");
}

int cuCtxGetDevice(int *device) {
  *device = 0;
  return 0;
}

int cuModuleLoadDataEx(void **result, const void *image, unsigned count, int *options, void **values) {
  *result = &module;
  (void)options, (void)values;
  const char *text = image;
  return called("cuModuleLoadDataEx", " %s options=%u", strncmp(text, "\177ELF", 4) == 0 || *text == 'C' ? "cubin" : "ptx",
                count);
}

int cuModuleUnload(void *loaded) {
  (void)loaded;
  return called("cuModuleUnload", "");
}

int cuModuleGetFunction(void **function, void *from, const char *name) {
  (void)from;
  *function = strdup(name);
  return called("cuModuleGetFunction", " %s", name);
}

int cuFuncSetAttribute(void *function, int attribute, int value) {
  return called("cuFuncSetAttribute", " %s %d=%d", (char *)function, attribute, value);
}

int cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, void *stream, void **parameters, void **extra) {
  char offsets[256] = "";
  /* The first parameter's address is the others' origin. */
  uint64_t first = *(uint64_t *)parameters[0], second = *(uint64_t *)parameters[1];
  snprintf(offsets, sizeof offsets, "%lld", (long long)(second - first));
  return called("cuLaunchKernel", " %s grid=%ux%ux%u block=%ux%ux%u shared=%u stream=%p second-first=%s extra=%d",
                (char *)function, gx, gy, gz, bx, by, bz, shared, stream, offsets, extra != NULL);
}

int cuMemAlloc_v2(uint64_t *pointer, size_t bytes) {
  *pointer = (uintptr_t)aligned_alloc(256, (bytes + 255) / 256 * 256);
  return called("cuMemAlloc", " %zu", bytes);
}

int cuMemFree_v2(uint64_t pointer) {
  free((void *)(uintptr_t)pointer);
  return called("cuMemFree", "");
}

int cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t bytes) {
  memcpy((void *)(uintptr_t)to, from, bytes);
  return called("cuMemcpyHtoD", " %zu", bytes);
}

int cuMemcpyDtoH_v2(void *to, uint64_t from, size_t bytes) {
  memcpy(to, (void *)(uintptr_t)from, bytes);
  return called("cuMemcpyDtoH", " %zu", bytes);
}

int cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, void *stream) {
  memcpy((void *)(uintptr_t)to, (void *)(uintptr_t)from, bytes);
  return called("cuMemcpyDtoDAsync", " %zu stream=%p", bytes, stream);
}

int cuMemsetD8Async(uint64_t to, unsigned char value, size_t bytes, void *stream) {
  memset((void *)(uintptr_t)to, value, bytes);
  return called("cuMemsetD8Async", " %d %zu stream=%p", value, bytes, stream);
}

int cuStreamSynchronize(void *stream) { return called("cuStreamSynchronize", " %p", stream); }

int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  *bytes = (size_t)80 << 30;
  (void)device;
  return 0;
}

int cuStreamCreate(void **stream, unsigned flags) {
  static char timed;
  *stream = &timed;
  return called("cuStreamCreate", " %u", flags);
}

int cuEventCreate(void **event, unsigned flags) {
  (void)flags;
  *event = malloc(1);
  return 0;
}

int cuEventRecord(void *event, void *stream) {
  (void)event, (void)stream;
  return 0;
}

int cuEventSynchronize(void *event) {
  (void)event;
  return called("cuEventSynchronize", "");
}

int cuEventElapsedTime(float *milliseconds, void *begin, void *end) {
  (void)begin, (void)end;
  *milliseconds = 1;
  return 0;
}

#ifndef OLD_DRIVER
int cuStreamGetCtx(void *stream, void **context) {
  static char of_stream;
  *context = &of_stream;
  return called("cuStreamGetCtx", " %p", stream);
}

int cuMemAllocAsync(uint64_t *pointer, size_t bytes, void *stream) {
  *pointer = (uintptr_t)aligned_alloc(256, (bytes + 255) / 256 * 256);
  return called("cuMemAllocAsync", " %zu stream=%p", bytes, stream);
}

int cuMemFreeAsync(uint64_t pointer, void *stream) {
  free((void *)(uintptr_t)pointer);
  return called("cuMemFreeAsync", " stream=%p", stream);
}
#endif
