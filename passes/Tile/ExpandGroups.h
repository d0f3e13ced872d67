// Maps evaluated for groups: what a contraction's step reads of an operand that is expanded on the way, element by
// element in the order in which an instruction on groups takes them.
//
// Weights of four bits are expanded so. Everything that a body makes of the code alone (signs, constant zero points,
// tables of other formats) is one of sixteen constants, which are computed here and looked up; what else it reads
// (scales) is one value for a lane and a group of the depth, loaded once for all steps in which it stays the same.
#ifndef AICC_PASSES_TILE_EXPANDGROUPS_H
#define AICC_PASSES_TILE_EXPANDGROUPS_H

#include "passes/Tile/Lanes.h"

namespace aicc::tile {
/// How groups lie in a register: `depth` neighbours along `groupDim` in each lane, lanes along `lanesDim`.
struct GroupOrder {
  unsigned lanesDim, groupDim; ///< dimensions of the map
  int64_t depth;               ///< elements of a group; 1: single elements
  int64_t ahead = 0;           ///< elements along `groupDim` before their use that codes are asked for; 0: they are not
};

/// Evaluates one map. Lives as long as what it has loaded may be used again: one iteration of a loop.
class GroupExpansion {
public:
  /// `lanes` is the number of values that the body is evaluated on at once. A change of `groupDim` by less than
  /// `span` from where the iteration starts does not leave a group of scales that holds both ends.
  GroupExpansion(mlir::OpBuilder &builder, kernel::TileOp map, GroupOrder order, int64_t lanes, int64_t span);

  /// The map's result for depth * lanes elements from `point` on, of which the lanes from `width` on do not count.
  mlir::Value at(const Point &point, int64_t width);

private:
  mlir::Value part(const Point &point, int64_t number, int64_t width);
  mlir::Value code(unsigned input, const Point &point, int64_t number);
  mlir::Value perLane(unsigned input, const Point &point, int64_t number, int64_t width);
  mlir::Value gathered(unsigned input, const Point &point, int64_t number, int64_t width);
  bool isSplitCode(unsigned input, const Point &point);
  bool isPerLane(unsigned input);
  std::vector<int64_t> key(unsigned input, const Point &point, int64_t number);

  mlir::OpBuilder &builder;
  kernel::TileOp map;
  GroupOrder order;
  int64_t lanes, span;
  mlir::Location loc;
  Lanes access;
  std::map<std::vector<int64_t>, mlir::Value> loaded;
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_EXPANDGROUPS_H
