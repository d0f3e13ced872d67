// Streams of vector loads whose values are folded by exclusive or, which costs no more than the loads; see Bandwidth.h.
#include "compiler/Probe/Bandwidth.h"
#include "compiler/Probe/Pages.h"
#include "compiler/Probe/Team.h"

#include <algorithm>
#include <cstring>

using namespace aicc::probe;

namespace {
/// See readOnce.
using Reader = uint64_t (*)(const char *data, int64_t bytes);

/// What one iteration of a reader by pages covers, and the loads of one by lines.
constexpr int64_t kPage = 4096, kLoads = 8;
/// What buffers are rounded to.
constexpr int64_t kBlock = 1024;
/// What one repetition reads at least: at 400 GB/s still 0.3 ms, long against the start of a team.
constexpr int64_t kBytesPerRepetition = int64_t(128) << 20;

/// When a thread began and ended its part of a repetition.
struct Interval {
  double begin = 0, end = 0;
};
} // namespace

/// Eight folds in registers, so that the latency of the fold does not limit the loads.
#define AICC_READER(name, attributes, Bytes, Step)                                                                     \
  attributes static uint64_t name(const char *data, int64_t bytes) {                                                   \
    typedef uint64_t Vector __attribute__((vector_size(Bytes)));                                                       \
    Vector folds[8] = {};                                                                                              \
    const char *end = data + bytes;                                                                                    \
    for (; end - data >= Step; data += Step)                                                                           \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < Step / Bytes; ++i) folds[i % 8] ^=                        \
          *reinterpret_cast<const Vector *>(data + i * Bytes);                                                         \
    for (; data < end; data += Bytes)                                                                                  \
      folds[0] ^= *reinterpret_cast<const Vector *>(data);                                                             \
    _Pragma("clang loop unroll(full)") for (int i = 1; i < 8; ++i) folds[0] ^= folds[i];                               \
    return folds[0][0];                                                                                                \
  }

AICC_READER(pagesPortable, , 16, kPage)
AICC_READER(linesPortable, , 16, kLoads * 16)
#if defined(__x86_64__)
AICC_READER(pagesAvx2, __attribute__((target("avx2"))), 32, kPage)
AICC_READER(linesAvx2, __attribute__((target("avx2"))), 32, kLoads * 32)
AICC_READER(pagesAvx512, __attribute__((target("avx512f"))), 64, kPage)
AICC_READER(linesAvx512, __attribute__((target("avx512f"))), 64, kLoads * 64)

static Reader chooseReader(ReadBy by, unsigned maxVectorBits) {
  bool isByPages = by == ReadBy::Pages;
  if ((!maxVectorBits || maxVectorBits >= 512) && __builtin_cpu_supports("avx512f"))
    return isByPages ? pagesAvx512 : linesAvx512;
  if ((!maxVectorBits || maxVectorBits >= 256) && __builtin_cpu_supports("avx2"))
    return isByPages ? pagesAvx2 : linesAvx2;
  return isByPages ? pagesPortable : linesPortable;
}
#else
static Reader chooseReader(ReadBy by, unsigned) { return by == ReadBy::Pages ? pagesPortable : linesPortable; }
#endif

uint64_t aicc::probe::readOnce(const char *data, int64_t bytes, ReadBy by, unsigned maxVectorBits) {
  return chooseReader(by, maxVectorBits)(data, bytes);
}

ReadBy aicc::probe::fasterRead(const char *data, int64_t bytes, unsigned maxVectorBits) {
  constexpr int kTurns = 3;
  double best[2] = {1e300, 1e300};
  for (int turn = 0; turn < kTurns; ++turn)
    for (ReadBy by : {ReadBy::Pages, ReadBy::Lines}) {
      double begin = secondsNow();
      volatile uint64_t sink = readOnce(data, bytes, by, maxVectorBits);
      (void)sink;
      best[int(by)] = std::min(best[int(by)], secondsNow() - begin);
    }
  return best[int(ReadBy::Lines)] < best[int(ReadBy::Pages)] ? ReadBy::Lines : ReadBy::Pages;
}

static Interval readPasses(Reader reader, const char *data, int64_t bytes) {
  volatile uint64_t sink;
  Interval interval{secondsNow(), 0};
  for (int64_t done = 0; done < kBytesPerRepetition; done += bytes)
    sink = reader(data, bytes);
  (void)sink;
  interval.end = secondsNow();
  return interval;
}

/// Bytes/s from the first begin to the last end.
static double joinedRate(const std::vector<Interval> &intervals, int64_t bytesPerThread) {
  double begin = intervals.front().begin, end = intervals.front().end;
  for (const Interval &interval : intervals)
    begin = std::min(begin, interval.begin), end = std::max(end, interval.end);
  int64_t passes = (kBytesPerRepetition + bytesPerThread - 1) / bytesPerThread;
  return double(passes * bytesPerThread) * intervals.size() / (end - begin);
}

std::vector<double> aicc::probe::sampleReadBandwidth(int64_t bytesPerThread, unsigned threads, unsigned repetitions,
                                                     unsigned maxVectorBits) {
  int64_t bytes = std::max(bytesPerThread / kBlock, int64_t(1)) * kBlock;
  threads = std::max(threads, 1u);
  Reader reader = nullptr;
  std::vector<std::vector<Interval>> intervals(repetitions, std::vector<Interval>(threads));
  std::atomic<bool> failed{false};
  runPinned(threads, [&](unsigned thread, Barrier &barrier) {
    Pages pages(bytes);
    if (pages.data())
      std::memset(pages.data(), 1, bytes);
    else
      failed = true;
    if (thread == 0 && pages.data())
      reader = chooseReader(fasterRead(pages.data(), bytes, maxVectorBits), maxVectorBits);
    barrier.wait();
    for (unsigned i = 0; i < repetitions && !failed; ++i, barrier.wait())
      intervals[i][thread] = readPasses(reader, pages.data(), bytes);
  });
  std::vector<double> rates;
  for (unsigned i = 0; i < repetitions && !failed; ++i)
    rates.push_back(joinedRate(intervals[i], bytes));
  return rates;
}

double aicc::probe::readBandwidth(int64_t bytesPerThread, unsigned threads) {
  std::vector<double> rates = sampleReadBandwidth(bytesPerThread, threads, 7);
  return rates.empty() ? 0 : *std::max_element(rates.begin(), rates.end());
}
