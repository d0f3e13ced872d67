// Tiles of factors in memory that a block shares: where an element lies, and how the block's threads fill them.
//
// A tile is a number of lines of equal size. Lines run along the depth or along the factor's side, as the schedule's
// layout says. Chunks of 16 bytes change places within runs of `swizzle` bytes, so that eight lines at one column lie
// in all banks (LayoutAttr has the formula).
#ifndef AICC_COMPILER_TARGET_NVIDIA_SHAREDTILE_H
#define AICC_COMPILER_TARGET_NVIDIA_SHAREDTILE_H

#include "compiler/Target/NVIDIA/DeviceCode.h"
#include "compiler/Target/NVIDIA/GemmTiles.h"
#include "compiler/Target/NVIDIA/ProductTiling.h"

namespace aicc::nvidia {
/// Bytes of the unit in which matrices are read from shared memory and swizzled.
inline constexpr int64_t kChunkBytes = 16;

/// One buffer of one factor.
struct SharedTile {
  SharedTile(const ProductTiling &tiling, const StagedFactor &factor);

  int64_t elementBytes; ///< of an element
  int64_t lines;        ///< sliceDepth or the side's blockTile, whichever is outside
  int64_t lineBytes;    ///< of the other; a multiple of a chunk
  int64_t swizzle;      ///< bytes, or 0

  int64_t bytes() const { return lines * lineBytes; }
  /// The byte at which `chunk` of `line` lies in the tile.
  mlir::Value chunkOffset(DeviceCode &code, mlir::Value line, mlir::Value chunk) const;
  /// True where chunks lie alike in any two lines that are `distance` apart.
  bool repeatsAfter(int64_t distance) const;

private:
  int64_t linesOfKey() const; ///< lines that are permuted alike
};

/// Where slices of one factor come from in global memory, for one block.
struct SliceSource {
  /// `pointer` is the factor's first element; `side` the number of the first row or column of the block's tile, `batch`
  /// the numbers of the batch dimensions; all i32.
  SliceSource(DeviceCode &code, const ProductTiling &tiling, const StagedFactor &factor, mlir::Value pointer,
              mlir::Value side, mlir::ValueRange batch);

  /// Whether the element at `sideInTile` and `depthInSlice` of the slice that begins at `depth` is in the tensor; null
  /// where all always are.
  mlir::Value isInside(DeviceCode &code, mlir::Value sideInTile, mlir::Value depthInSlice, mlir::Value depth) const;
  /// The pointer to that element.
  mlir::Value address(DeviceCode &code, mlir::Value sideInTile, mlir::Value depthInSlice, mlir::Value depth) const;
  /// True where the dimension that is contiguous in shared memory is another than in global memory.
  bool isTurned() const { return isDepthInner != factor.isDepthInner; }

  const ProductTiling &tiling;
  const StagedFactor &factor;
  SharedTile tile;
  mlir::Value pointer, side, batchOffset;
  int64_t sideStride = 0, depthStride = 0; ///< elements
  bool isDepthInner = false;               ///< in global memory
};

/// How the threads of a block copy slices of one factor from global memory.
class SliceCopy {
public:
  SliceCopy(DeviceCode &code, SliceSource source);

  /// Fills the tile at `target` (a pointer to shared memory) with the slice that begins at `depth` (i32). Elements
  /// beyond the tensor are zeros. Asynchronous copies are only started.
  void emit(DeviceCode &code, mlir::Value depth, mlir::Value target);

private:
  /// One thread's part of a copy.
  struct Unit {
    mlir::Value isMine, side, depthInSlice, target;
  };
  Unit unit(DeviceCode &code, mlir::Value number);
  void copyAsync(DeviceCode &code, const Unit &unit, mlir::Value depth, mlir::Value target);
  mlir::Value load(DeviceCode &code, const Unit &unit, mlir::Value depth);
  void store(DeviceCode &code, const Unit &unit, mlir::Value value, mlir::Value target);
  void copyUnits(DeviceCode &code, llvm::ArrayRef<mlir::Value> numbers, mlir::Value depth, mlir::Value target);
  mlir::Type unitType(mlir::OpBuilder &builder) const;

  SliceSource source;
  int64_t unitBytes = 1, unitsOfLine = 1, units = 1;
  int64_t threads;
};

/// Calls `copy` with the numbers of the units that this thread copies, of `units` that `threads` share: all at once
/// where they are few, else `atOnce` of them, again and again. Numbers may be `units` or more where they are not a multiple of
/// `threads`.
void eachUnit(DeviceCode &code, int64_t units, int64_t threads, int64_t atOnce,
              llvm::function_ref<void(llvm::ArrayRef<mlir::Value> numbers)> copy);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_SHAREDTILE_H
