/* The gate in front of generated code: a list of required features against the processor, decided
 * when the library is loaded, remembered, and answered with a status. */
#include "Processor.h"

#include <stdatomic.h>

/* Overridden by the definition in generated code. */
__attribute__((weak, visibility("hidden"))) const char aicc_rt_required_features[] = "";

/* The list last found complete, by address. Relaxed order suffices: the address is the message. */
static _Atomic(const char *) accepted_list;
/* Whether aicc_rt_required_features was found incomplete when the library was loaded. */
static atomic_bool artifact_refused;

const char *aicc_rt_missing_feature(const char *required) {
  if (!required || !*required)
    return NULL;
  aicc_rt_processor processor = aicc_rt_read_processor();
  for (const char *name = required;;) {
    size_t length = strcspn(name, ",");
    size_t sign = *name == '+';
    if (length > 0 && !aicc_rt_has_feature(&processor, name + sign, length - sign))
      return name;
    if (!name[length])
      return NULL;
    name += length + 1;
  }
}

int32_t aicc_rt_check_features(const char *required) {
  if (atomic_load_explicit(&artifact_refused, memory_order_relaxed))
    return AICC_UNSUPPORTED_PROCESSOR;
  if (atomic_load_explicit(&accepted_list, memory_order_relaxed) == required)
    return AICC_OK;
  if (aicc_rt_missing_feature(required))
    return AICC_UNSUPPORTED_PROCESSOR;
  atomic_store_explicit(&accepted_list, required, memory_order_relaxed);
  return AICC_OK;
}

__attribute__((constructor)) static void check_at_load(void) {
  if (aicc_rt_check_features(aicc_rt_required_features) != AICC_OK)
    atomic_store_explicit(&artifact_refused, true, memory_order_relaxed);
}
