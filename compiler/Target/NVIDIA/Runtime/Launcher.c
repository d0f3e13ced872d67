/* Follows plans; see Launcher.h. */
#define _GNU_SOURCE 1
#include "Launcher.h"
#include "Artifact.h"

#include <stdbool.h>

/* Most buffers that a kernel takes; the compiler refuses more. */
#define MOST_BUFFERS 128

/* One call of an entry. */
typedef struct call {
  aicc_cuda cuda;
  const aicc_context *ctx;
  const aicc_cuda_plan *plan;
  const void *const *parameters;
  void *stream;
  void *const *functions;
  aicc_cuda_pointer arena;
  void *former_context; /* of the thread, which gets it back */
} call;

/* Makes sure that the thread has a CUDA context. */
static int32_t enter_context(call *call) {
  const aicc_cuda *cuda = &call->cuda;
  void *context = NULL;
  aicc_cuda_result error = cuda->cuCtxGetCurrent(&context);
  call->former_context = context;
  if (error != 0 || context)
    return aicc_cuda_status(error);
  if (call->stream && cuda->cuStreamGetCtx) {
    error = cuda->cuStreamGetCtx(call->stream, &context);
  } else {
    /* Retained for good: the code that is loaded into it stays as long as the library. */
    aicc_cuda_device device;
    error = cuda->cuDeviceGet(&device, 0);
    if (error == 0)
      error = cuda->cuDevicePrimaryCtxRetain(&context, device);
  }
  if (error == 0)
    error = cuda->cuCtxSetCurrent(context);
  return aicc_cuda_status(error);
}

static void leave_context(const call *call) {
  if (!call->former_context)
    call->cuda.cuCtxSetCurrent(NULL);
}

static bool has_allocator(const call *call) { return call->ctx && call->ctx->allocate; }

static bool has_arena(const call *call) { return call->ctx && call->ctx->arena; }

/* In the order of the stream where the driver can, so that no call waits for another. */
static int32_t allocate_arena(call *call, size_t bytes) {
  enum { NOT_SUPPORTED = 801 };
  const aicc_cuda *cuda = &call->cuda;
  if (has_allocator(call)) {
    call->arena = (uintptr_t)call->ctx->allocate(call->ctx->allocate_data, bytes, AICC_RT_ALIGNMENT);
    return call->arena ? AICC_OK : AICC_OUT_OF_MEMORY;
  }
  aicc_cuda_result error = NOT_SUPPORTED;
  if (cuda->cuMemAllocAsync && cuda->cuMemFreeAsync)
    error = cuda->cuMemAllocAsync(&call->arena, bytes, call->stream);
  if (error == NOT_SUPPORTED) {
    call->cuda.cuMemFreeAsync = NULL;
    error = cuda->cuMemAlloc_v2(&call->arena, bytes);
  }
  return aicc_cuda_status(error);
}

static int32_t provide_arena(call *call) {
  size_t bytes = (size_t)call->plan->arena_bytes;
  if (bytes == 0)
    return AICC_OK;
  if (!has_arena(call))
    return allocate_arena(call, bytes);
  void *arena = NULL;
  int32_t status = aicc_rt_lend_arena(call->ctx, bytes, &arena);
  call->arena = (uintptr_t)arena;
  return status;
}

/* A host's allocator gets its block back when the work is enqueued, not when it is done: it orders by stream. */
static void release_arena(const call *call) {
  if (call->plan->arena_bytes == 0 || has_arena(call))
    return;
  if (has_allocator(call)) {
    call->ctx->release(call->ctx->allocate_data, (void *)(uintptr_t)call->arena);
  } else if (call->cuda.cuMemFreeAsync) {
    call->cuda.cuMemFreeAsync(call->arena, call->stream);
  } else {
    call->cuda.cuStreamSynchronize(call->stream);
    call->cuda.cuMemFree_v2(call->arena);
  }
}

static aicc_cuda_pointer address(const call *call, const aicc_cuda_buffer *buffer) {
  aicc_cuda_pointer start = buffer->parameter < 0
                                ? call->arena
                                : (aicc_cuda_pointer)(uintptr_t)call->parameters[buffer->parameter];
  return start + (aicc_cuda_pointer)buffer->offset;
}

