// The operands of a register tile: in memory, in registers, or expanded on the way.
#ifndef AICC_PASSES_TILE_TILEOPERANDS_H
#define AICC_PASSES_TILE_TILEOPERANDS_H

#include "passes/Tile/ExpandGroups.h"
#include "passes/Tile/ScaledSums.h"
#include "passes/Tile/TileEmitter.h"
#include "passes/Tile/TileShape.h"

#include <memory>

namespace aicc::tile {
/// Where the vectors of one tile come from and go to.
class TileOperands : public TileShape {
public:
  /// As `TileShape`. Results and inputs in registers go through `registers`.
  TileOperands(mlir::OpBuilder &builder, kernel::TileOp tile, schedule::ComputationAttr inner,
               const device::Device &device, RegisterTiles &registers)
      : TileShape(builder, tile, inner, device), registers(registers) {}

  /// What is unrolled. Nothing else may be called before, or where this fails.
  mlir::LogicalResult prepare();
  /// Nothing that an iteration of another loop has loaded is there any more; one takes `step` elements of the depth.
  void startIteration(int64_t step);

protected:
  /// `width` elements of operand `number` from `point` on, in a vector of `count`: kept in registers, expanded or
  /// loaded.
  mlir::Value input(unsigned number, const Point &point, int64_t width, int64_t count);
  /// Lets the tiles of this walk that follow have `value`, the result at `point`, in the same step.
  void passOn(mlir::Value value, const Point &point);
  /// True where the result lies in scratch of the level called `level`.
  bool isScratchAt(llvm::StringRef level);
  /// Keeps or stores `value`, the result at `point`.
  void output(mlir::Value value, const Point &point, const Chunk &chunk);
  /// The longest distance along the depth over which an iteration of `step` elements stays aligned to itself.
  int64_t alignedSpan(unsigned dim, int64_t step);
  /// What one step reads of operand `number`, as this tile's instruction takes it.
  mlir::Value expand(unsigned number, const Point &point, int64_t width);
  /// True where operand `number` is the numbers of codes, whose scales are applied to sums of
  /// products with them.
  bool isScaled(unsigned number);
  /// What operand `number`, which `isScaled`, is expanded by in this iteration.
  ScaledSums &scaledSums(unsigned number);
  /// `point` in the dimensions of the map that expands operand `number`.
  Point inMap(unsigned number, const Point &point);

  RegisterTiles &registers;

private:
  /// The key of a point in a register tile: the deltas of the dimensions that operand `number` has, but for that which a
  /// walk goes along.
  std::map<std::string, int64_t> keyOf(unsigned number, const Point &point);
  /// The dimension of `map` that is dimension `dim` of this tile.
  unsigned dimIn(kernel::TileOp map, unsigned dim);
  /// How this tile takes what `map` makes.
  GroupOrder orderIn(kernel::TileOp map);

  std::map<unsigned, std::shared_ptr<GroupExpansion>> expansions; ///< of this iteration, by operand
  std::map<unsigned, std::shared_ptr<ScaledSums>> scaled;         ///< of this iteration, by operand
  int64_t iterationStep = 1;                                      ///< elements along the depth that an iteration takes
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_TILEOPERANDS_H
