/* Calls a graph that appends two rows to caches of six, of which only those two may be written: the pages of the others are
 * protected, so that any write to them, of the same bytes too, is a fault. A row is one page. */
#define _DEFAULT_SOURCE
#include "append.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { CAPACITY = 6, PAST = 3, ROWS = 2, PAGE = 4096, ROW = PAGE / sizeof(float), HIDDEN = 64, HEADS = 8, SIZE = 128 };

static float *filled(size_t count, float value) {
  float *data = aligned_alloc(64, (count * sizeof *data + 63) / 64 * 64);
  for (size_t i = 0; data && i < count; ++i)
    data[i] = value;
  return data;
}

static float *protected_cache(void) {
  void *pages = mmap(NULL, CAPACITY * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    exit(3);
  float *cache = pages;
  for (size_t i = 0; i < CAPACITY * ROW; ++i)
    cache[i] = 7;
  if (mprotect(cache, PAST * PAGE, PROT_READ) ||
      mprotect(cache + (PAST + ROWS) * ROW, (CAPACITY - PAST - ROWS) * PAGE, PROT_READ))
    exit(3);
  return cache;
}

static int changed(const float *cache, size_t row) {
  size_t count = 0;
  for (size_t i = 0; i < ROW; ++i)
    count += cache[row * ROW + i] != 7;
  return (int)count;
}

int main(void) {
  float *w = filled(3 * HEADS * SIZE * HIDDEN, 0.5f), *x = filled(ROWS * HIDDEN, 1), *norm = filled(HIDDEN, 1);
  float *cosines = filled(ROWS * SIZE / 2, 1), *sines = filled(ROWS * SIZE / 2, 0.25f), *q = filled(ROWS * HEADS * SIZE, 0);
  float *keys = protected_cache(), *values = protected_cache(), *prepared = filled(append_main_prepared_bytes() / 4 + 1, 0);
  int status = append_main_prepare(NULL, w, prepared);
  if (status == AICC_OK)
    status = append_main(NULL, prepared, x, norm, cosines, sines, keys, values, q);
  printf("status %d\n", status);
  for (size_t row = 0; row < CAPACITY; ++row)
    printf("row %zu: %d keys and %d values changed\n", row, changed(keys, row), changed(values, row));
  return status;
}
