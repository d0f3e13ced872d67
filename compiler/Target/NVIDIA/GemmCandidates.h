// The schedules that a GEMM may have on an NVIDIA GPU, and the one that the model expects to be
// fastest.
#ifndef AICC_COMPILER_TARGET_NVIDIA_GEMMCANDIDATES_H
#define AICC_COMPILER_TARGET_NVIDIA_GEMMCANDIDATES_H

#include "compiler/Target/NVIDIA/GemmModel.h"

namespace aicc::nvidia {
/// Every combination of tiles worth a thought, in a fixed order. Most break no rule of legality,
/// but some do.
std::vector<GemmTiles> gemmCandidates(const GemmProblem &problem, const DeviceNumbers &device);

/// Seconds by which candidates are ranked: the model's, and a share of what it takes to be hidden,
/// since nothing ever is entirely. Lower is better.
double rank(const target::TimeBound &bound);

/// The candidate that ranks first of those that are legal and that the lowering obeys, or null where there is none.
schedule::TreeAttr scheduleGemm(const GemmProblem &problem, const device::Device &device);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_GEMMCANDIDATES_H
