/* An entry of two kernels, a copy and a clearing, as the compiler writes it, and a host that calls it. Arguments:
 * "stream", "arena", "odd", "small-arena", "allocator", "trace", "twice", "old-abi"; prints the status. */
#include "compiler/Target/NVIDIA/Runtime/Launcher.h"

#include <stdio.h>
#include <stdlib.h>

static const aicc_cuda_kernel kernels[] = {{"first", 98304}, {"second", 0}};
static struct aicc_cuda_loaded *loaded;
static const aicc_cuda_program program = {"//ptx", CUBIN, 80, EXACT, 2, kernels, &loaded};
/* The arena lies behind parameter 0. */
static const aicc_cuda_buffer buffers[] = {{0, 0}, {0, 64}, {1, 128}, {1, 0}};
static const aicc_cuda_step steps[] = {
    {AICC_CUDA_ZERO, 0, {1, 1, 1}, {1, 1, 1}, 0, 1, 32, buffers + 1},
    {AICC_CUDA_LAUNCH, 0, {4, 2, 1}, {128, 1, 1}, 98304, 2, 0, buffers},
    {AICC_CUDA_LAUNCH, 1, {1, 1, 1}, {32, 1, 1}, 0, 2, 0, buffers + 2},
    {AICC_CUDA_COPY, 0, {1, 1, 1}, {1, 1, 1}, 0, 2, 16, buffers},
};
static const aicc_cuda_plan plan = {&program, 2, 1000, 4, steps};

static void *allocate(void *data, size_t bytes, size_t alignment) {
  printf("allocate %zu %zu\n", bytes, alignment);
  return data ? NULL : aligned_alloc(alignment, (bytes + 63) / 64 * 64);
}

static void release(void *data, void *block) {
  (void)data;
  printf("release\n");
  free(block);
}

static void trace(void *data, const char *kernel, int64_t begin, int64_t end) {
  (void)data;
  printf("traced %s %s\n", kernel, end >= begin ? "in order" : "backwards");
}

int main(int argc, char **argv) {
  _Alignas(64) static char x[256], y[256], arena[1024];
  aicc_context context = aicc_context_default();
  int calls = 1;
  const void *parameters[] = {x, y};
  for (int i = 1; i < argc; ++i) {
    const char *word = argv[i];
    if (strcmp(word, "stream") == 0)
      context.stream = (void *)0x77;
    if (strcmp(word, "arena") == 0 || strcmp(word, "small-arena") == 0) {
      context.arena = arena;
      context.arena_bytes = *word == 's' ? 999 : 1000;
    }
    if (strcmp(word, "allocator") == 0 || strcmp(word, "no-memory") == 0) {
      context.allocate = allocate;
      context.release = release;
      context.allocate_data = *word == 'n' ? &context : NULL;
    }
    if (strcmp(word, "odd") == 0)
      parameters[1] = y + 8;
    if (strcmp(word, "trace") == 0)
      context.trace = trace;
    if (strcmp(word, "twice") == 0)
      calls = 2;
    if (strcmp(word, "old-abi") == 0)
      context.abi_version = 0;
  }
  for (int call = 0; call < calls; ++call) {
    int32_t status = aicc_cuda_run(argc > 1 ? &context : NULL, &plan, parameters);
    printf("status %d: %s\n", status, aicc_status_string((aicc_status)status));
  }
  return 0;
}
