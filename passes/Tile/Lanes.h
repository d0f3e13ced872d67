// Reads and writes elements of a tile's operands as native-width vectors.
//
// A tile's point is its offset plus a delta in every dimension. Deltas are affine in the induction variables of the
// loops that the vectoriser emits, so that the address of an element is one base, computed once a tile, plus an affine
// function that LLVM strength-reduces. An access of a packed buffer divides by its block sizes: its origin (a symbol)
// and the tile's offset are aligned to blocks, so the division applies to the delta alone.
#ifndef AICC_PASSES_TILE_LANES_H
#define AICC_PASSES_TILE_LANES_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace aicc::tile {
/// Deltas of all dimensions of a tile: affine expressions over the induction variables `ivs`.
struct Point {
  llvm::SmallVector<mlir::AffineExpr> deltas;
  llvm::SmallVector<mlir::Value> ivs;
};

/// The extent of dimension `dim` of `tile` in the whole kernel, or 0 where it is not known.
int64_t wholeExtent(kernel::TileOp tile, unsigned dim);

/// Elements of `tile` that a vector register of `bits` holds.
int64_t lanesOf(kernel::TileOp tile, int64_t bits);

/// Element access of one tile. Operand numbers count the inputs first; the output is the last.
class Lanes {
public:
  Lanes(mlir::OpBuilder &builder, kernel::TileOp tile);

  /// The index of `point` along dimension `dim`, of type index.
  mlir::Value position(unsigned dim, const Point &point);

  /// True where operand `number` changes along dimension `dim`.
  bool dependsOn(unsigned number, unsigned dim);

  /// `width` elements of operand `number` along `dim` from `point` on, in a vector of `lanes` lanes. A broadcast where
  /// the operand does not depend on `dim`; missing lanes are zero.
  mlir::Value load(unsigned number, const Point &point, unsigned dim, int64_t width, int64_t lanes);

  /// One element of operand `number`.
  mlir::Value loadScalar(unsigned number, const Point &point);

  /// `count` neighbouring elements of operand `number`, which must be contiguous in its innermost index.
  mlir::Value loadFlat(unsigned number, const Point &point, int64_t count);

  /// A group of `depth` neighbours of operand `number` along `dim`, as a vector; elements from `valid` on are zero.
  mlir::Value loadGroup(unsigned number, const Point &point, unsigned dim, int64_t depth, int64_t valid);

  /// `width` groups of neighbours of operand `number`: along `dim` from lane to lane, along `groupDim` within a group
  /// of `depth`, in a vector of depth * `lanes` elements. One load where a packed buffer interleaves them so; rows that
  /// are contiguous along `dim` are interleaved in registers. Missing lanes, and elements of a group from `valid` on,
  /// are zero.
  mlir::Value loadGroups(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth,
                         int64_t valid, int64_t width, int64_t lanes);

  /// True where operand `number` has elements of four bits in a split layout (`split` = `lanes`) whose groups of
  /// `depth` along `groupDim` lie in lanes along `dim`.
  bool isSplit(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth, int64_t lanes);

  /// `count` bytes of a split operand, from the run of `point` on.
  mlir::Value loadBytes(unsigned number, const Point &point, int64_t count);

  /// `point` moved by `by` along `dim`.
  Point moved(const Point &point, unsigned dim, int64_t by);

  /// Writes `value` to neighbours of the output, from `point` on.
  void storeFlat(mlir::Value value, const Point &point);

  /// Asks for the cache line of operand `number` that lies `ahead` elements further along `dim`.
  void prefetch(unsigned number, const Point &point, unsigned dim, int64_t ahead);

  /// True where `point` begins a cache line of operand `number`, if the iterations of all loops do: one request a line
  /// is enough, however many loads it takes.
  bool beginsLine(unsigned number, const Point &point);

  /// Writes the first `width` lanes of `value` along `dim`.
  void store(mlir::Value value, const Point &point, unsigned dim, int64_t width);

  /// Writes one element of the output.
  void storeScalar(mlir::Value value, const Point &point);

  /// True where lane l of a vector is the block's l-th element along `dim`, and the block's innermost index walks over
  /// a group of `depth` along `groupDim`.
  bool interleaves(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth, int64_t lanes);
  /// True where the `width` elements along `dim` from `point` on are neighbours of at least a byte each.
  bool isContiguous(unsigned number, const Point &point, unsigned dim, int64_t width);

private:
  mlir::Value buffer(unsigned number);
  mlir::AffineExpr delta(mlir::AffineExpr expr, const Point &point);
  llvm::SmallVector<mlir::Value> indices(unsigned number, const Point &point);
  bool walksInnermost(unsigned number, const Point &point, unsigned dim, int64_t width);
  mlir::AffineExpr step(mlir::AffineExpr expr, const Point &point, unsigned dim, int64_t by);
  bool startsByte(unsigned number, const Point &point, unsigned dim, int64_t lanes);
  mlir::Value loadNibbles(unsigned number, const Point &point, int64_t lanes);
  bool mayReadWhole(unsigned number, unsigned dim, int64_t lanes);
  mlir::Value gather(unsigned number, const Point &point, unsigned dim, int64_t width, int64_t lanes);
  mlir::Value interleaveRows(unsigned number, const Point &point, unsigned dim, unsigned groupDim, int64_t depth,
                             int64_t valid, int64_t width, int64_t lanes);
  /// The same as `load`, as a part of a vector of `wide` elements where the tile has them: parts that are read one by
  /// one share one load.
  mlir::Value loadPart(unsigned number, const Point &point, unsigned dim, int64_t wide, int64_t width, int64_t lanes);
  void markEdge(mlir::Operation *masked, unsigned dim);
  mlir::Value mask(int64_t width, int64_t lanes);

  mlir::OpBuilder &builder;
  kernel::TileOp tile;
  mlir::Location loc;
  /// Index values at the tile's offset, by operand and index; null where they must be computed at every point.
  llvm::SmallVector<llvm::SmallVector<mlir::Value>> bases;
};
} // namespace aicc::tile

#endif // AICC_PASSES_TILE_LANES_H
