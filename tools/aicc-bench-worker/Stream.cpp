// See Stream.h.
#include "tools/aicc-bench-worker/Stream.h"
#include "compiler/Probe/Bandwidth.h"
#include "compiler/Probe/Pages.h"
#include "compiler/Probe/Team.h"

#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace aicc;
using namespace aicc::peers;

namespace {
/// What the threads share. Between two calls only the first of them is not at the barrier.
class Stream {
public:
  explicit Stream(const Request &request)
      : threads(std::max<int64_t>(request.number("threads"), 1)),
        copies(std::max<int64_t>(request.number("copies"), 1)),
        part(llvm::alignTo(llvm::divideCeil(request.number("stream"), threads), 64)), pages(copies * threads * part) {}

  bool hasMemory() const { return pages.data(); }
  int serve();

private:
  char *begin(int64_t copy, int64_t thread) const { return pages.data() + (copy * threads + thread) * part; }
  /// Reads the part of `thread`.
  void read(unsigned thread) const {
    volatile uint64_t sink = probe::readOnce(begin(next % copies, thread), part, by);
    (void)sink;
  }
  /// Obeys until the end, and lets the others go.
  void lead(probe::Barrier &barrier);
  /// Reads with each call. A thread that waits for one spins, as those of the artifacts do.
  void follow(unsigned thread, probe::Barrier &barrier) const;

  const int64_t threads, copies, part; ///< `part`: bytes of one thread and call
  probe::Pages pages;
  int64_t next = 0; ///< calls so far
  probe::ReadBy by = probe::ReadBy::Pages;
  bool isDone = false;
  int status = 0;
};
} // namespace

void Stream::lead(probe::Barrier &barrier) {
  auto call = [&] {
    barrier.wait();
    read(0);
    barrier.wait();
    return std::string();
  };
  auto write = [](const std::string &) { return std::string("a stream has no result"); };
  auto before = [&] { return ++next, std::string(); };
  status = peers::serve({"stream", "plain read", call, write, before});
  isDone = true;
  barrier.wait();
}

void Stream::follow(unsigned thread, probe::Barrier &barrier) const {
  for (barrier.wait(); !isDone; barrier.wait()) {
    read(thread);
    barrier.wait();
  }
}

int Stream::serve() {
  probe::runPinned(threads, [&](unsigned thread, probe::Barrier &barrier) {
    for (int64_t copy = 0; copy < copies; ++copy)
      std::memset(begin(copy, thread), 1, part);
    barrier.wait();
    if (thread == 0)
      by = probe::fasterRead(pages.data(), copies * threads * part);
    barrier.wait();
    thread == 0 ? lead(barrier) : follow(thread, barrier);
  });
  return status;
}

int peers::serveStream(const Request &request) {
  Stream stream(request);
  return stream.hasMemory() ? stream.serve() : refuse("no memory for the stream");
}
