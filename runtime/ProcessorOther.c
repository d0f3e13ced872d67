/* Architectures without a file of their own: no feature can be promised, so only an artifact that
 * requires none runs. */
#if !defined(__x86_64__) && !defined(__i386__) && !defined(__aarch64__) && !defined(__riscv) &&    \
    !defined(__loongarch__)

#include "Processor.h"

aicc_rt_processor aicc_rt_read_processor(void) {
  aicc_rt_processor processor = {{0}};
  return processor;
}

bool aicc_rt_has_feature(const aicc_rt_processor *processor, const char *name, size_t length) {
  (void)processor, (void)name, (void)length;
  return false;
}

#else
typedef int aicc_rt_not_other;
#endif
