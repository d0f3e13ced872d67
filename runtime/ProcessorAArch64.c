/* AArch64: the kernel's HWCAP words say what user code may execute, state included. Bit numbers are
 * Linux's (Documentation/arch/arm64/elf_hwcaps.rst), written out so that old headers do. */
#if defined(__aarch64__)

#include "Processor.h"

#include <sys/auxv.h>
#include <sys/prctl.h>

/* Words of aicc_rt_processor. */
enum { HWCAP1, HWCAP2, SVE_BITS };

static const aicc_rt_feature features[] = {
    {"fp-armv8", HWCAP1, 0},  {"neon", HWCAP1, 1},     {"aes", HWCAP1, 4},
    {"sha2", HWCAP1, 6},      {"crc", HWCAP1, 7},      {"lse", HWCAP1, 8},
    {"fullfp16", HWCAP1, 10}, {"rdm", HWCAP1, 12},     {"jsconv", HWCAP1, 13},
    {"complxnum", HWCAP1, 14}, {"rcpc", HWCAP1, 15},   {"sm4", HWCAP1, 19},
    {"dotprod", HWCAP1, 20},  {"sha3", HWCAP1, 21},    {"sve", HWCAP1, 22},
    {"fp16fml", HWCAP1, 23},  {"sve2", HWCAP2, 1},     {"sve-bitperm", HWCAP2, 4},
    {"f32mm", HWCAP2, 10},    {"f64mm", HWCAP2, 11},   {"i8mm", HWCAP2, 13},
    {"bf16", HWCAP2, 14},     {"sve2p1", HWCAP2, 36},
};

static uint64_t read_sve_bits(void) {
  enum { GET_SVE_VECTOR_LENGTH = 51, LENGTH_MASK = 0xffff };
  int bytes = prctl(GET_SVE_VECTOR_LENGTH, 0, 0, 0, 0);
  return bytes < 0 ? 0 : (uint64_t)(bytes & LENGTH_MASK) * 8;
}

aicc_rt_processor aicc_rt_read_processor(void) {
  enum { AUXV_HWCAP = 16, AUXV_HWCAP2 = 26 };
  aicc_rt_processor processor = {{0}};
  processor.words[HWCAP1] = getauxval(AUXV_HWCAP);
  processor.words[HWCAP2] = getauxval(AUXV_HWCAP2);
  processor.words[SVE_BITS] = read_sve_bits();
  return processor;
}

bool aicc_rt_has_feature(const aicc_rt_processor *processor, const char *name, size_t length) {
  int64_t bits = aicc_rt_number_in_name("sve-vector-bits=", "", name, length);
  if (bits >= 0)
    return bits > 0 && (uint64_t)bits == processor->words[SVE_BITS];
  return aicc_rt_find_feature(features, sizeof features / sizeof features[0], processor, name,
                              length);
}

#else
typedef int aicc_rt_not_aarch64;
#endif
