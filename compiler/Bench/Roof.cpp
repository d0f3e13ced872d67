// Peaks and clocks; see Roof.h.
#include "compiler/Bench/Roof.h"
#include "compiler/Driver/Peak.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include <chrono>

using namespace aicc;
using namespace aicc::bench;

/// "32768K" in bytes.
static int64_t parseSize(llvm::StringRef text) {
  text = text.trim();
  int64_t unit = text.consume_back("K") ? 1024 : text.consume_back("M") ? 1024 * 1024 : 1, number = 0;
  return text.getAsInteger(10, number) ? 0 : number * unit;
}

int64_t bench::lastLevelCacheBytes(int64_t otherwise) {
  int64_t largest = 0;
  for (int index = 0; index < 8; ++index) {
    auto file =
        llvm::MemoryBuffer::getFileAsStream("/sys/devices/system/cpu/cpu0/cache/index" + llvm::Twine(index) + "/size");
    if (file)
      largest = std::max(largest, parseSize((*file)->getBuffer()));
  }
  return largest ? largest : otherwise;
}

/// GHz, from a chain of multiplications: three cycles each on the x86-64 processors that there are.
static double estimateClock() {
#if defined(__x86_64__)
  constexpr int kSteps = 300000;
  double best = 0;
  for (int attempt = 0; attempt < 3; ++attempt) {
    uint64_t value = 3;
    auto begin = std::chrono::steady_clock::now();
    for (int step = 0; step < kSteps; ++step)
      asm volatile("imul %0, %0\n\timul %0, %0\n\timul %0, %0\n\timul %0, %0" : "+r"(value));
    std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - begin;
    best = std::max(best, kSteps * 4 * 3 / passed.count());
  }
  return best;
#else
  return 0;
#endif
}

Roof bench::measureArithmetic(data::ElementType type, unsigned threads, bool mayUseAvx512) {
  Roof roof;
  roof.clockGHz = estimateClock();
  roof.peakGflops = driver::measurePeakGflops(type, threads, mayUseAvx512).value_or(0);
  return roof;
}

Roof bench::better(const Roof &a, const Roof &b) {
  return {std::max(a.peakGflops, b.peakGflops), std::max(a.streamGBs, b.streamGBs), std::max(a.clockGHz, b.clockGHz)};
}
