/* An artifact as the compiler produces it, by hand: out[i] = 2 in[i] through an intermediate in the
 * arena, eight floats an index. */
#include "runtime/Artifact.h"

enum { LENGTH = 64, BLOCK = 8 };

const char aicc_rt_required_features[] = REQUIRED_FEATURES;

typedef struct buffers {
  const float *in;
  float *scratch;
  float *out;
} buffers;

static void double_block(void *env, int64_t index) {
  const buffers *b = env;
  for (int64_t i = index * BLOCK; i < (index + 1) * BLOCK; ++i)
    b->scratch[i] = 2 * b->in[i];
  memcpy(b->out + index * BLOCK, b->scratch + index * BLOCK, BLOCK * sizeof(float));
}

__attribute__((visibility("default"))) size_t handmade_double_arena_bytes(void) {
  return LENGTH * sizeof(float);
}

__attribute__((visibility("default"))) aicc_status
handmade_double(const aicc_context *ctx, const float *in, float *out) {
  void *arena;
  int32_t status = aicc_rt_enter(ctx, aicc_rt_required_features, LENGTH * sizeof(float), &arena);
  if (status != AICC_OK)
    return (aicc_status)status;
  int64_t begin = aicc_rt_now_ns();
  buffers b = {in, arena, out};
  aicc_rt_parallel_for(ctx, LENGTH / BLOCK, double_block, &b);
  aicc_rt_trace(ctx, "double", begin, aicc_rt_now_ns());
  aicc_rt_leave(ctx, arena);
  return AICC_OK;
}
