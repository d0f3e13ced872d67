// Independent chains of multiply-adds, enough of them to hide the latency; see Peak.h.
#include "compiler/Driver/Peak.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

using namespace aicc;
using namespace aicc::driver;

namespace {
/// Does `steps` rounds and returns the floating-point operations done.
using Loop = double (*)(long steps);

/// What a loop computes has to be used.
volatile double sink;
} // namespace

/// `Chains` accumulators of `Vector`, each a = a * x + y; the compiler fuses the two.
#define AICC_PEAK_LOOP(name, attributes, Element, Bytes, Chains)                                                       \
  attributes static double name(long steps) {                                                                          \
    typedef Element Vector __attribute__((vector_size(Bytes)));                                                        \
    Vector chains[Chains], x = {}, y = {};                                                                             \
    x += Element(0.5), y += Element(1);                                                                                \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < Chains; ++i) chains[i] = y * Element(i);                    \
    for (long step = 0; step < steps; ++step)                                                                          \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < Chains; ++i) chains[i] = chains[i] * x + y;               \
    _Pragma("clang loop unroll(full)") for (int i = 1; i < Chains; ++i) chains[0] += chains[i];                        \
    sink = chains[0][0];                                                                                               \
    return 2.0 * Chains * (Bytes / sizeof(Element)) * steps;                                                           \
  }

AICC_PEAK_LOOP(loopF32, , float, 16, 12)
AICC_PEAK_LOOP(loopF64, , double, 16, 12)

#if defined(__x86_64__)
AICC_PEAK_LOOP(loopF32Avx2, __attribute__((target("avx2,fma"))), float, 32, 12)
AICC_PEAK_LOOP(loopF64Avx2, __attribute__((target("avx2,fma"))), double, 32, 12)
AICC_PEAK_LOOP(loopF32Avx512, __attribute__((target("avx512f"))), float, 64, 24)
AICC_PEAK_LOOP(loopF64Avx512, __attribute__((target("avx512f"))), double, 64, 24)

__attribute__((target("avx512f,avx512bf16"))) static double loopBF16Avx512(long steps) {
  constexpr int kChains = 24;
  __m512 chains[kChains];
  __m512bh x = (__m512bh)_mm512_set1_epi16(0x3f00);
#pragma clang loop unroll(full)
  for (int i = 0; i < kChains; ++i)
    chains[i] = _mm512_set1_ps(float(i));
  for (long step = 0; step < steps; ++step) {
#pragma clang loop unroll(full)
    for (int i = 0; i < kChains; ++i)
      chains[i] = _mm512_dpbf16_ps(chains[i], x, x);
  }
#pragma clang loop unroll(full)
  for (int i = 1; i < kChains; ++i)
    chains[0] = _mm512_add_ps(chains[0], chains[i]);
  sink = _mm512_reduce_add_ps(chains[0]);
  return 4.0 * 16 * kChains * steps;
}

__attribute__((target("avx512f,avx512vnni"))) static double loopI8Avx512(long steps) {
  constexpr int kChains = 24;
  __m512i chains[kChains], x = _mm512_set1_epi8(3);
#pragma clang loop unroll(full)
  for (int i = 0; i < kChains; ++i)
    chains[i] = _mm512_set1_epi32(i);
  for (long step = 0; step < steps; ++step) {
#pragma clang loop unroll(full)
    for (int i = 0; i < kChains; ++i)
      chains[i] = _mm512_dpbusd_epi32(chains[i], x, x);
  }
#pragma clang loop unroll(full)
  for (int i = 1; i < kChains; ++i)
    chains[0] = _mm512_add_epi32(chains[0], chains[i]);
  sink = _mm512_reduce_add_epi32(chains[0]);
  return 8.0 * 16 * kChains * steps;
}

/// Null where there is no loop for `type`.
static Loop chooseLoop(data::ElementType type, bool mayUseAvx512) {
  bool avx512 = mayUseAvx512 && __builtin_cpu_supports("avx512f");
  if (!data::isFloat(type))
    return type == data::ElementType::I8 && avx512 && __builtin_cpu_supports("avx512vnni") ? loopI8Avx512 : nullptr;
  bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (type == data::ElementType::BF16 && avx512 && __builtin_cpu_supports("avx512bf16"))
    return loopBF16Avx512;
  if (type == data::ElementType::F64)
    return avx512 ? loopF64Avx512 : avx2 ? loopF64Avx2 : loopF64;
  return avx512 ? loopF32Avx512 : avx2 ? loopF32Avx2 : loopF32;
}
#else
/// Null where there is no loop for `type`.
static Loop chooseLoop(data::ElementType type, bool) {
  return !data::isFloat(type) ? nullptr : type == data::ElementType::F64 ? loopF64 : loopF32;
}
#endif

static double secondsNow() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// GFLOP/s of one thread: the best of several slices of about 2 ms, of which the first warms the clock.
static double measureThread(Loop loop) {
  double best = 0;
  for (int slice = 0; slice < 10; ++slice) {
    double begin = secondsNow(), operations = loop(100000);
    best = std::max(best, operations / (secondsNow() - begin) * 1e-9);
  }
  return best;
}

std::optional<double> driver::measurePeakGflops(data::ElementType type, unsigned threads, bool mayUseAvx512) {
  Loop loop = chooseLoop(type, mayUseAvx512);
  if (!loop)
    return std::nullopt;
  std::vector<double> rates(std::max(threads, 1u));
  std::vector<std::thread> team;
  for (size_t i = 1; i < rates.size(); ++i)
    team.emplace_back([&, i] { rates[i] = measureThread(loop); });
  rates[0] = measureThread(loop);
  double total = rates[0];
  for (size_t i = 1; i < rates.size(); ++i) {
    team[i - 1].join();
    total += rates[i];
  }
  return total;
}
