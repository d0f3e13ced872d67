// Loops over threads: every index once, on whose threads the context says, from many callers at once.
// Also built under ThreadSanitizer, then without the default team (libgomp is not instrumented).
#include "HostThreads.h"
#include "runtime/Artifact.h"

#include <gtest/gtest.h>
#include <set>

namespace {

// Plain, unsynchronised writes: an index that runs twice, or an early return, is a race.
struct Visits {
  explicit Visits(int64_t count) : times(size_t(count)), threads(size_t(count)) {}
  static void body(void *env, int64_t index) {
    auto *visits = static_cast<Visits *>(env);
    ++visits->times[size_t(index)];
    visits->threads[size_t(index)] = std::this_thread::get_id();
  }
  bool eachOnce() const { return times == std::vector<int>(times.size(), 1); }
  std::set<std::thread::id> distinctThreads() const { return {threads.begin(), threads.end()}; }
  // Whether no thread comes back to a second run of indices.
  bool contiguous() const {
    size_t runs = times.empty() ? 0 : 1;
    for (size_t i = 1; i < threads.size(); ++i)
      runs += threads[i] != threads[i - 1];
    return runs == distinctThreads().size();
  }
  std::vector<int> times;
  std::vector<std::thread::id> threads;
};

Visits visit(const aicc_context *ctx, int64_t count) {
  Visits visits(count);
  aicc_rt_parallel_for(ctx, count, Visits::body, &visits);
  return visits;
}

aicc_context pooledContext(HostPool &pool) {
  aicc_context context = aicc_context_default();
  context.parallel_for = HostPool::parallelFor;
  context.parallel_data = &pool;
  return context;
}

// An outer loop whose bodies run a loop themselves, on the same context.
struct Nest {
  const aicc_context *ctx;
  std::vector<Visits> inner;
  static void body(void *env, int64_t index) {
    auto *nest = static_cast<Nest *>(env);
    aicc_rt_parallel_for(nest->ctx, 7, Visits::body, &nest->inner[size_t(index)]);
  }
};
void expectNestRuns(const aicc_context *ctx) {
  Nest nest{ctx, std::vector<Visits>(5, Visits(7))};
  aicc_rt_parallel_for(ctx, 5, Nest::body, &nest);
  for (const Visits &inner : nest.inner)
    EXPECT_TRUE(inner.eachOnce());
}

// No index: the body does not run. A negative count is none.
TEST(ParallelFor, empty) {
  HostPool pool;
  aicc_context context = pooledContext(pool);
  visit(&context, 0);
  aicc_rt_parallel_for(&context, -3, Visits::body, nullptr);
  EXPECT_EQ(pool.loops, 0);
}

// One index runs on the caller; no pool is troubled.
TEST(ParallelFor, oneIsInline) {
  HostPool pool;
  aicc_context context = pooledContext(pool);
  EXPECT_EQ(visit(&context, 1).threads[0], std::this_thread::get_id());
  EXPECT_EQ(pool.loops, 0);
}

// threads = 1 means the caller alone, in order.
TEST(ParallelFor, oneThread) {
  HostPool pool;
  aicc_context context = pooledContext(pool);
  context.threads = 1;
  Visits visits = visit(&context, 100);
  EXPECT_TRUE(visits.eachOnce());
  EXPECT_EQ(visits.distinctThreads(), std::set<std::thread::id>{std::this_thread::get_id()});
  EXPECT_EQ(pool.loops, 0);
}

// The host's pool gets the loop as it is.
TEST(ParallelFor, hostPool) {
  HostPool pool;
  aicc_context context = pooledContext(pool);
  EXPECT_TRUE(visit(&context, 100).eachOnce());
  EXPECT_EQ(pool.loops, 1);
  EXPECT_EQ(pool.lastCount, 100);
}

// `threads` bounds the host's pool as well: it gets no more tasks than that, covering all indices.
TEST(ParallelFor, hostPoolCapped) {
  HostPool pool;
  pool.width = 8;
  aicc_context context = pooledContext(pool);
  context.threads = 3;
  for (int64_t count : {2, 3, 4, 100}) {
    Visits visits = visit(&context, count);
    EXPECT_TRUE(visits.eachOnce()) << count;
    EXPECT_LE(visits.distinctThreads().size(), 3u);
    EXPECT_EQ(pool.lastCount, std::min<int64_t>(count, 3));
  }
}

TEST(ParallelFor, hostPoolNested) {
  HostPool pool;
  aicc_context context = pooledContext(pool);
  expectNestRuns(&context);
}

// Four threads of the host enter at once, sharing one context.
TEST(ParallelFor, hostPoolFromFourThreads) {
  HostPool pool;
  aicc_context context = pooledContext(pool);
  callTogether(4, [&](int caller) {
    for (int round = 0; round < 20; ++round)
      EXPECT_TRUE(visit(&context, 50 + caller).eachOnce());
  });
}

// Four threads of the host make whole calls at once: features, arena, loop, return.
TEST(ParallelFor, wholeCallsFromFourThreads) {
  static const char features[] = "";
  HostPool pool;
  aicc_context context = pooledContext(pool);
  callTogether(4, [&](int) {
    for (int round = 0; round < 20; ++round) {
      void *arena = nullptr;
      ASSERT_EQ(aicc_rt_enter(&context, features, 50 * sizeof(int), &arena), AICC_OK);
      aicc_rt_parallel_for(
          &context, 50, [](void *env, int64_t i) { static_cast<int *>(env)[i] = int(i); }, arena);
      EXPECT_EQ(static_cast<int *>(arena)[49], 49);
      aicc_rt_leave(&context, arena);
    }
  });
}

#ifndef RUNTIME_TEST_NO_DEFAULT_TEAM

// Callers race for the first lookup of libgomp; this test must therefore be the first that uses it.
TEST(ParallelFor, defaultTeamFromFourThreads) {
  callTogether(4, [&](int caller) {
    for (int round = 0; round < 50; ++round)
      EXPECT_TRUE(visit(nullptr, 50 + caller).eachOnce());
  });
}

// The default team gives each thread one contiguous block, also with fewer indices than threads.
TEST(ParallelFor, defaultTeamIsContiguous) {
  for (int64_t count : {2, 3, 5, 64, 1000}) {
    Visits visits = visit(nullptr, count);
    EXPECT_TRUE(visits.eachOnce()) << count;
    EXPECT_TRUE(visits.contiguous()) << count;
  }
}

// The same team assigns the same index to the same thread.
TEST(ParallelFor, defaultTeamIsStatic) {
  std::vector<std::thread::id> first = visit(nullptr, 100).threads;
  for (int round = 0; round < 10; ++round)
    EXPECT_EQ(visit(nullptr, 100).threads, first);
}

// `threads` bounds the default team.
TEST(ParallelFor, defaultTeamCapped) {
  aicc_context context = aicc_context_default();
  context.threads = 2;
  Visits visits = visit(&context, 100);
  EXPECT_TRUE(visits.eachOnce());
  EXPECT_LE(visits.distinctThreads().size(), 2u);
}

TEST(ParallelFor, defaultTeamNested) { expectNestRuns(nullptr); }

#endif // RUNTIME_TEST_NO_DEFAULT_TEAM

} // namespace
