// Names and values of knobs that the spaces of CPU schedules share.
#ifndef AICC_COMPILER_TARGET_CPU_KNOBVALUES_H
#define AICC_COMPILER_TARGET_CPU_KNOBVALUES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace aicc::cpu {
/// "tile.m": the knob `knob` of dimension `dim`.
std::string knobOf(llvm::StringRef knob, llvm::StringRef dim);

/// Those of `values` that are at most `most`.
std::vector<int64_t> upTo(int64_t most, llvm::ArrayRef<int64_t> values);

/// The numbers of parts, at most `most`, that a team of `threads` shares out evenly: its divisors.
std::vector<int64_t> teamParts(int64_t threads, int64_t most);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_KNOBVALUES_H
