/* The two ends of every call: checks and scratch memory; and the clock in between. */
#define _GNU_SOURCE 1
#include "Artifact.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

/* Size and alignment in bytes from which an arena is worth a huge page. */
#define HUGE_PAGE ((size_t)2 << 20)

__attribute__((visibility("default"))) int32_t aicc_abi_version(void) { return AICC_ABI_VERSION; }

static size_t round_up(size_t bytes, size_t multiple) {
  return (bytes + multiple - 1) / multiple * multiple;
}

int32_t aicc_rt_check_context(const aicc_context *ctx) {
  if (!ctx)
    return AICC_OK;
  if (ctx->abi_version != AICC_ABI_VERSION)
    return AICC_VERSION_MISMATCH;
  /* Fields appended after version 1 was published are to be read only if struct_size covers them. */
  if (ctx->struct_size < sizeof(aicc_context) || ctx->threads < 0 ||
      !ctx->allocate != !ctx->release)
    return AICC_INVALID_ARGUMENT;
  return AICC_OK;
}

static void *default_allocate(size_t bytes) {
  bool huge = bytes >= HUGE_PAGE;
  size_t alignment = huge ? HUGE_PAGE : AICC_RT_ALIGNMENT;
  size_t rounded = round_up(bytes, alignment);
  void *block = aligned_alloc(alignment, rounded);
#ifdef MADV_HUGEPAGE
  if (block && huge)
    madvise(block, rounded, MADV_HUGEPAGE); /* A wish; small pages are as correct. */
#endif
  return block;
}

int32_t aicc_rt_lend_arena(const aicc_context *ctx, size_t bytes, void **arena) {
  size_t padding = -(uintptr_t)ctx->arena % AICC_RT_ALIGNMENT;
  if (ctx->arena_bytes < padding || ctx->arena_bytes - padding < bytes)
    return AICC_INVALID_ARGUMENT;
  *arena = (char *)ctx->arena + padding;
  return AICC_OK;
}

static int32_t allocate_arena(const aicc_context *ctx, size_t bytes, void **arena) {
  bool custom = ctx && ctx->allocate;
  void *block = custom ? ctx->allocate(ctx->allocate_data, bytes, AICC_RT_ALIGNMENT)
                       : default_allocate(bytes);
  if (!block)
    return AICC_OUT_OF_MEMORY;
  if ((uintptr_t)block % AICC_RT_ALIGNMENT != 0) {
    ctx->release(ctx->allocate_data, block);
    return AICC_INVALID_ARGUMENT;
  }
  *arena = block;
  return AICC_OK;
}

int32_t aicc_rt_enter(const aicc_context *ctx, const char *required_features, int64_t arena_bytes,
                      void **arena) {
  *arena = NULL;
  int32_t status = aicc_rt_check_context(ctx);
  if (status == AICC_OK)
    status = aicc_rt_check_features(required_features);
  if (status != AICC_OK || arena_bytes == 0)
    return status;
  if (arena_bytes < 0)
    return AICC_INTERNAL;
  /* So large that rounding up would wrap. */
  if ((uint64_t)arena_bytes > SIZE_MAX - HUGE_PAGE)
    return AICC_OUT_OF_MEMORY;
  return ctx && ctx->arena ? aicc_rt_lend_arena(ctx, (size_t)arena_bytes, arena)
                           : allocate_arena(ctx, (size_t)arena_bytes, arena);
}

void aicc_rt_leave(const aicc_context *ctx, void *arena) {
  if (!arena || (ctx && ctx->arena))
    return;
  if (ctx && ctx->release)
    ctx->release(ctx->allocate_data, arena);
  else
    free(arena);
}

int64_t aicc_rt_now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void aicc_rt_trace(const aicc_context *ctx, const char *kernel, int64_t begin_ns, int64_t end_ns) {
  if (ctx && ctx->trace)
    ctx->trace(ctx->trace_data, kernel, begin_ns, end_ns);
}
