// Fragments of matrices in the registers of a warp: reading them from shared memory, multiplying them.
//
// Whatever the type, one instruction reads 32 bytes of the depth: two chunks. So fragments of f16, bf16, tf32 and s8 are
// read alike, as registers of 32 bits.
#ifndef AICC_COMPILER_TARGET_NVIDIA_FRAGMENTS_H
#define AICC_COMPILER_TARGET_NVIDIA_FRAGMENTS_H

#include "compiler/Target/NVIDIA/SharedTile.h"

namespace aicc::nvidia {
/// Reads the fragments of one factor for one warp.
class FragmentReader {
public:
  /// `first` is the number of the warp's first row or column in the block's tile, `lane` the thread's number in the warp.
  FragmentReader(const ProductTiling &tiling, const StagedFactor &factor, mlir::Value first, mlir::Value lane)
      : tiling(tiling), factor(factor), tile(tiling, factor), first(first), lane(lane) {}

  /// The fragments of step `step` of a slice in the tile at `pointer`: for each instruction's rows four registers (two
  /// for its columns).
  llvm::SmallVector<llvm::SmallVector<mlir::Value>> read(DeviceCode &code, mlir::Value pointer, int64_t step);

private:
  llvm::SmallVector<mlir::Value> readMatrices(DeviceCode &code, mlir::Value pointer, int64_t step, int64_t offset,
                                              int64_t count);
  mlir::Value place(DeviceCode &code, int64_t step, int64_t offset, int64_t count);

  const ProductTiling &tiling;
  const StagedFactor &factor;
  SharedTile tile;
  mlir::Value first, lane;
};

/// `sums` (four registers) with the product of a row and a column fragment added.
llvm::SmallVector<mlir::Value> multiply(DeviceCode &code, const device::Instruction &instruction,
                                        mlir::ValueRange rows, mlir::ValueRange columns, mlir::ValueRange sums);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_FRAGMENTS_H
