// One packed layout a weight: what the kernels that read the same weight have to agree on.
#ifndef AICC_PASSES_SCHEDULE_SHAREDWEIGHTS_H
#define AICC_PASSES_SCHEDULE_SHAREDWEIGHTS_H

#include "passes/Schedule/PackedOperands.h"

#include "llvm/ADT/MapVector.h"

namespace aicc::schedule {
/// The weights of a module and the layouts that have been chosen for them so far. A weight is an argument of a function
/// or the value of a constant, as a tensor of one shape: what reads it in another shape is another weight.
class SharedWeights {
public:
  explicit SharedWeights(mlir::ModuleOp module);

  /// Floating-point operations of all calls of `kernel`.
  double work(kernel::KernelOp kernel) const;

  /// The layouts that have been chosen for weights of `kernel`. Where its calls read several weights as one operand, the
  /// one chosen first.
  FixedLayouts chosen(kernel::KernelOp kernel) const;

  /// Chooses the layouts of `schedule` for weights of `kernel` that have none.
  void choose(kernel::KernelOp kernel, TreeAttr schedule);

  /// The weights of `kernel` that `schedule` wants in another layout than the chosen one: "arg1". Each of them is packed
  /// twice.
  llvm::SmallVector<std::string> disagreements(kernel::KernelOp kernel, TreeAttr schedule) const;

private:
  /// An argument or a constant's value, and the type as which it is read.
  using Weight = std::pair<const void *, mlir::Type>;
  /// One operand of one kernel that reads a weight.
  struct Reading {
    unsigned operand;
    Weight weight;
  };

  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<Reading>> readings; ///< by kernel
  llvm::DenseMap<mlir::Operation *, int64_t> calls;                       ///< by kernel
  llvm::DenseMap<Weight, LayoutAttr> layouts;                             ///< by position
};
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_SHAREDWEIGHTS_H
