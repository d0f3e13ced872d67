// One element of a kernel's tensor, computed by one thread: maps inline, reductions as serial loops.
#ifndef AICC_COMPILER_TARGET_NVIDIA_EVALUATE_H
#define AICC_COMPILER_TARGET_NVIDIA_EVALUATE_H

#include "compiler/Target/NVIDIA/DeviceCode.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::nvidia {
/// Emits `body` on scalars, with `inputs` for its arguments and what `positions` gives for the positions that it asks for.
/// Returns the value that it yields.
mlir::Value emitBody(mlir::OpBuilder &builder, mlir::Block &body, mlir::ValueRange inputs,
                     llvm::function_ref<mlir::Value(kernel::IndexOp)> positions);

/// A tensor in global memory; see Place.
struct Stored {
  mlir::Value pointer;
  int64_t parts = 1;
};

/// Evaluates tensors of a kernel at single points.
class Evaluator {
public:
  /// Tensors in `stored` are read from global memory through these pointers; others are computed.
  Evaluator(kernel::KernelOp kernel, mlir::OpBuilder &builder, mlir::Location loc,
            const llvm::DenseMap<mlir::Value, Stored> &stored)
      : kernel(kernel), code(builder, loc), stored(stored) {}

  /// The element of `tensor` at `index`, numbers of i64.
  mlir::Value element(mlir::Value tensor, mlir::ValueRange index);
  /// The value of `op` at `point`, one i64 for each of its dimensions; those that it reduces are not read.
  mlir::Value compute(kernel::Computation op, llvm::SmallVector<mlir::Value> point);
  /// Gives the element of `tensor` at `index`, which the caller has in a register.
  void provide(mlir::Value tensor, mlir::ValueRange index, mlir::Value value);

private:
  using Key = std::pair<mlir::Value, llvm::SmallVector<mlir::Value>>;

  mlir::Value load(const Stored &place, mlir::RankedTensorType type, mlir::ValueRange index);
  mlir::Value computeElement(mlir::Value tensor, mlir::ValueRange index);
  llvm::SmallVector<mlir::Value> inputs(kernel::Computation op, mlir::ValueRange point);
  mlir::Value valueOf(kernel::Computation op, mlir::ValueRange point);
  mlir::Value term(kernel::Computation op, mlir::ValueRange point, mlir::Value sum);
  mlir::Value reduce(kernel::Computation op, llvm::SmallVector<mlir::Value> point, unsigned dim, mlir::Value sum);

  kernel::KernelOp kernel;
  DeviceCode code;
  const llvm::DenseMap<mlir::Value, Stored> &stored;
  /// What this block has computed already: diamonds of maps would otherwise grow without bound.
  llvm::SmallVector<std::pair<Key, mlir::Value>> known;
};
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_EVALUATE_H
