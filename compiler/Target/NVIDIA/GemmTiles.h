// The numbers of one schedule of a GEMM on an NVIDIA GPU, and the two ways between them and a
// schedule tree.
//
// The tree's bands, outermost first:
//
//   grid    parallel over CTAs: m, n, one of each outer dimension; k too where its sums are split
//   (split-K) shared  a slice of k, of which A and B are staged in shared memory units   parallel
//   over the warps of a CTA, or over its threads where the instruction is a lane's own
//
// and inside, at registers, the unit's whole tile of sums. Maps behind the contraction are attached
// to registers, or to root where the sums are split. What feeds the contraction runs before it, at
// root.
#ifndef AICC_COMPILER_TARGET_NVIDIA_GEMMTILES_H
#define AICC_COMPILER_TARGET_NVIDIA_GEMMTILES_H

#include "compiler/Target/NVIDIA/GemmProblem.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::nvidia {
/// Loads that a thread has on their way at once, where it copies slices; with more a loop counts groups of them.
inline constexpr int64_t kLoadsAtOnce = 16;

/// Tiles in elements. Where a dimension is shorter than a tile, the tile is the dimension.
struct GemmTiles {
  int64_t ctaRows = 128, ctaColumns = 128; ///< of one CTA
  int64_t sliceDepth = 32;                 ///< of k in one buffer of shared memory
  int64_t unitRows = 64, unitColumns = 64; ///< of one warp, or of one thread
  int64_t stages = 3;                      ///< buffers of each factor; 1: copied and waited for
  int64_t splitDepth = 0;                  ///< of k in one CTA; 0: all of it
  int64_t raster = 1;                      ///< see BandAttr; groups of tiles along m
  int64_t workers = 0;                     ///< see BandAttr
  bool isSwapped = false;                  ///< see ComputationAttr

  /// Units of one CTA.
  int64_t units() const { return (ctaRows / unitRows) * (ctaColumns / unitColumns); }
  /// Lanes of one CTA.
  int64_t lanes(const GemmProblem &problem) const { return units() * (problem.isMatrix() ? 32 : 1); }
  /// CTAs that share the sums of one tile of the result.
  int64_t splits(const GemmProblem &problem) const {
    return splitDepth ? (problem.depth + splitDepth - 1) / splitDepth : 1;
  }
};

/// The schedule of `problem`'s kernel with `tiles`; may break rules of legality.
schedule::TreeAttr writeSchedule(const GemmProblem &problem, const GemmTiles &tiles);

/// The numbers of `schedule`; nothing where it has another form than above.
std::optional<GemmTiles> readSchedule(const GemmProblem &problem, schedule::TreeAttr schedule);

/// Bytes of shared memory that one CTA stages.
int64_t sharedBytes(const GemmProblem &problem, const GemmTiles &tiles);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_GEMMTILES_H
