// Weights that lie packed: in which layout a schedule expects one, and how that layout reads without a kernel's names.
#ifndef AICC_PASSES_SCHEDULE_PACKEDOPERANDS_H
#define AICC_PASSES_SCHEDULE_PACKEDOPERANDS_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

#include <map>

namespace aicc::schedule {
/// Layouts that operands of a kernel must have where they are prepacked, by the operand's number, in the kernel's names
/// of dimensions: what other kernels have chosen for the same weights.
using FixedLayouts = std::map<unsigned, LayoutAttr>;

/// The layout in which `schedule` expects weight `operand` to lie when the kernel is called, or null.
LayoutAttr prepackedLayout(TreeAttr schedule, llvm::StringRef operand);

/// The reads of `value` by computations of `kernel`: those of contractions first, for which operands are staged; otherwise in
/// the order of the body.
llvm::SmallVector<mlir::OpOperand *> readsOf(kernel::KernelOp kernel, mlir::Value value);

/// The names of the dimensions of operand `argument`, one by one or divided (scales of groups), or nothing where it is
/// read through sums. Where several computations read it, those of the first read (`readsOf`) that can tell.
llvm::SmallVector<llvm::StringRef> operandDims(kernel::KernelOp kernel, unsigned argument);

/// `layout` of a tensor whose dimensions a kernel calls `dims`, with these called "d0", "d1", … by their place: equal for
/// all kernels that want the tensor's elements in the same order.
LayoutAttr byPosition(LayoutAttr layout, llvm::ArrayRef<llvm::StringRef> dims);

/// The reverse: `layout` by position in the words of a kernel that calls the dimensions `dims`.
LayoutAttr byName(LayoutAttr layout, llvm::ArrayRef<llvm::StringRef> dims);
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_PACKEDOPERANDS_H
