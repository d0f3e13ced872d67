// The memory that a measurement reads: whole pages, huge ones where the system gives them.
#ifndef AICC_COMPILER_PROBE_PAGES_H
#define AICC_COMPILER_PROBE_PAGES_H

#include <cstdint>
#include <cstdlib>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace aicc::probe {
/// At least `bytes` of memory, aligned to 2 MiB, with huge pages asked for; uninitialised.
class Pages {
public:
  explicit Pages(int64_t bytes) {
    size_t size = (bytes + kHuge - 1) / kHuge * kHuge;
    memory = static_cast<char *>(std::aligned_alloc(kHuge, size));
#if defined(__linux__)
    if (memory)
      (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
  }
  ~Pages() { std::free(memory); }
  Pages(const Pages &) = delete;
  Pages &operator=(const Pages &) = delete;

  /// Null where the memory cannot be had.
  char *data() const { return memory; }

private:
  static constexpr size_t kHuge = size_t(2) << 20;
  char *memory;
};
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_PAGES_H
