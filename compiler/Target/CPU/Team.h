// How a team of threads shares out a kernel.
#ifndef AICC_COMPILER_TARGET_CPU_TEAM_H
#define AICC_COMPILER_TARGET_CPU_TEAM_H

#include "compiler/Target/CPU/KernelParts.h"
#include "compiler/Target/ScheduleWriter.h"

namespace aicc::cpu {
/// `threads`, or where it is 0 the number that `device` has; at least 1.
int64_t teamOf(const device::Device &device, int64_t threads);

/// True where the work is worth waking a team of `threads` for.
bool isWorthATeam(KernelParts &parts, int64_t threads);

/// Cuts the one of `candidates`, dimensions with a step, that balances best into one tile a thread, each a multiple of its
/// step; the first of equals. Nothing where no team is worth it or nothing can be cut.
target::Sizes shareOut(KernelParts &parts, const target::Sizes &candidates, int64_t threads);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_TEAM_H
