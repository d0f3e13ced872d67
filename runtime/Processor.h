/* What the processor offers, behind one interface: Processor<Architecture>.c reads it and knows the
 * names; exactly one of those files is not empty after preprocessing. */
#ifndef AICC_RUNTIME_PROCESSOR_H
#define AICC_RUNTIME_PROCESSOR_H

#include "Artifact.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Feature words as the architecture's file numbers them (CPUID registers, HWCAP words). */
typedef struct aicc_rt_processor {
  uint64_t words[12];
} aicc_rt_processor;

/** A name and the bit that stands for it. */
typedef struct aicc_rt_feature {
  const char *name;
  uint8_t word;
  uint8_t bit;
} aicc_rt_feature;

/** Asks the processor and the operating system. Thread-safe. */
AICC_RT_HIDDEN aicc_rt_processor aicc_rt_read_processor(void);

/** Whether the feature called name[0 .. length) can be used. Unknown names cannot. */
AICC_RT_HIDDEN bool aicc_rt_has_feature(const aicc_rt_processor *processor, const char *name,
                                        size_t length);

/** Whether name[0 .. length) is `word`. */
static inline bool aicc_rt_same_name(const char *word, const char *name, size_t length) {
  return strlen(word) == length && memcmp(word, name, length) == 0;
}

/** Whether the table knows the name and its bit is set. */
static inline bool aicc_rt_find_feature(const aicc_rt_feature *table, size_t rows,
                                        const aicc_rt_processor *processor, const char *name,
                                        size_t length) {
  for (size_t i = 0; i < rows; ++i)
    if (aicc_rt_same_name(table[i].name, name, length))
      return processor->words[table[i].word] >> table[i].bit & 1;
  return false;
}

/** The number between `prefix` and `suffix`, if that is all that name[0 .. length) holds; else -1. */
static inline int64_t aicc_rt_number_in_name(const char *prefix, const char *suffix,
                                             const char *name, size_t length) {
  size_t before = strlen(prefix), after = strlen(suffix);
  if (length <= before + after || length > before + after + 9 ||
      memcmp(name, prefix, before) != 0 || memcmp(name + length - after, suffix, after) != 0)
    return -1;
  int64_t number = 0;
  for (size_t i = before; i < length - after; ++i) {
    if (name[i] < '0' || name[i] > '9')
      return -1;
    number = number * 10 + (name[i] - '0');
  }
  return number;
}

#ifdef __cplusplus
}
#endif

#endif /* AICC_RUNTIME_PROCESSOR_H */
