/* The public header is valid C11, its context is what the ABI page says, and a context of zeros but
 * for version and size is the default. */
#include "runtime/aicc_runtime.h"

_Static_assert(sizeof(void *) != 8 || sizeof(aicc_context) == 96, "docs/ABI.md: layout");
_Static_assert(sizeof(void *) != 8 || offsetof(aicc_context, threads) == 24, "docs/ABI.md: layout");
_Static_assert(sizeof(void *) != 8 || offsetof(aicc_context, arena) == 32, "docs/ABI.md: layout");
_Static_assert(sizeof(void *) != 8 || offsetof(aicc_context, trace) == 80, "docs/ABI.md: layout");

int public_header_default_is_zero(void);
int public_header_default_is_zero(void) {
  aicc_context context = aicc_context_default();
  static const aicc_context zero = {.abi_version = AICC_ABI_VERSION, .struct_size = sizeof zero};
  return memcmp(&context, &zero, sizeof zero) == 0;
}
