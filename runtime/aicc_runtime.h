/* The C interface between a compiled artifact and the program that hosts it. Plain C11, valid C++;
 * depends on nothing but the C library. docs/ABI.md is the specification of which this is the code.
 *
 * Everything here belongs to the caller. An artifact keeps no pointer after a call returns, has no
 * global state that a caller can observe, and never prints, exits, or raises a signal. */
#ifndef AICC_RUNTIME_H
#define AICC_RUNTIME_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Version of this interface: a change means that hosts and artifacts of the two sides do not mix.
 * Fields appended to aicc_context and new aicc_status values do not change it. */
#define AICC_ABI_VERSION 1

/** What every entry of an artifact returns. The values are fixed; later ones are only appended. */
typedef enum aicc_status {
  /** The outputs have been written. */
  AICC_OK = 0,
  /** A field of the context contradicts the documentation or is too small. Nothing was written. */
  AICC_INVALID_ARGUMENT = 1,
  /** The allocator returned NULL. Nothing was written. */
  AICC_OUT_OF_MEMORY = 2,
  /** The processor, or the operating system on it, lacks a feature that the artifact was compiled
   * for. Nothing was written; every entry of this artifact will say the same. */
  AICC_UNSUPPORTED_PROCESSOR = 3,
  /** The context was made for another AICC_ABI_VERSION. Nothing was written. */
  AICC_VERSION_MISMATCH = 4,
  /** An invariant of the artifact does not hold: a defect of the compiler. Outputs are undefined. */
  AICC_INTERNAL = 5,
  /** There is no driver for the device, or it finds no device. Nothing was written. */
  AICC_NO_DEVICE = 6,
  /** The device's driver is too old for the artifact, or does not fit the system. Nothing was written. */
  AICC_UNSUPPORTED_DRIVER = 7,
  /** A kernel faulted on the device, in this call or in work that was enqueued before it. Outputs are undefined, and
   * the process may be unable to use the device any more. */
  AICC_DEVICE_FAULT = 8
} aicc_status;

/** The status in English, without a full stop; a static string, never NULL. Thread-safe. */
static inline const char *aicc_status_string(aicc_status status) {
  switch (status) {
  case AICC_OK:
    return "ok";
  case AICC_INVALID_ARGUMENT:
    return "invalid argument";
  case AICC_OUT_OF_MEMORY:
    return "out of memory";
  case AICC_UNSUPPORTED_PROCESSOR:
    return "the processor lacks a feature that the artifact was compiled for";
  case AICC_VERSION_MISMATCH:
    return "the context was made for another ABI version";
  case AICC_INTERNAL:
    return "internal error";
  case AICC_NO_DEVICE:
    return "no driver for the device, or no device";
  case AICC_UNSUPPORTED_DRIVER:
    return "the device's driver is too old for the artifact, or does not fit the system";
  case AICC_DEVICE_FAULT:
    return "a kernel faulted on the device";
  }
  return "unknown status";
}

/** What the host lends to a call: threads, memory, a stream, a listener. Every entry takes a pointer
 * to one; NULL, and any NULL or zero field, means the default. The artifact only reads it, and only
 * during the call. Calls that run at the same time may share a context if `arena` is NULL and the
 * functions in it are thread-safe. Make one with aicc_context_default(). */
typedef struct aicc_context {
  /** AICC_ABI_VERSION of the header that the host was compiled with. */
  uint32_t abi_version;
  /** sizeof(aicc_context) in bytes, as the host sees it. Fields beyond it take their defaults. */
  uint32_t struct_size;

  /** First argument of `parallel_for`. */
  void *parallel_data;
  /** Runs `body(env, i)` once for every 0 <= i < count, in any order, on any threads, and returns
   * when all have returned; what they wrote is then visible to the caller. `count` is at least 2.
   * May run them one after another: no body waits for another. Must bear being called at the same
   * time from as many threads as enter the artifact, and from within a body.
   * Default: a team of the system's OpenMP (libgomp), or the calling thread where there is none. */
  void (*parallel_for)(void *parallel_data, int64_t count, void (*body)(void *env, int64_t index),
                       void *env);
  /** Most threads that one call may keep busy, the caller included; 0: as many as `parallel_for`
   * likes to use. Never changes the bits of a result. Negative: AICC_INVALID_ARGUMENT. */
  int32_t threads;

  /** Scratch memory for intermediates, used by one call at a time; its content means nothing before
   * and after. NULL: each call takes its scratch from `allocate` and returns it. */
  void *arena;
  /** Size of `arena` in bytes. What a function needs is P_F_arena_bytes(), plus up to 63 if `arena`
   * is not 64-byte aligned; less is AICC_INVALID_ARGUMENT. */
  size_t arena_bytes;

  /** Returns `bytes` bytes aligned to `alignment` (a power of two, here 64), or NULL when there are
   * none. Comes with `release` or not at all: AICC_INVALID_ARGUMENT. Called on the entering thread.
   * Default: the C library, with huge pages asked for from 2 MiB upward. */
  void *(*allocate)(void *allocate_data, size_t bytes, size_t alignment);
  /** Takes back what `allocate` returned, on the same thread. */
  void (*release)(void *allocate_data, void *block);
  /** First argument of `allocate` and `release`. */
  void *allocate_data;

  /** The device's queue (CUstream, aclrtStream) on which to enqueue: the call returns before the work is done, and
   * what the work does wrong shows later. NULL: the device's default queue, and the call returns when the work is
   * done. Artifacts for processors ignore it. */
  void *stream;

  /** Called after each kernel, on the entering thread, with the kernel's name (valid as long as the
   * artifact is loaded) and when it began and ended, in ns of CLOCK_MONOTONIC. Default: nobody. */
  void (*trace)(void *trace_data, const char *kernel, int64_t begin_ns, int64_t end_ns);
  /** First argument of `trace`. */
  void *trace_data;
} aicc_context;

/** A context in which everything is the default. Thread-safe. */
static inline aicc_context aicc_context_default(void) {
  aicc_context context;
  memset(&context, 0, sizeof context);
  context.abi_version = AICC_ABI_VERSION;
  context.struct_size = (uint32_t)sizeof context;
  return context;
}

/** AICC_ABI_VERSION that an artifact was compiled with; every artifact exports it. A program that
 * loads several artifacts asks each handle (dlsym). Thread-safe, works on any processor. */
int32_t aicc_abi_version(void);

#ifdef __cplusplus
}
#endif

#endif /* AICC_RUNTIME_H */
