// A kernel of contractions as the model for NVIDIA GPUs sees it: what is multiplied, how it lies in
// memory, and with which instruction.
#ifndef AICC_COMPILER_TARGET_NVIDIA_GEMMPROBLEM_H
#define AICC_COMPILER_TARGET_NVIDIA_GEMMPROBLEM_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::nvidia {
/// One factor of the contractions, or the factors of siblings that lie alike.
struct Factor {
  llvm::SmallVector<mlir::Value> tensors;  ///< one, or one a sibling
  llvm::SmallVector<llvm::StringRef> dims;    ///< as they lie in shared memory, outermost first
  int64_t bytes = 1;                       ///< of one element
  bool isAsync = false;                    ///< whether its rows suit the asynchronous copy

  /// Bytes that one load takes on the way to shared memory, at least.
  int64_t loadBytes() const { return isAsync ? 16 : bytes; }
};

/// C[batch, m, n] = sum over k of A[batch, m, k] * B[batch, k, n], once or by several siblings.
struct GemmProblem {
  llvm::SmallVector<kernel::Computation> anchors; ///< the siblings; one without
  llvm::StringRef m, n, k;                        ///< names of dimensions; `m` is empty where the result is one row
  llvm::SmallVector<llvm::StringRef> outer;       ///< all others: of batches, and further ones of the rows
  int64_t rows = 1, columns = 1, depth = 1;       ///< extents of m, n and k
  int64_t batch = 1;                              ///< product of the extents of `outer`
  Factor a, b;                                    ///< with the rows; with the columns
  int64_t sumBytes = 4;                           ///< of one element of the accumulation
  int64_t resultBytes = 0;                        ///< of what the kernel writes
  int64_t extraBytes = 0;                         ///< of what it reads beside the factors
  int64_t factorBytes = 0;                        ///< of A and B, of all siblings and batches
  const device::Instruction *instruction = nullptr;

  bool isMatrix() const { return instruction->kind == device::InstructionKind::Matrix; }
  int64_t siblings() const { return int64_t(anchors.size()); }
  /// Of all contractions; a multiplication and an addition are two.
  double flops() const {
    return 2.0 * double(siblings()) * double(batch) * double(rows) * double(columns) * double(depth);
  }
};

/// The problem that `kernel` is on `device`; nothing where it is no contraction of two tensors over
/// one dimension, or several that are no siblings, or where the device has no instruction for its
/// types.
std::optional<GemmProblem> gemmProblem(kernel::KernelOp kernel, const device::Device &device);
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_GEMMPROBLEM_H
