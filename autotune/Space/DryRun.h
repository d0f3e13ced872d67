// What a search would choose from: the knobs of each kernel of a module, and what is left of their
// combinations.
#ifndef AICC_AUTOTUNE_SPACE_DRYRUN_H
#define AICC_AUTOTUNE_SPACE_DRYRUN_H

#include "autotune/Space/LegalSpace.h"
#include "compiler/Driver/Compiler.h"
#include "llvm/Support/JSON.h"

namespace aicc::autotune {
/// One kernel's space, counted.
struct SpaceReport {
  std::string name, digest; ///< of the kernel
  std::string form;
  std::vector<target::Knob> knobs;
  target::Point standard; ///< the default schedule
  Census census;
};

/// The spaces of all kernels of `compilation`, which has read its module, at most `most` points of
/// each examined.
llvm::Expected<std::vector<SpaceReport>> countSpaces(driver::Compilation &compilation, int64_t most);

/// Prints one report for people.
void printSpace(llvm::raw_ostream &os, const SpaceReport &report);
/// Writes one report as an object; `row` is that of a workload which has the kernel, empty for a module.
void writeSpace(llvm::json::OStream &json, llvm::StringRef row, const SpaceReport &report);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_SPACE_DRYRUN_H
