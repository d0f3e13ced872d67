/* Spreads the indices of a loop over threads: the host's if the context brings some, else a team of
 * the system's libgomp, else the caller alone. libgomp is looked up on first use rather than linked:
 * an artifact must load where there is none, and in hosts that bring their own threads. */
#define _GNU_SOURCE 1
#include "Artifact.h"

#include <dlfcn.h>
#include <stdatomic.h>

/* A loop cut into contiguous blocks, one a thread. */
typedef struct split_loop {
  void (*body)(void *env, int64_t index);
  void *env;
  int64_t count;
  int64_t blocks;
} split_loop;

/* The first `count % blocks` blocks are one longer than the others. */
static int64_t block_begin(const split_loop *loop, int64_t block) {
  int64_t longer = loop->count % loop->blocks;
  return loop->count / loop->blocks * block + (block < longer ? block : longer);
}

static void run_block(void *data, int64_t block) {
  const split_loop *loop = data;
  int64_t end = block_begin(loop, block + 1);
  for (int64_t index = block_begin(loop, block); index < end; ++index)
    loop->body(loop->env, index);
}

/* The part of OpenMP that is needed, as libgomp exports it. */
typedef struct openmp {
  void (*parallel)(void (*function)(void *), void *data, unsigned threads, unsigned flags);
  int (*max_threads)(void);
  int (*thread_number)(void);
  int (*thread_count)(void);
} openmp;

static openmp load_openmp(void) {
  openmp library = {NULL, NULL, NULL, NULL};
  /* Never closed: its threads outlive every call, and artifacts may be unloaded before it. */
  void *handle = dlopen("libgomp.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle)
    return library;
  /* ISO C has no cast from an object pointer to a function pointer; POSIX blesses this one. */
  *(void **)&library.parallel = dlsym(handle, "GOMP_parallel");
  *(void **)&library.max_threads = dlsym(handle, "omp_get_max_threads");
  *(void **)&library.thread_number = dlsym(handle, "omp_get_thread_num");
  *(void **)&library.thread_count = dlsym(handle, "omp_get_num_threads");
  if (!library.max_threads || !library.thread_number || !library.thread_count)
    library.parallel = NULL;
  return library;
}

/* Threads that arrive before the first lookup is published look for themselves, with the same
 * result. Nobody waits: a wait here against the loader's own lock could not end. */
static openmp get_openmp(void) {
  enum { UNKNOWN, PUBLISHING, KNOWN };
  static atomic_int state = UNKNOWN;
  static openmp published;
  if (atomic_load_explicit(&state, memory_order_acquire) == KNOWN)
    return published;
  openmp library = load_openmp();
  int expected = UNKNOWN;
  if (atomic_compare_exchange_strong(&state, &expected, PUBLISHING)) {
    published = library;
    atomic_store_explicit(&state, KNOWN, memory_order_release);
  }
  return library;
}

typedef struct team_work {
  const split_loop *loop;
  const openmp *library;
} team_work;

/* OpenMP may give fewer threads than asked for (one, when nested): the team is cut as it stands. */
static void run_team_member(void *data) {
  const team_work *work = data;
  split_loop loop = *work->loop;
  loop.blocks = work->library->thread_count();
  run_block(&loop, work->library->thread_number());
}

static void run_on_default_team(split_loop *loop, int32_t most_threads) {
  openmp library = get_openmp();
  int threads = library.parallel ? library.max_threads() : 1;
  if (most_threads > 0 && most_threads < threads)
    threads = most_threads;
  if (threads <= 1) {
    run_block(loop, 0);
    return;
  }
  /* The whole team even for fewer indices: libgomp ends and restarts threads when teams change
   * size, which costs more than waking one for nothing. */
  team_work work = {loop, &library};
  library.parallel(run_team_member, &work, (unsigned)threads, 0);
}

void aicc_rt_parallel_for(const aicc_context *ctx, int64_t count,
                          void (*body)(void *env, int64_t index), void *env) {
  if (count <= 0)
    return;
  int32_t most_threads = ctx ? ctx->threads : 0;
  split_loop loop = {body, env, count, 1};
  if (count == 1 || most_threads == 1) {
    run_block(&loop, 0);
  } else if (!ctx || !ctx->parallel_for) {
    run_on_default_team(&loop, most_threads);
  } else if (most_threads > 0 && most_threads < count) {
    /* The host's threads are not ours to count, but so many tasks keep at most so many busy. */
    loop.blocks = most_threads;
    ctx->parallel_for(ctx->parallel_data, loop.blocks, run_block, &loop);
  } else {
    ctx->parallel_for(ctx->parallel_data, count, body, env);
  }
}
