// Weights that are expanded in the steps of a contraction without their scales: each step
// multiplies by the exact numbers of the codes, and the scales (and zero points) of a group are
// applied to the sum over the group.
#ifndef AICC_PASSES_TILE_SCALEDSUMS_H
#define AICC_PASSES_TILE_SCALEDSUMS_H

#include "dialects/Kernel/CodeTables.h"
#include "passes/Tile/ExpandGroups.h"

namespace aicc::tile {
/// Evaluates one map whose body is linear (`kernel::linearBody`). Lives as long as one iteration of
/// the contraction's loop, over which everything but the codes stays the same.
class ScaledSums {
public:
  /// `lanes` is the number of sums in a register; `order` says how an instruction takes the
  /// numbers.
  ScaledSums(mlir::OpBuilder &builder, kernel::TileOp map, GroupOrder order, int64_t lanes);

  /// The numbers of depth * lanes codes from `point` on, as elements of type `as`; lanes from
  /// `width` on do not count.
  mlir::Value numbers(const Point &point, int64_t width, mlir::Type as);

  /// True where `add` needs the sum of the other factors.
  bool adds() const { return body.adds(); }

  /// `sum` plus what the map's body makes of `part`, a sum of products with numbers, for lanes from
  /// `point` on. `factors` is the sum of the other factors in every lane; null where nothing is
  /// added.
  mlir::Value add(mlir::Value sum, mlir::Value part, mlir::Value factors, const Point &point, int64_t width);

private:
  static kernel::LinearBody bodyOf(kernel::TileOp map, unsigned depthDim);
  mlir::Value codes(const Point &point, int64_t width, int64_t bits);
  mlir::Value gathered(const Point &point, int64_t width);
  mlir::Value factor(unsigned step, const Point &point, int64_t width, mlir::Type type);
  mlir::Value widened(mlir::Value value, const Point &point, int64_t width);
  int64_t lane(const Point &point) const;

  mlir::OpBuilder &builder;
  kernel::TileOp map;
  GroupOrder order;
  int64_t lanes;
  mlir::Location loc;
  Lanes access;
  kernel::LinearBody body;
  std::map<std::vector<int64_t>, mlir::Value> bytes;      ///< by first lane and depth
  std::map<std::pair<void *, int64_t>, mlir::Value> wide; ///< by value of the body and first lane
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_SCALEDSUMS_H
