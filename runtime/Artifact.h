/* What generated code calls. These functions are linked into each artifact and hidden there, so two
 * artifacts in one process never see each other's. Nothing here is compiled with ISA flags.
 *
 * A generated entry is, in C:
 *
 *   aicc_status P_F(const aicc_context *ctx, ...) {
 *     void *arena;
 *     int32_t status = aicc_rt_enter(ctx, aicc_rt_required_features, ARENA_BYTES, &arena);
 *     if (status) return status;
 *     int64_t begin = aicc_rt_now_ns();
 *     aicc_rt_parallel_for(ctx, COUNT, kernel_body, &env);
 *     aicc_rt_trace(ctx, "kernel", begin, aicc_rt_now_ns());
 *     aicc_rt_leave(ctx, arena);
 *     return 0;
 *   }
 *
 * The entry itself must be compiled for the baseline processor (only the bodies carry the target's
 * features), else it can fault before aicc_rt_enter has had its say. */
#ifndef AICC_RUNTIME_ARTIFACT_H
#define AICC_RUNTIME_ARTIFACT_H

#include "aicc_runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

#define AICC_RT_HIDDEN __attribute__((visibility("hidden")))

/** Alignment in bytes of every arena: a cache line and the widest vector. */
#define AICC_RT_ALIGNMENT 64

/** The features that the artifact was compiled for: NUL-terminated, names as LLVM spells them,
 * separated by commas, a leading '+' allowed: "avx2,fma". Generated code defines it; the runtime
 * holds a weak empty one. The runtime checks it when the library is loaded. Vector lengths are
 * written "sve-vector-bits=256" (exactly) and "zvl256b" (at least). */
extern const char aicc_rt_required_features[] AICC_RT_HIDDEN;

/** The first name in `required` (which may be NULL) that this processor and operating system do not
 * provide, as a pointer into `required`; NULL if it provides all. A name that the runtime does not
 * know counts as missing. For "amx-tile" the process's permission to use tiles is requested.
 * Thread-safe. */
AICC_RT_HIDDEN const char *aicc_rt_missing_feature(const char *required);

/** AICC_OK or AICC_UNSUPPORTED_PROCESSOR, remembering the list last accepted by its address: the
 * string must be immutable for the artifact's life. Thread-safe. */
AICC_RT_HIDDEN int32_t aicc_rt_check_features(const char *required);

/** AICC_OK, or what is wrong with the fields of `ctx`, which may be NULL. Thread-safe. */
AICC_RT_HIDDEN int32_t aicc_rt_check_context(const aicc_context *ctx);

/** The first aligned byte of the arena that `ctx` lends at *arena, or AICC_INVALID_ARGUMENT where it is smaller than
 * `bytes`. Thread-safe. */
AICC_RT_HIDDEN int32_t aicc_rt_lend_arena(const aicc_context *ctx, size_t bytes, void **arena);

/** Opens a call: checks the context, then the processor, then provides `arena_bytes` bytes at *arena,
 * AICC_RT_ALIGNMENT-aligned (NULL for 0 bytes). On any status but AICC_OK, *arena is NULL and
 * aicc_rt_leave must not be called. Thread-safe. */
AICC_RT_HIDDEN int32_t aicc_rt_enter(const aicc_context *ctx, const char *required_features,
                                     int64_t arena_bytes, void **arena);

/** Closes a call: returns the arena to where aicc_rt_enter took it. Thread-safe. */
AICC_RT_HIDDEN void aicc_rt_leave(const aicc_context *ctx, void *arena);

/** Runs body(env, i) for 0 <= i < count on the context's threads and returns when all are done. Each
 * index runs exactly once; the default team gives each thread one contiguous block, always the same
 * for the same team. A count of 1 runs on the caller; so does a nested call on the default team. */
AICC_RT_HIDDEN void aicc_rt_parallel_for(const aicc_context *ctx, int64_t count,
                                         void (*body)(void *env, int64_t index), void *env);

/** Nanoseconds of CLOCK_MONOTONIC. Thread-safe. */
AICC_RT_HIDDEN int64_t aicc_rt_now_ns(void);

/** Reports one kernel's run to the context's trace callback, if it has one. */
AICC_RT_HIDDEN void aicc_rt_trace(const aicc_context *ctx, const char *kernel, int64_t begin_ns,
                                  int64_t end_ns);

#ifdef __cplusplus
}
#endif

#endif /* AICC_RUNTIME_ARTIFACT_H */
