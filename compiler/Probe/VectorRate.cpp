// Independent chains of multiply-adds, enough of them to hide the latency; see VectorRate.h.
#include "compiler/Probe/VectorRate.h"
#include "compiler/Probe/Team.h"

#include <algorithm>
#include <cstdint>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

using namespace aicc::probe;

/// What a loop computes has to be used.
static volatile double sink;

/// `Chains` accumulators of `Vector`, each a = a * x + y; the compiler fuses the two.
#define AICC_FMA_LOOP(name, attributes, Element, Bytes, Chains)                                                        \
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

/// `Chains` accumulators, each a = instruction(a, x, x), with `Products` multiplications a lane of 32 bits.
#define AICC_DOT_LOOP(name, attributes, Accumulator, Operand, bits, instruction, Products, Chains)                     \
  attributes static double name(long steps) {                                                                          \
    Accumulator chains[Chains] = {};                                                                                   \
    Operand x = (Operand)_mm512_set1_epi16(bits);                                                                      \
    for (long step = 0; step < steps; ++step)                                                                          \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < Chains; ++i) chains[i] = instruction(chains[i], x, x);    \
    _Pragma("clang loop unroll(full)") for (int i = 1; i < Chains; ++i) chains[0] += chains[i];                        \
    sink = chains[0][0];                                                                                               \
    return 2.0 * Products * 16 * Chains * steps;                                                                       \
  }

AICC_FMA_LOOP(fmaF32, , float, 16, 16)
AICC_FMA_LOOP(fmaF64, , double, 16, 16)

#if defined(__x86_64__)
#define AICC_FOR(features) __attribute__((target(features)))
AICC_FMA_LOOP(fmaF32Avx2, AICC_FOR("avx2,fma"), float, 32, 12)
AICC_FMA_LOOP(fmaF64Avx2, AICC_FOR("avx2,fma"), double, 32, 12)
AICC_FMA_LOOP(fmaF32Avx512, AICC_FOR("avx512f"), float, 64, 24)
AICC_FMA_LOOP(fmaF64Avx512, AICC_FOR("avx512f"), double, 64, 24)
AICC_DOT_LOOP(dotBF16, AICC_FOR("avx512f,avx512bf16"), __m512, __m512bh, 0x3f00, _mm512_dpbf16_ps, 2, 24)
AICC_DOT_LOOP(dotU8, AICC_FOR("avx512f,avx512vnni"), __m512i, __m512i, 0x0101, _mm512_dpbusd_epi32, 4, 24)

/// Additions of the pairs that one instruction multiplies; whose operands the compiler believes to change each time.
AICC_FOR("avx2") static double pairsS16(long steps) {
  constexpr int kChains = 12;
  __m256i chains[kChains] = {}, x = _mm256_set1_epi16(1);
  for (long step = 0; step < steps; ++step)
    _Pragma("clang loop unroll(full)") for (int i = 0; i < kChains; ++i) {
      asm volatile("" : "+x"(x));
      chains[i] = _mm256_add_epi32(chains[i], _mm256_madd_epi16(x, x));
    }
  _Pragma("clang loop unroll(full)") for (int i = 1; i < kChains; ++i) chains[0] =
      _mm256_add_epi32(chains[0], chains[i]);
  sink = double(_mm256_extract_epi32(chains[0], 0));
  return 2.0 * 16 * kChains * steps;
}

std::vector<VectorLoop> aicc::probe::hostVectorLoops() {
  std::vector<VectorLoop> loops;
  bool avx512 = __builtin_cpu_supports("avx512f"), avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (avx512)
    loops = {{"vfmadd231ps", "f32", 512, fmaF32Avx512}, {"vfmadd231pd", "f64", 512, fmaF64Avx512}};
  if (avx2)
    loops.insert(loops.end(), {{"vfmadd231ps", "f32", 256, fmaF32Avx2}, {"vfmadd231pd", "f64", 256, fmaF64Avx2}});
  if (avx512 && __builtin_cpu_supports("avx512bf16"))
    loops.push_back({"vdpbf16ps", "bf16", 512, dotBF16});
  if (avx512 && __builtin_cpu_supports("avx512vnni"))
    loops.push_back({"vpdpbusd", "u8", 512, dotU8});
  if (avx2)
    loops.push_back({"vpmaddwd", "s16", 256, pairsS16});
  loops.insert(loops.end(), {{"f32", "f32", 128, fmaF32}, {"f64", "f64", 128, fmaF64}});
  return loops;
}
#elif defined(__aarch64__)
std::vector<VectorLoop> aicc::probe::hostVectorLoops() {
  return {{"fmla.4s", "f32", 128, fmaF32}, {"fmla.2d", "f64", 128, fmaF64}};
}
#else
std::vector<VectorLoop> aicc::probe::hostVectorLoops() {
  return {{"f32", "f32", 128, fmaF32}, {"f64", "f64", 128, fmaF64}};
}
#endif

double aicc::probe::sampleClock() {
  // Many additions a round: the end of a round may hold up the chain by a cycle.
  constexpr int kSteps = 2500, kAdds = 512;
  uint64_t sum = 1, step = 3;
  double begin = secondsNow();
  for (int i = 0; i < kSteps; ++i)
#pragma clang loop unroll(full)
    for (int add = 0; add < kAdds; ++add) {
      sum += step;
      // Keeps each addition, and keeps the next one waiting for it.
      asm volatile("" : "+r"(sum), "+r"(step));
    }
  double seconds = secondsNow() - begin;
  sink = double(sum);
  return double(kSteps) * kAdds / seconds;
}

/// One slice: the rate between two samples of the clock, of which the system can only have slowed the lower one.
static RateSample measureSlice(const VectorLoop &loop, long steps) {
  double before = sampleClock();
  double begin = secondsNow(), operations = loop.run(steps);
  double rate = operations / (secondsNow() - begin);
  return {rate, std::max(before, sampleClock())};
}

/// Rounds that take about 2 ms.
static long chooseSteps(const VectorLoop &loop) {
  constexpr long kTrial = 20000;
  loop.run(kTrial);
  double begin = secondsNow();
  loop.run(kTrial);
  return std::max(1L, long(2e-3 / (secondsNow() - begin) * kTrial));
}

std::vector<RateSample> aicc::probe::sampleVectorRate(const VectorLoop &loop, unsigned threads, unsigned repetitions) {
  constexpr unsigned kWarmUps = 2;
  threads = std::max(threads, 1u);
  std::vector<std::vector<RateSample>> slices(repetitions + kWarmUps, std::vector<RateSample>(threads));
  runPinned(threads, [&](unsigned thread, Barrier &barrier) {
    long steps = chooseSteps(loop);
    for (std::vector<RateSample> &slice : slices) {
      barrier.wait();
      slice[thread] = measureSlice(loop, steps);
    }
  });
  std::vector<RateSample> samples;
  for (size_t i = kWarmUps; i < slices.size(); ++i) {
    RateSample joined = {0, slices[i][0].clock};
    for (const RateSample &one : slices[i])
      joined = {joined.rate + one.rate, std::min(joined.clock, one.clock)};
    samples.push_back(joined);
  }
  return samples;
}
