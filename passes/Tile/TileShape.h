// The points of a register tile, and the vectors that hold them.
//
// The points of a tile that are not reduced are unrolled: `rows` (every combination of the outer dimensions) times
// `chunks` (pieces of the lanes' dimension).
#ifndef AICC_PASSES_TILE_TILESHAPE_H
#define AICC_PASSES_TILE_TILESHAPE_H

#include "dialects/Device/Device.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Tile/DotProduct.h"
#include "passes/Tile/Lanes.h"

namespace aicc::tile {
/// A piece of the lanes' dimension.
struct Chunk {
  int64_t start, width;
};

/// The points of one tile, and the vectors that hold them.
class TileShape {
public:
  /// `inner` names the instruction, the register tile and the unrolling; `device` the registers.
  TileShape(mlir::OpBuilder &builder, kernel::TileOp tile, schedule::ComputationAttr inner,
            const device::Device &device)
      : tile(tile), inner(inner), device(device), builder(builder), loc(tile.getLoc()), access(builder, tile),
        element(mlir::cast<mlir::MemRefType>(tile.getOutput().getType()).getElementType()) {}

protected:
  /// What is unrolled. Nothing else may be called before, or where this fails. `keptLanes`: lanes of an input that
  /// stays in registers, whose vectors these have to match; 0 where there is none.
  mlir::LogicalResult prepare(int64_t keptLanes);
  /// Dimensions of the tile.
  unsigned rank() { return tile.getDims().size(); }
  /// The number of the result among the accesses.
  unsigned outputNumber() { return tile.getInputs().size(); }
  /// The extent of `dim` in the kernel, or in the tile where no kernel is around it.
  int64_t extentOf(unsigned dim);
  /// The schedule of the function around the tile; null where there is none.
  schedule::TreeAttr scheduleAround();
  /// Elements of `dim` that one run of the tile takes, about: its size, else what the bands leave of the extent; 0
  /// where that is not known.
  int64_t mostOf(unsigned dim);
  /// True where lanes run along a reduced dimension.
  bool isHorizontal() { return tile.isReduced(lanesDim); }
  /// The point where `row` and `chunk` begin.
  Point at(const Point &row, const Chunk &chunk);
  /// What `index` stands for in `count` lanes from `point` on.
  mlir::Value positions(kernel::IndexOp index, const Point &point, int64_t count);
  /// The reduced dimensions from the outside, with the lanes' dimension, where it is one, innermost.
  llvm::SmallVector<unsigned> reducedDims();

  kernel::TileOp tile;
  schedule::ComputationAttr inner;
  const device::Device &device;
  mlir::OpBuilder &builder;
  mlir::Location loc;
  Lanes access;
  mlir::Type element;
  int64_t lanes = 1;
  unsigned lanesDim = 0;
  DotProduct dot;
  llvm::SmallVector<Point> rows;
  llvm::SmallVector<Chunk> chunks;

private:
  /// Chooses lanes, chunks and the dot product; fails where a size that must be constant is not.
  mlir::LogicalResult chooseLanes(int64_t keptLanes);
  /// Lanes run along a reduced dimension where its register tile holds whole vectors of it, else along the result's
  /// innermost dimension, else (scalar results) along the innermost reduced one.
  unsigned findLanesDim();
  /// True where the tile stands in a walk along `dim`.
  bool isWalkedAlong(unsigned dim);
  /// Lists every combination of the outer dimensions.
  void enumerateRows();
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_TILESHAPE_H
