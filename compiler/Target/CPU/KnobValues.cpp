// See KnobValues.h.
#include "compiler/Target/CPU/KnobValues.h"

#include "llvm/ADT/STLExtras.h"

using namespace aicc;

std::string cpu::knobOf(llvm::StringRef knob, llvm::StringRef dim) { return (knob + "." + dim).str(); }

std::vector<int64_t> cpu::upTo(int64_t most, llvm::ArrayRef<int64_t> values) {
  std::vector<int64_t> kept;
  llvm::copy_if(values, std::back_inserter(kept), [&](int64_t value) { return value <= most; });
  return kept;
}

std::vector<int64_t> cpu::teamParts(int64_t threads, int64_t most) {
  std::vector<int64_t> counts;
  for (int64_t count = 1; count <= std::min(threads, most); ++count)
    if (threads % count == 0)
      counts.push_back(count);
  return counts;
}
