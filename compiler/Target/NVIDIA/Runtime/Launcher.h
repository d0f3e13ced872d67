/* What the host code of an NVIDIA artifact calls, and the tables that it passes. Everything is data that the compiler
 * writes (HostObject.cpp): the device's code as text and, where the compiler had an assembler, as machine code; the
 * kernels in it; a plan for each entry. The launcher opens the driver at first use, loads the code once a CUDA context
 * and follows the plan. It never prints, reads no environment and keeps no pointer that a caller passed.
 *
 *   aicc_status P_F(const aicc_context *ctx, const void *x, void *y) {
 *     const void *parameters[] = {x, y};
 *     return aicc_cuda_run(ctx, &plan_of_F, parameters);
 *   } */
#ifndef AICC_TARGET_NVIDIA_RUNTIME_LAUNCHER_H
#define AICC_TARGET_NVIDIA_RUNTIME_LAUNCHER_H

#include "CudaDriver.h"

/** A buffer of a step. */
typedef struct aicc_cuda_buffer {
  int64_t parameter; /**< index into the entry's pointers; -1: the arena */
  int64_t offset;    /**< bytes */
} aicc_cuda_buffer;

/** What a step does. */
enum { AICC_CUDA_LAUNCH = 0, AICC_CUDA_COPY = 1, AICC_CUDA_ZERO = 2 };

/** One step; those of an entry run in order. */
typedef struct aicc_cuda_step {
  int32_t what;
  int32_t kernel; /**< launches: index into the program's kernels */
  int32_t grid[3], block[3];
  int32_t shared_bytes; /**< launches: dynamic shared memory of a block */
  int32_t buffer_count;
  int64_t bytes;                   /**< copies and clearing */
  const aicc_cuda_buffer *buffers; /**< launches: the arguments; copies: destination, source */
} aicc_cuda_step;

/** A kernel of the device's code. */
typedef struct aicc_cuda_kernel {
  const char *name;
  int64_t shared_bytes; /**< the most that any step asks for */
} aicc_cuda_kernel;

/** The code loaded into one CUDA context; the launcher's own. */
struct aicc_cuda_loaded;

/** The device's code. */
typedef struct aicc_cuda_program {
  const char *ptx;   /**< ends in NUL */
  const void *cubin; /**< machine code for exactly this capability's family, or NULL */
  int32_t capability; /**< the least compute capability, as 10 * major + minor */
  int32_t is_exact;   /**< whether the text uses what only this capability has (sm_90a) */
  int64_t kernel_count;
  const aicc_cuda_kernel *kernels;
  struct aicc_cuda_loaded **loaded; /**< a list, one a CUDA context; NULL at first */
} aicc_cuda_program;

/** What an entry does. */
typedef struct aicc_cuda_plan {
  const aicc_cuda_program *program;
  int64_t parameter_count;
  int64_t arena_bytes;
  int64_t step_count;
  const aicc_cuda_step *steps;
} aicc_cuda_plan;

/** Runs `plan` on `ctx`'s stream; `parameters` are the entry's pointers behind the context, all to device memory.
 * With a stream the work is enqueued and the call returns; without one, on the default stream, it returns when the work
 * is done. Thread-safe. */
AICC_CUDA_HIDDEN int32_t aicc_cuda_run(const aicc_context *ctx, const aicc_cuda_plan *plan,
                                       const void *const *parameters);

/** Finds the CUDA context of the call (the thread's own; else the stream's; else the first device's primary one, made
 * the thread's for the call) and the code in it, loading it once: functions[i] is kernel i. Thread-safe. */
AICC_CUDA_HIDDEN int32_t aicc_cuda_load(const aicc_cuda *cuda, const aicc_cuda_program *program,
                                        void *const **functions);

#endif /* AICC_TARGET_NVIDIA_RUNTIME_LAUNCHER_H */
