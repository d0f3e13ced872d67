// What the system says of this machine without measuring: caches, processors, pages, names.
#ifndef AICC_COMPILER_PROBE_MACHINE_H
#define AICC_COMPILER_PROBE_MACHINE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace aicc::probe {
/// One data or unified cache of a processor.
struct Cache {
  unsigned level = 0;        ///< 1 is the nearest
  int64_t capacity = 0;      ///< bytes
  int64_t line = 0;          ///< bytes
  bool isShared = false;     ///< by more than the threads of one core
};

/// The caches that `cpu`, a folder like /sys/devices/system/cpu/cpu0, describes, outermost first. What lacks a level or
/// a capacity is left out; empty where the folder says nothing.
std::vector<Cache> readCaches(llvm::StringRef cpu);

/// The word in brackets of `text`, as Linux writes a choice: "always [madvise] never" is "madvise"; else "".
std::string chosenWord(llvm::StringRef text);

/// When the system gives transparent huge pages: "always", "madvise", "never", or "" where it does not say.
std::string readPagePolicy();

/// The value of the first line `key : value` of `cpuinfo` (the text of /proc/cpuinfo); "" where there is none.
std::string cpuinfoValue(llvm::StringRef cpuinfo, llvm::StringRef key);

/// The text of a file that the system makes up as it is read, without white space at its ends; "" where there is none.
std::string readSystemFile(llvm::StringRef path);
} // namespace aicc::probe

#endif // AICC_COMPILER_PROBE_MACHINE_H
