// Threads of a host for the tests: a fixed number of callers at once, and a parallel_for on threads
// of its own, without OpenMP.
#ifndef AICC_TEST_UNIT_RUNTIME_HOSTTHREADS_H
#define AICC_TEST_UNIT_RUNTIME_HOSTTHREADS_H

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

/// Runs `call(0) … call(callers - 1)`, each on a thread of its own, started together.
template <typename Call> void callTogether(int callers, Call call) {
  std::atomic<int> waiting{callers};
  std::vector<std::thread> threads;
  for (int caller = 0; caller < callers; ++caller)
    threads.emplace_back([&, caller] {
      waiting.fetch_sub(1);
      while (waiting.load() > 0)
        std::this_thread::yield();
      call(caller);
    });
  for (std::thread &thread : threads)
    thread.join();
}

/// A host's pool as a context sees it: `width` threads a loop, handing out indices one by one.
struct HostPool {
  int width = 3;
  std::atomic<int> loops{0};
  std::atomic<int64_t> lastCount{0};

  static void parallelFor(void *self, int64_t count, void (*body)(void *, int64_t), void *env) {
    auto *pool = static_cast<HostPool *>(self);
    pool->loops.fetch_add(1);
    pool->lastCount.store(count);
    std::atomic<int64_t> next{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < pool->width; ++i)
      threads.emplace_back([&] {
        for (int64_t index; (index = next.fetch_add(1)) < count;)
          body(env, index);
      });
    for (std::thread &thread : threads)
      thread.join();
  }
};

#endif // AICC_TEST_UNIT_RUNTIME_HOSTTHREADS_H
