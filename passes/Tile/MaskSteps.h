// In which steps loops go over what a mask leaves of a dimension.
#ifndef AICC_PASSES_TILE_MASKSTEPS_H
#define AICC_PASSES_TILE_MASKSTEPS_H

#include "dialects/Kernel/MaskSpan.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::tile {
/// Elements along the mask's dimension.
struct MaskSteps {
  int64_t granule = 1;   ///< what the mask leaves is cut in multiples of it: a vector of every step
  int64_t alignment = 1; ///< what the mask leaves begins at a multiple of it: a tile of every step
  llvm::StringMap<int64_t> sums; ///< by the names of sums along the dimension: what they end at a multiple of
};

/// The steps of `schedule` for `mask`, found in `steps`, whose dimension has `extent` elements, with vectors of
/// `registerBits`. Nothing where a register tile is neither made of vectors nor a part of one: then all is computed.
std::optional<MaskSteps> maskSteps(const kernel::MaskSpan &mask, llvm::ArrayRef<kernel::MaskedStep> steps,
                                   schedule::TreeAttr schedule, int64_t extent, int64_t registerBits);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_MASKSTEPS_H
