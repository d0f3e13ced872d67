// The loops over the reduced dimensions of register tiles. Tiles that share them carry all their accumulators at once.
#ifndef AICC_PASSES_TILE_REDUCTIONLOOPS_H
#define AICC_PASSES_TILE_REDUCTIONLOOPS_H

#include "passes/Tile/Lanes.h"

namespace aicc::tile {
/// Attribute of tiles that reduce along the lanes: the last index of the result's buffer is the lane, of which each has
/// a result of its own, until another tile reduces those.
inline constexpr llvm::StringLiteral kByLaneAttr = "aicc.by_lane";

/// What the loops walk over, and what an iteration does to the accumulators that it gets.
struct ReductionLoops {
  using Step = std::function<llvm::SmallVector<mlir::Value>(const Point &reduced, mlir::ValueRange sums)>;

  kernel::TileOp tile;               ///< whose sizes are walked over
  llvm::SmallVector<unsigned> dims;  ///< reduced dimensions, outermost first
  int64_t granule;                   ///< elements of the innermost dimension that `whole` takes
  int64_t step;                      ///< elements of the innermost dimension in the register tile
  int64_t unroll;                    ///< register tiles in an iteration
  bool restIsOneByOne;               ///< `rest` takes one element, else all that are less than a granule
  llvm::SmallVector<kernel::AheadOp> marks; ///< what the iterations ask for
  int64_t piece; ///< elements of the innermost dimension that are summed up apart, whole iterations; 0: all
  std::function<llvm::SmallVector<mlir::Value>()> nothing; ///< what the sums of a piece start from
  /// `sums` and those of a piece together.
  std::function<llvm::SmallVector<mlir::Value>(mlir::ValueRange sums, mlir::ValueRange piece)> add;
  std::function<void(int64_t step)> begin;  ///< called before an iteration of `step` elements is emitted
  Step end;                                 ///< called behind it, with the point where it began
  Step whole, rest;
};

/// Emits `loops` from `sums` on, and returns the accumulators behind them.
llvm::SmallVector<mlir::Value> emitReductionLoops(mlir::OpBuilder &builder, const ReductionLoops &loops,
                                                  llvm::SmallVector<mlir::Value> sums);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_REDUCTIONLOOPS_H
