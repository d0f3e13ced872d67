/* RISC-V: single-letter extensions by HWCAP, the named ones by the riscv_hwprobe system call (Linux
 * 6.4 and later; before that they count as missing), the vector length from the vlenb register. */
#if defined(__riscv)

#define _GNU_SOURCE 1
#include "Processor.h"

#include <sys/auxv.h>
#include <unistd.h>

/* Words of aicc_rt_processor. */
enum { HWCAP1, EXTENSIONS, VECTOR_BITS };

#define LETTER(c) (uint8_t)((c) - 'a')
/* Bits of EXTENSIONS: RISCV_HWPROBE_KEY_IMA_EXT_0 (Documentation/arch/riscv/hwprobe.rst). */
static const aicc_rt_feature features[] = {
    {"i", HWCAP1, LETTER('i')},  {"m", HWCAP1, LETTER('m')},   {"a", HWCAP1, LETTER('a')},
    {"f", HWCAP1, LETTER('f')},  {"d", HWCAP1, LETTER('d')},   {"c", HWCAP1, LETTER('c')},
    {"v", HWCAP1, LETTER('v')},  {"zba", EXTENSIONS, 3},       {"zbb", EXTENSIONS, 4},
    {"zbs", EXTENSIONS, 5},      {"zfh", EXTENSIONS, 27},      {"zfhmin", EXTENSIONS, 28},
    {"zvfh", EXTENSIONS, 30},    {"zvfhmin", EXTENSIONS, 31},
};

static uint64_t read_extensions(void) {
  enum { HWPROBE = 258, KEY_IMA_EXT_0 = 4 };
  struct {
    int64_t key;
    uint64_t value;
  } pair = {KEY_IMA_EXT_0, 0};
  /* An unknown key comes back as -1. */
  return syscall(HWPROBE, &pair, (size_t)1, (size_t)0, NULL, 0u) == 0 && pair.key == KEY_IMA_EXT_0
             ? pair.value
             : 0;
}

/* Only where HWCAP has V: elsewhere the access faults. By number, as the assembler runs without V. */
static uint64_t read_vector_bits(void) {
  unsigned long bytes;
  __asm__ volatile("csrr %0, 0xc22" : "=r"(bytes));
  return (uint64_t)bytes * 8;
}

aicc_rt_processor aicc_rt_read_processor(void) {
  enum { AUXV_HWCAP = 16 };
  aicc_rt_processor processor = {{0}};
  processor.words[HWCAP1] = getauxval(AUXV_HWCAP);
  processor.words[EXTENSIONS] = read_extensions();
  if (processor.words[HWCAP1] >> LETTER('v') & 1)
    processor.words[VECTOR_BITS] = read_vector_bits();
  return processor;
}

bool aicc_rt_has_feature(const aicc_rt_processor *processor, const char *name, size_t length) {
  int64_t bits = aicc_rt_number_in_name("zvl", "b", name, length);
  if (bits >= 0)
    return (uint64_t)bits <= processor->words[VECTOR_BITS];
  return aicc_rt_find_feature(features, sizeof features / sizeof features[0], processor, name,
                              length);
}

#else
typedef int aicc_rt_not_riscv;
#endif
