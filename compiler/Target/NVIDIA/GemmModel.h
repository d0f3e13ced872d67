// The analytic model of a GEMM's time on an NVIDIA GPU.
//
// Tiles of the result queue for multiprocessors; as many live on one at once as shared memory,
// registers, warps and the number of CTAs allow. What the model counts:
//
//   arithmetic   whole tiles, padded to the instruction, at the rate of the instruction; less where
//   a multiprocessor has
//                fewer warps than its four parts, or too few sums to cover the latency of adding
//   shared       each slice of A and B written once, and read by every warp that multiplies it
//   waiting      a slice has the time of (stages - 1) slices to arrive from memory; CTAs on one
//   multiprocessor fill each
//                other's pauses
//   L2           each CTA reads its rows of A and its columns of B; results leave once
//   memory       what the CTAs of a wave do not find in L2: the shape of a wave follows the order
//   and the raster launches     of the grid, and of the pass that adds split sums, with the parts'
//   way to memory and back
//
// With workers, the first slices of a tile arrive while the results of the one before leave.
//
// The multiprocessor with the most tiles decides: 110 tiles on 108 multiprocessors take as long as
// 216. The constants are published figures, but for kBarrier, which was chosen on an H200; the result is a prediction.
#ifndef AICC_COMPILER_TARGET_NVIDIA_GEMMMODEL_H
#define AICC_COMPILER_TARGET_NVIDIA_GEMMMODEL_H

#include "compiler/Target/NVIDIA/GemmTiles.h"
#include "compiler/Target/TimeBound.h"

namespace aicc::nvidia {
/// The numbers of a device that the model needs, all in SI units; where the file has none, one that
/// never binds.
struct DeviceNumbers {
  explicit DeviceNumbers(const device::Device &device);

  double clock;           ///< Hz
  int64_t units;          ///< multiprocessors
  int64_t sharedCapacity; ///< bytes of one multiprocessor
  int64_t sharedReserve;  ///< bytes that the system takes for each CTA
  double sharedBandwidth; ///< bytes/s of one multiprocessor
  int64_t registers;      ///< of one multiprocessor
  int64_t warps, ctas;    ///< the most that live on one multiprocessor
  double memoryBandwidth, memoryLatency;
  double cacheBandwidth, cacheUnitBandwidth, cacheLatency; ///< of L2
  std::optional<int64_t> cacheCapacity;                    ///< bytes of L2
};

/// CTAs that live on one multiprocessor at once, and what keeps more from it: "shared",
/// "registers", "warps", "ctas".
struct Occupancy {
  int64_t ctas;
  std::string limit;
};
Occupancy occupancy(const GemmProblem &problem, const GemmTiles &tiles, const DeviceNumbers &device);

/// Registers that one lane is expected to need.
int64_t laneRegisters(const GemmProblem &problem, const GemmTiles &tiles);

/// The lower bound on one call's time.
target::TimeBound predict(const GemmProblem &problem, const GemmTiles &tiles, const DeviceNumbers &device,
                          std::optional<double> peakFlops);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_GEMMMODEL_H
