// See Latency.h.
#include "compiler/Probe/Latency.h"
#include "compiler/Probe/Pages.h"
#include "compiler/Probe/Team.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace aicc::probe;

namespace {
/// One line: where to go next. A pointer, since an index would cost an addition on the way.
struct Line {
  const Line *next;
  char rest[64 - sizeof(void *)];
};
} // namespace

/// Links the lines to one circle (Sattolo's shuffle), the same on each run.
static void linkCircle(Line *lines, uint64_t count) {
  std::vector<uint64_t> next(count);
  std::iota(next.begin(), next.end(), 0);
  std::mt19937_64 random(1);
  for (uint64_t i = count - 1; i > 0; --i)
    std::swap(next[i], next[random() % i]);
  for (uint64_t i = 0; i < count; ++i)
    lines[i].next = &lines[next[i]];
}

static double chase(const Line *lines, uint64_t steps) {
  static const Line *volatile sink;
  const Line *at = lines;
  double begin = secondsNow();
  for (uint64_t step = 0; step < steps; ++step)
    at = at->next;
  double seconds = secondsNow() - begin;
  sink = at;
  (void)sink;
  return seconds / steps;
}

std::vector<double> aicc::probe::sampleLatency(int64_t bytes, unsigned repetitions) {
  constexpr uint64_t kSteps = 1 << 19;
  uint64_t count = std::max<int64_t>(bytes / sizeof(Line), 2);
  std::vector<double> samples;
  runPinned(1, [&](unsigned, Barrier &) {
    Pages pages(count * sizeof(Line));
    Line *lines = reinterpret_cast<Line *>(pages.data());
    if (!lines)
      return;
    linkCircle(lines, count);
    // Brings in what a cache is to hold, which some keep only after several rounds; does not count.
    chase(lines, std::min(16 * count, 4 * kSteps));
    for (unsigned i = 0; i < repetitions; ++i)
      samples.push_back(chase(lines, kSteps));
  });
  return samples;
}
