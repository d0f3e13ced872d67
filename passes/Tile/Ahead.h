// Asking for the operand's next box while this one is used: which box is next, and who asks for which part of it.
#ifndef AICC_PASSES_TILE_AHEAD_H
#define AICC_PASSES_TILE_AHEAD_H

#include "dialects/Kernel/Kernel.h"
#include "passes/Tile/Box.h"

namespace aicc::tile {
/// A loop around the insertion point, which walks over one dimension from `begin` to `end`.
struct NestLoop {
  llvm::StringRef dim;
  mlir::Value iv, begin, end;
  int64_t step;
  int64_t trips; ///< at most
};

/// The first index in each of `dims` of the box that follows `box` when `loops` (outermost first) go on: the innermost
/// loop over one of `dims` steps on; at its end it starts again and the next outer one steps on.
llvm::SmallVector<mlir::Value> nextStart(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<NestLoop> loops,
                                         llvm::ArrayRef<llvm::StringRef> dims, const Box &box);

/// The number of this iteration of the nest `loops`, and how many iterations the nest has at most.
std::pair<mlir::Value, int64_t> numberOf(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<NestLoop> loops);

/// Cache lines of a box that one iteration of a tile's innermost loop asks for.
struct AheadLines {
  kernel::AheadOp op;
  int64_t perRow;    ///< lines of one row
  int64_t perStep;   ///< lines that one iteration asks for
  int64_t elements;  ///< of one line
};

/// How `op` is spread over iterations of `unrolled` reduced elements each.
AheadLines spread(kernel::AheadOp op, int64_t unrolled);

/// The marks in front of `tile`, nearest first.
llvm::SmallVector<kernel::AheadOp> aheadOf(kernel::TileOp tile);

/// Emits the requests of piece number `piece` of the `pieces` equal ones of iteration `step` (an index value).
void emitRequests(mlir::OpBuilder &builder, mlir::Location loc, const AheadLines &lines, mlir::Value step,
                  int64_t piece, int64_t pieces);
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_AHEAD_H
