// What a kernel means, as structured operations on tensors: a linalg.generic a computation.
#ifndef AICC_PASSES_ORACLE_KERNELMEANING_H
#define AICC_PASSES_ORACLE_KERNELMEANING_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/IR/Builders.h"

namespace aicc::oracle {
/// Only `indices` of the dimension `dim`, in their order; an empty name means all of everything.
struct Slice {
  std::string dim;
  std::vector<int64_t> indices;
};

/// The dimension that results can be computed for a few indices of alone, the longest of them: no
/// computation reduces it, and wherever a tensor is indexed by it, it is an index by itself. Empty
/// where there is none.
std::string sliceableDim(kernel::KernelOp kernel);
/// The position of `dim` in the shape of operand `number`, or nothing where the operand has it not.
std::optional<unsigned> operandAxis(kernel::KernelOp kernel, unsigned number, llvm::StringRef dim);
/// The position of `dim` in the shape of the kernel's first result.
std::optional<unsigned> resultAxis(kernel::KernelOp kernel, llvm::StringRef dim);
/// The tensor type `type` with the indices of `slice` along `axis`, where it has such an axis.
mlir::Type slicedType(mlir::Type type, std::optional<unsigned> axis, const Slice &slice);

/// Writes what `kernel` computes from `operands` at the builder's place, and returns its results. With `slice`, tensors
/// hold those indices of its dimension, and positions are theirs.
llvm::SmallVector<mlir::Value> writeMeaning(mlir::OpBuilder &builder, mlir::Location loc, kernel::KernelOp kernel,
                                            mlir::ValueRange operands, const Slice &slice = {});
} // namespace aicc::oracle

#endif // AICC_PASSES_ORACLE_KERNELMEANING_H
