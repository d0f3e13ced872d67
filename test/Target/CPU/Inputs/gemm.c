/* Runs the functions of gemm.mlir and compares them with loops in f64, within the tolerance of docs/Numerics.md. */
#include "gemm.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int failures;

/* 64-byte aligned memory that is never returned. */
static void *memory(size_t bytes) {
  void *block = aligned_alloc(64, (bytes + 127) / 64 * 64);
  if (!block)
    exit(1);
  return block;
}

/* Uniform in [-1, 1), the same on each run. */
static float number(void) {
  static uint32_t state = 1;
  state = state * 1664525u + 1013904223u;
  return (float)(state >> 8) / 8388608.0f - 1.0f;
}

static float *numbers(int count) {
  float *block = memory((size_t)count * sizeof *block);
  for (int i = 0; i < count; ++i)
    block[i] = number();
  return block;
}

typedef struct {
  const char *name;
  int rows, columns, depth;
  int is_kn; /* whether the weights lie [k, n] */
} Shape;

static double expected(const Shape *shape, const float *a, const float *b, const float *bias, int m, int n) {
  double sum = bias[n];
  for (int k = 0; k < shape->depth; ++k)
    sum += (double)a[m * shape->depth + k] * (shape->is_kn ? b[k * shape->columns + n] : b[n * shape->depth + k]);
  return 0.5 * sum * (1 + erf(sum * 0.70710678118654752));
}

/* The six steps of the epilogue count as docs/Numerics.md has it. */
static void compare(const Shape *shape, const float *a, const float *b, const float *bias, const float *found) {
  int count = shape->rows * shape->columns, wrong = 0;
  double *wanted = memory((size_t)count * sizeof *wanted), squares = 0, worst = 0;
  for (int i = 0; i < count; ++i) {
    wanted[i] = expected(shape, a, b, bias, i / shape->columns, i % shape->columns);
    squares += wanted[i] * wanted[i] / count;
  }
  double eps = ldexp(1, -23), relative = 4 * eps * (sqrt(shape->depth) + 6), scale = sqrt(squares);
  for (int i = 0; i < count; ++i) {
    double share = fabs(found[i] - wanted[i]) / (relative * scale + (relative + eps) * fabs(wanted[i]));
    wrong += !(share <= 1);
    worst = fmax(worst, share);
  }
  printf("%s: %d of %d wrong, worst %.3f of the tolerance\n", shape->name, wrong, count, worst);
  failures += wrong;
}

static void expect_done(aicc_status status) {
  if (status == AICC_OK)
    return;
  printf("status %d\n", (int)status);
  exit(1);
}

#define CHECK(function, m, n, k, is_kn, weights, prepare)                                                             \
  do {                                                                                                                 \
    Shape shape = {#function, m, n, k, is_kn};                                                                         \
    float *a = numbers(m * k), *b = numbers(n * k), *bias = numbers(n), *out = numbers(m * n);                         \
    prepare;                                                                                                           \
    expect_done(gemm_##function(NULL, weights, bias, out));                                                            \
    compare(&shape, a, b, bias, out);                                                                                  \
  } while (0)

#define IN_PLACE a, b
#define PACKED prepared, a
#define PREPARE(function)                                                                                              \
  void *prepared = memory(gemm_##function##_prepared_bytes());                                                         \
  expect_done(gemm_##function##_prepare(NULL, b, prepared))

static void check_integers(void) {
  int8_t *a = memory(7 * 37), *b = memory(29 * 37);
  int32_t *out = memory(7 * 29 * sizeof *out);
  int wrong = 0;
  for (int i = 0; i < 7 * 37; ++i)
    a[i] = (int8_t)(number() * 128);
  for (int i = 0; i < 29 * 37; ++i)
    b[i] = (int8_t)(number() * 128);
  expect_done(gemm_integers(NULL, a, b, out));
  for (int i = 0; i < 7 * 29; ++i) {
    int32_t sum = 0;
    for (int k = 0; k < 37; ++k)
      sum += a[i / 29 * 37 + k] * b[i % 29 * 37 + k];
    wrong += sum != out[i];
  }
  printf("integers: %d of 203 wrong\n", wrong);
  failures += wrong;
}

int main(void) {
  CHECK(whole, 120, 160, 64, 0, PACKED, PREPARE(whole));
  CHECK(edges, 33, 79, 65, 0, PACKED, PREPARE(edges));
  CHECK(in_place, 33, 79, 65, 1, IN_PLACE, );
  CHECK(row, 1, 83, 300, 0, IN_PLACE, );
  check_integers();
  return failures != 0;
}