static aicc_cuda_result launch(const call *call, const aicc_cuda_step *step) {
  enum { INVALID_VALUE = 1 };
  if (step->buffer_count > MOST_BUFFERS)
    return INVALID_VALUE;
  aicc_cuda_pointer pointers[MOST_BUFFERS];
  void *arguments[MOST_BUFFERS];
  for (int32_t i = 0; i < step->buffer_count; ++i) {
    pointers[i] = address(call, &step->buffers[i]);
    arguments[i] = &pointers[i];
  }
  return call->cuda.cuLaunchKernel(
      call->functions[step->kernel], (uint32_t)step->grid[0], (uint32_t)step->grid[1],
      (uint32_t)step->grid[2], (uint32_t)step->block[0], (uint32_t)step->block[1],
      (uint32_t)step->block[2], (uint32_t)step->shared_bytes, call->stream, arguments, NULL);
}

static aicc_cuda_result run_step(const call *call, const aicc_cuda_step *step) {
  const aicc_cuda *cuda = &call->cuda;
  const aicc_cuda_buffer *buffers = step->buffers;
  switch (step->what) {
  case AICC_CUDA_LAUNCH:
    return launch(call, step);
  case AICC_CUDA_COPY:
    return cuda->cuMemcpyDtoDAsync_v2(address(call, &buffers[0]), address(call, &buffers[1]),
                                      (size_t)step->bytes, call->stream);
  default:
    return cuda->cuMemsetD8Async(address(call, &buffers[0]), 0, (size_t)step->bytes, call->stream);
  }
}

/* Who listens wants to know when a kernel ended: then every kernel is waited for. */
static aicc_cuda_result run_traced(const call *call, const aicc_cuda_step *step) {
  int64_t begin = aicc_rt_now_ns();
  aicc_cuda_result error = run_step(call, step);
  if (error == 0)
    error = call->cuda.cuStreamSynchronize(call->stream);
  if (error == 0 && step->what == AICC_CUDA_LAUNCH)
    aicc_rt_trace(call->ctx, call->plan->program->kernels[step->kernel].name, begin,
                  aicc_rt_now_ns());
  return error;
}

static int32_t run_steps(const call *call) {
  bool is_traced = call->ctx && call->ctx->trace;
  aicc_cuda_result error = 0;
  for (int64_t i = 0; i < call->plan->step_count && error == 0; ++i)
    error = is_traced ? run_traced(call, &call->plan->steps[i])
                      : run_step(call, &call->plan->steps[i]);
  if (error == 0 && !call->stream)
    error = call->cuda.cuStreamSynchronize(call->stream);
  return aicc_cuda_status(error);
}

/* Kernels load 16 bytes at a time; a fault on the device would say less, later, and for good. */
static int32_t check_alignment(const call *call) {
  enum { ALIGNMENT = 16 };
  for (int64_t i = 0; i < call->plan->parameter_count; ++i)
    if ((uintptr_t)call->parameters[i] % ALIGNMENT != 0)
      return AICC_INVALID_ARGUMENT;
  return AICC_OK;
}

static int32_t run_in_context(call *call) {
  int32_t status = aicc_cuda_load(&call->cuda, call->plan->program, &call->functions);
  if (status == AICC_OK)
    status = provide_arena(call);
  if (status != AICC_OK)
    return status;
  status = run_steps(call);
  release_arena(call);
  return status;
}

int32_t aicc_cuda_run(const aicc_context *ctx, const aicc_cuda_plan *plan,
                      const void *const *parameters) {
  call call = {.ctx = ctx, .plan = plan, .parameters = parameters};
  int32_t status = aicc_rt_check_context(ctx);
  if (status == AICC_OK)
    status = check_alignment(&call);
  if (status == AICC_OK)
    status = aicc_cuda_open(&call.cuda);
  if (status != AICC_OK)
    return status;
  call.stream = ctx ? ctx->stream : NULL;
  status = enter_context(&call);
  if (status == AICC_OK)
    status = run_in_context(&call);
  leave_context(&call);
  return status;
}
