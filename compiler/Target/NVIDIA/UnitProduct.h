// What one unit of a block adds to its sums for a slice in shared memory: a warp by matrix instructions, or a thread by
// multiply-adds of its own.
#ifndef AICC_COMPILER_TARGET_NVIDIA_UNITPRODUCT_H
#define AICC_COMPILER_TARGET_NVIDIA_UNITPRODUCT_H

#include "compiler/Target/NVIDIA/DeviceCode.h"
#include "compiler/Target/NVIDIA/ProductTiling.h"

namespace aicc::nvidia {
/// The thread's place in its block; all i32.
struct UnitPlace {
  mlir::Value lane;        ///< the number of the thread in its warp
  mlir::Value row, column; ///< of warps, the first of the warp's tile, in the block's tile; of threads, the thread's first
};

/// The place of this thread: units are numbered along the columns first.
UnitPlace unitPlace(DeviceCode &code, const ProductTiling &tiling);

/// Sums of one thread, one contraction after the other.
///
/// Of a warp: for each instruction along the rows and each along the columns four. In the first two lies row l / 4 of the
/// instruction's tile, in the others the row eight further on; columns are 2 (l mod 4) and the next, for lane l.
///
/// Of a thread: for each of its rows one a column. Its rows are as far apart as there are threads along the rows, so that
/// threads that run in step read and write neighbours; columns alike.
using Sums = llvm::SmallVector<mlir::Value>;

class UnitProduct {
public:
  virtual ~UnitProduct() = default;
  /// The number of sums that one contraction has in a thread.
  virtual int64_t sumsOfContraction() const = 0;
  /// `sums` with what the slices at `tiles` (pointers to shared memory, in the order of the factors) add to them.
  virtual Sums add(DeviceCode &code, mlir::ValueRange tiles, Sums sums) = 0;
};

/// A warp with matrix instructions.
std::unique_ptr<UnitProduct> createWarpProduct(const ProductTiling &tiling, const UnitPlace &place);
/// A thread with multiply-adds.
std::unique_ptr<UnitProduct> createLaneProduct(const ProductTiling &tiling, const UnitPlace &place);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_UNITPRODUCT_H
