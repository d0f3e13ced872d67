// The numbers of a contraction that tiles in shared memory feed, read from a schedule.
//
// The bands are, outermost first:
//
//   grid     parallel over CTAs: rows, columns, one of each batch dimension; the depth too where sums are split
//   shared   slices of the depth, of which the factors are staged in shared memory
//   units    parallel over the warps of a CTA, or over its threads where the instruction is a lane's own: rows and columns
//
// and the register tile is a unit's. "Rows" lie along the longer side of the instruction, m of m16n8k16; they are the
// kernel's rows, or its columns where the schedule swaps the factors. "Depth" is the reduced dimension.
#ifndef AICC_COMPILER_TARGET_NVIDIA_PRODUCTTILING_H
#define AICC_COMPILER_TARGET_NVIDIA_PRODUCTTILING_H

#include "passes/Schedule/Nest.h"

namespace aicc::nvidia {
/// A factor as a block stages it.
struct StagedFactor {
  mlir::Value tensor;      ///< of the kernel
  kernel::Computation reader; ///< a contraction that reads it
  unsigned operand = 0;    ///< as which of its operands
  bool isRows = false;     ///< carries the rows; otherwise the columns
  bool isDepthInner = true; ///< whether the depth is contiguous in shared memory; otherwise rows or columns are
  bool isAsync = true;     ///< copied by cp.async into one of several buffers; otherwise through registers into the one
  int64_t swizzle = 0;     ///< bytes, see LayoutAttr
};

/// One side of the tiles; extents in elements.
struct TiledDim {
  llvm::StringRef name;  ///< of the kernel's dimension; empty where the operand has none, with extent 1
  int64_t extent = 1;
  int64_t blockTile = 1; ///< of one block, padded to whole instructions
  int64_t unitTile = 1;  ///< of one warp or thread, padded likewise
  int64_t granule = 1;   ///< of one instruction
  int64_t tiles() const { return llvm::divideCeil(extent, blockTile); }
  int64_t units() const { return blockTile / unitTile; }
  /// True where the last block reaches past the end.
  bool hasEdge() const { return extent % blockTile != 0; }
};

/// A dimension that the grid cuts, with the number of its tiles.
struct GridDim {
  llvm::StringRef name;
  int64_t tiles;
};

/// The contractions of one kernel that run side by side, and all that a device function for them needs to know.
struct ProductTiling {
  llvm::SmallVector<kernel::Computation> contractions; ///< siblings: over the same dimensions, into the same ones
  llvm::SmallVector<kernel::Computation> epilogue;     ///< maps on their sums in registers, in order
  device::Instruction instruction;
  TiledDim rows, columns;
  llvm::StringRef depthName;
  int64_t depth = 1;                        ///< extent of the reduced dimension
  int64_t splitDepth = 1;                   ///< of it, one block's
  int64_t sliceDepth = 1;                   ///< of it, one buffer's; whole instructions
  llvm::SmallVector<std::pair<llvm::StringRef, int64_t>> batch; ///< dimensions that both factors have, with extents
  llvm::SmallVector<StagedFactor> factors;
  int64_t buffers = 1;                      ///< of factors that are copied asynchronously
  int64_t raster = 1, workers = 0;          ///< see BandAttr
  int64_t depthGranule = 1;                 ///< of the depth, what is multiplied at once
  llvm::SmallVector<GridDim> grid;          ///< outermost first, in the band's order

  /// True where `op` runs in the bands.
  bool runsInside(kernel::Computation op) const {
    return llvm::is_contained(contractions, op) || llvm::is_contained(epilogue, op);
  }
  int64_t splits() const { return llvm::divideCeil(depth, splitDepth); }
  /// True where matrix instructions multiply, a warp each; otherwise threads do.
  bool isMatrix() const { return instruction.kind == device::InstructionKind::Matrix; }
  /// Units of a block: warps or threads.
  int64_t units() const { return rows.units() * columns.units(); }
  int64_t threads() const { return units() * (isMatrix() ? 32 : 1); }
  /// The number of the factor of `op` that carries the rows, or the columns.
  unsigned factorOf(kernel::Computation op, bool isRows) const;
  /// Tiles of the whole grid.
  int64_t blocks() const;
  /// The side that `factor` carries besides the depth.
  const TiledDim &side(const StagedFactor &factor) const { return factor.isRows ? rows : columns; }
};

/// Fills `tiling` from the bands of `nest`; returns why they have no such form, as a clause, or nothing.
std::optional<std::string> readProductTiling(const schedule::Nest &nest, ProductTiling &tiling);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_PRODUCTTILING_H
