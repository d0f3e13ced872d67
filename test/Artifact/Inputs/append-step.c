/* Calls a decoder step that appends one row to caches of six, behind as many rows as an argument says. For each such number the
 * pages of all other rows are protected, so that any write to them, of the same bytes too, is a fault. A row is one page. */
#define _DEFAULT_SOURCE
#include "step.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { CAPACITY = 6, PAGE = 4096, ROW = PAGE / sizeof(float), HIDDEN = 64, INNER = 64, WIDTH = 8 * 128, HALF = 64 };

static float *filled(size_t count, float value) {
  float *data = aligned_alloc(64, (count * sizeof *data + 63) / 64 * 64);
  for (size_t i = 0; data && i < count; ++i)
    data[i] = value;
  return data;
}

/* Only row `row` may be written. */
static float *protected_cache(size_t row) {
  float *cache = mmap(NULL, CAPACITY * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (cache == MAP_FAILED)
    exit(3);
  for (size_t i = 0; i < CAPACITY * ROW; ++i)
    cache[i] = 7;
  if (mprotect(cache, CAPACITY * PAGE, PROT_READ) || mprotect(cache + row * ROW, PAGE, PROT_READ | PROT_WRITE))
    exit(3);
  return cache;
}

static int changed(const float *cache) {
  int count = 0;
  for (size_t i = 0; i < CAPACITY * ROW; ++i)
    count += cache[i] != 7;
  return count;
}

int main(void) {
  float *qkv = filled(3 * WIDTH * HIDDEN, 0.5f), *o = filled(HIDDEN * WIDTH, 0.01f), *gate = filled(INNER * HIDDEN, 0.1f);
  float *x = filled(HIDDEN, 1), *norm = filled(HIDDEN, 1), *cosines = filled(HALF, 1), *sines = filled(HALF, 0.25f);
  float *prepared = filled(step_main_prepared_bytes() / 4 + 1, 0), *y = filled(HIDDEN, 0);
  int status = step_main_prepare(NULL, qkv, o, gate, gate, gate, prepared);
  /* What is out of range is clipped. */
  for (int32_t past = -1; past <= CAPACITY && status == AICC_OK; ++past) {
    size_t row = past < 0 ? 0 : past < CAPACITY ? (size_t)past : CAPACITY - 1;
    float *keys = protected_cache(row), *values = protected_cache(row);
    status = step_main(NULL, prepared, x, norm, cosines, sines, &past, keys, values, norm, y);
    printf("past %d: status %d, %d keys and %d values changed\n", (int)past, status, changed(keys), changed(values));
  }
  return status;
}
