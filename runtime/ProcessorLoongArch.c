/* LoongArch: the kernel's HWCAP word says what user code may execute, state included. */
#if defined(__loongarch__)

#include "Processor.h"

#include <sys/auxv.h>

enum { HWCAP1 };

static const aicc_rt_feature features[] = {
    {"ual", HWCAP1, 2}, {"f", HWCAP1, 3}, {"d", HWCAP1, 3}, {"lsx", HWCAP1, 4}, {"lasx", HWCAP1, 5},
};

aicc_rt_processor aicc_rt_read_processor(void) {
  enum { AUXV_HWCAP = 16 };
  aicc_rt_processor processor = {{0}};
  processor.words[HWCAP1] = getauxval(AUXV_HWCAP);
  return processor;
}

bool aicc_rt_has_feature(const aicc_rt_processor *processor, const char *name, size_t length) {
  return aicc_rt_find_feature(features, sizeof features / sizeof features[0], processor, name,
                              length);
}

#else
typedef int aicc_rt_not_loongarch;
#endif
