/* x86: features by CPUID, and by XGETBV whether the operating system saves the registers they use. A
 * feature whose registers are not saved faults like one that is absent, so both must say yes. */
#if defined(__x86_64__) || defined(__i386__)

#define _GNU_SOURCE 1
#include "Processor.h"

#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Words of aicc_rt_processor: XCR0 and the CPUID registers by leaf. */
enum { XCR0, L1C, L1D, L7B, L7C, L7D, L71A, L71D, EXTC, EXTD };

/* XCR0 bits (Intel SDM vol. 1, 13.1): XMM, YMM; opmask, ZMM halves; tile configuration and data. */
#define STATE_NONE 0x0u
#define STATE_AVX 0x6u
#define STATE_AVX512 0xe6u
#define STATE_AMX 0x60000u

typedef struct feature_group {
  uint32_t state;
  size_t rows;
  const aicc_rt_feature *table;
} feature_group;

static const aicc_rt_feature scalar_features[] = {
    {"sse3", L1C, 0},     {"pclmul", L1C, 1},   {"ssse3", L1C, 9},      {"cx16", L1C, 13},
    {"sse4.1", L1C, 19},  {"sse4.2", L1C, 20},  {"crc32", L1C, 20},     {"movbe", L1C, 22},
    {"popcnt", L1C, 23},  {"aes", L1C, 25},     {"rdrnd", L1C, 30},     {"x87", L1D, 0},
    {"cx8", L1D, 8},      {"cmov", L1D, 15},    {"mmx", L1D, 23},       {"fxsr", L1D, 24},
    {"sse", L1D, 25},     {"sse2", L1D, 26},    {"bmi", L7B, 3},        {"bmi2", L7B, 8},
    {"rdseed", L7B, 18},  {"adx", L7B, 19},     {"clflushopt", L7B, 23}, {"clwb", L7B, 24},
    {"sha", L7B, 29},     {"gfni", L7C, 8},     {"rdpid", L7C, 22},     {"cldemote", L7C, 25},
    {"movdiri", L7C, 27}, {"movdir64b", L7C, 28}, {"prefetchi", L71D, 14}, {"sahf", EXTC, 0},
    {"lzcnt", EXTC, 5},   {"sse4a", EXTC, 6},   {"prfchw", EXTC, 8},    {"64bit", EXTD, 29},
};

static const aicc_rt_feature avx_features[] = {
    {"fma", L1C, 12},     {"avx", L1C, 28},         {"f16c", L1C, 29},        {"avx2", L7B, 5},
    {"vaes", L7C, 9},     {"vpclmulqdq", L7C, 10},  {"avxvnni", L71A, 4},     {"avxifma", L71A, 23},
    {"avxvnniint8", L71D, 4}, {"avxneconvert", L71D, 5}, {"avxvnniint16", L71D, 10},
};

static const aicc_rt_feature avx512_features[] = {
    {"avx512f", L7B, 16},      {"avx512dq", L7B, 17},       {"avx512ifma", L7B, 21},
    {"avx512cd", L7B, 28},     {"avx512bw", L7B, 30},       {"avx512vl", L7B, 31},
    {"avx512vbmi", L7C, 1},    {"avx512vbmi2", L7C, 6},     {"avx512vnni", L7C, 11},
    {"avx512bitalg", L7C, 12}, {"avx512vpopcntdq", L7C, 14}, {"avx512vp2intersect", L7D, 8},
    {"avx512fp16", L7D, 23},   {"avx512bf16", L71A, 5},
};

static const aicc_rt_feature amx_features[] = {
    {"amx-bf16", L7D, 22},  {"amx-tile", L7D, 24},    {"amx-int8", L7D, 25},
    {"amx-fp16", L71A, 21}, {"amx-complex", L71D, 8},
};

#define GROUP(state, table) {state, sizeof table / sizeof table[0], table}
static const feature_group groups[] = {
    GROUP(STATE_NONE, scalar_features),
    GROUP(STATE_AVX, avx_features),
    GROUP(STATE_AVX512, avx512_features),
    GROUP(STATE_AMX, amx_features),
};

static uint64_t read_xcr0(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

aicc_rt_processor aicc_rt_read_processor(void) {
  aicc_rt_processor processor = {{0}};
  uint64_t *words = processor.words;
  uint32_t a, b, c, d;
  if (__get_cpuid(1, &a, &b, &c, &d)) {
    words[L1C] = c;
    words[L1D] = d;
    if (c & 1u << 27) /* OSXSAVE: XGETBV may be executed. */
      words[XCR0] = read_xcr0();
  }
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
    words[L7B] = b;
    words[L7C] = c;
    words[L7D] = d;
    if (a >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d)) {
      words[L71A] = a;
      words[L71D] = d;
    }
  }
  if (__get_cpuid(0x80000001u, &a, &b, &c, &d)) {
    words[EXTC] = c;
    words[EXTD] = d;
  }
  return processor;
}

/* Linux grants tile data to a process on request only; without it the first tile load faults. */
static bool may_use_tiles(void) {
#ifdef SYS_arch_prctl
  enum { REQUEST_STATE_PERMISSION = 0x1023, TILE_DATA = 18 };
  return syscall(SYS_arch_prctl, REQUEST_STATE_PERMISSION, TILE_DATA) == 0;
#else
  return false;
#endif
}

bool aicc_rt_has_feature(const aicc_rt_processor *processor, const char *name, size_t length) {
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; ++i) {
    const feature_group *group = &groups[i];
    if (aicc_rt_find_feature(group->table, group->rows, processor, name, length))
      return (processor->words[XCR0] & group->state) == group->state &&
             (group->state != STATE_AMX || may_use_tiles());
  }
  return false;
}

#else
typedef int aicc_rt_not_x86;
#endif
