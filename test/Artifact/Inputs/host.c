/* A host of abi.mlir that uses everything docs/ABI.md promises. C11 and C++. */
#include "abi.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;

static void expect(int holds, const char *what) {
  if (holds)
    return;
  printf("failed: %s\n", what);
  ++failures;
}

/* 64-byte aligned memory that is never returned. */
static void *memory(size_t bytes) {
  void *block = aligned_alloc(64, (bytes + 127) / 64 * 64);
  if (!block)
    exit(1);
  return block;
}

static float number(int index) { return (float)(index % 13 - 6) / 16.0f; }

static float *numbers(int count) {
  float *block = (float *)memory((size_t)count * sizeof *block);
  for (int i = 0; i < count; ++i)
    block[i] = number(i);
  return block;
}

/* Runs the indices backwards on this thread, and counts the loops. */
static void backwards(void *data, int64_t count, void (*body)(void *env, int64_t index), void *env) {
  ++*(int *)data;
  while (count-- > 0)
    body(env, count);
}

static void *refuse(void *data, size_t bytes, size_t alignment) {
  (void)data, (void)bytes, (void)alignment;
  return NULL;
}

static void discard(void *data, void *block) { (void)data, (void)block; }

static void count_kernel(void *data, const char *kernel, int64_t begin_ns, int64_t end_ns) {
  expect(strcmp(kernel, "forward_k0") == 0 && begin_ns <= end_ns, "trace");
  ++*(int *)data;
}

enum { ROWS = 4, IN = 256, OUT = 128 };

static void check_forward(void) {
  float *x = numbers(ROWS * IN), *w = numbers(IN * OUT);
  float *y = (float *)memory(ROWS * OUT * sizeof *y), *again = (float *)memory(ROWS * OUT * sizeof *again);
  void *prepared = memory(abi_forward_prepared_bytes());
  expect(abi_forward_prepare(NULL, w, prepared) == AICC_OK, "prepare");
  expect(abi_forward(NULL, prepared, x, y) == AICC_OK, "forward");
  for (int m = 0; m < ROWS; ++m)
    for (int n = 0; n < OUT; ++n) {
      double sum = 0;
      for (int k = 0; k < IN; ++k)
        sum += (double)x[m * IN + k] * w[k * OUT + n];
      expect(fabs(tanh(sum) - y[m * OUT + n]) < 1e-4, "numbers of forward");
    }

  /* The same bits on one thread, on two, and on a pool of the host's. */
  aicc_context context = aicc_context_default();
  for (context.threads = 1; context.threads <= 2; ++context.threads) {
    expect(abi_forward(&context, prepared, x, again) == AICC_OK, "forward on a few threads");
    expect(memcmp(y, again, ROWS * OUT * sizeof *y) == 0, "same bits on a few threads");
  }
  int loops = 0, kernels = 0;
  context = aicc_context_default();
  context.parallel_data = &loops;
  context.parallel_for = backwards;
  context.trace_data = &kernels;
  context.trace = count_kernel;
  expect(abi_forward(&context, prepared, x, again) == AICC_OK, "forward on the host's threads");
  expect(memcmp(y, again, ROWS * OUT * sizeof *y) == 0, "same bits on the host's threads");
  expect(kernels == 1, "one kernel traced");
  printf("forward: %d loops on the host's threads\n", loops);
}

static void check_step(void) {
  enum { COUNT = 8 * 16 };
  float *state = numbers(COUNT), *x = numbers(COUNT), *twice = (float *)memory(COUNT * sizeof *twice);
  expect(abi_step(NULL, state, x, twice) == AICC_OK, "step");
  for (int i = 0; i < COUNT; ++i)
    expect(twice[i] == 2 * number(i) && state[i] == 2 * number(i) && x[i] == number(i), "numbers of step");
}

static void check_project(const char *weights) {
  FILE *file = fopen(weights, "rb");
  void *constants = memory(4096);
  expect(file && fread(constants, 1, 4096, file) > 0, "weights file");
  float x[12], y[8];
  uint16_t narrow[8];
  for (int i = 0; i < 12; ++i)
    x[i] = (float)i;
  expect(abi_project(NULL, constants, x, y, narrow) == AICC_OK, "project");
  for (int m = 0; m < 4; ++m)
    for (int n = 0; n < 2; ++n) {
      float sum = 0, bits;
      for (int k = 0; k < 3; ++k)
        sum += x[3 * m + k] * (float)(1 + 2 * k + n);
      uint32_t wide = (uint32_t)narrow[2 * m + n] << 16;
      memcpy(&bits, &wide, sizeof bits);
      expect(y[2 * m + n] == sum && bits == sum, "numbers of project");
    }
  fclose(file);
}

/* Wrong contexts are answered with a status, and nothing is written. */
static void check_refusals(void) {
  float *state = numbers(8 * 16), *x = numbers(8 * 16), out[8 * 16] = {7};
  aicc_context context = aicc_context_default();
  context.arena = memory(64);
  context.arena_bytes = 1;
  size_t need = abi_step_arena_bytes();
  if (need > 1)
    expect(abi_step(&context, state, x, out) == AICC_INVALID_ARGUMENT, "arena that is too small");
  context.arena = memory(need);
  context.arena_bytes = need;
  expect(out[0] == 7 && state[0] == number(0), "nothing written");
  expect(abi_step(&context, state, x, out) == AICC_OK && out[0] == 2 * number(0), "arena that fits");

  context = aicc_context_default();
  context.abi_version = 2;
  expect(abi_step(&context, state, x, out) == AICC_VERSION_MISMATCH, "other version");
  context = aicc_context_default();
  context.threads = -1;
  expect(abi_step(&context, state, x, out) == AICC_INVALID_ARGUMENT, "negative threads");
  context = aicc_context_default();
  context.allocate = refuse;
  expect(abi_step(&context, state, x, out) == AICC_INVALID_ARGUMENT, "allocate without release");
  context.release = discard;
  if (need > 0)
    expect(abi_step(&context, state, x, out) == AICC_OUT_OF_MEMORY, "allocator without memory");
}

int main(int argc, char **argv) {
  if (argc != 2)
    return 1;
  expect(aicc_abi_version() == AICC_ABI_VERSION, "version");
  check_forward();
  check_step();
  check_project(argv[1]);
  check_refusals();
  printf("%d failures\n", failures);
  return failures != 0;
}
