// The order in which `aicc-kernel/1` visits what a graph may list in any order: inputs of computations and operands of
// commutative operations.
//
// Every value gets a structural key, which knows types, extents and accesses but no name and no position. Operands of
// commutative operations are sorted by it, computations before operands of the kernel; a body is then walked from the
// value that it yields. Equal keys keep the given order: what they stand for is built alike.
#ifndef AICC_DIALECTS_KERNEL_CANONICALORDER_H
#define AICC_DIALECTS_KERNEL_CANONICALORDER_H

#include "dialects/Kernel/Kernel.h"

namespace aicc::kernel {
/// The word of a body's operation in the grammar: "mulf", "cmpf.olt", "extf.f32", or a constant's type and bits.
std::string scalarWord(mlir::Operation *op);

/// Canonical orders in one kernel.
class CanonicalOrder {
public:
  explicit CanonicalOrder(KernelOp kernel) : kernel(kernel) {}

  /// The inputs of `op`: of a contraction, the one that carries the result's innermost dimension last; else in the
  /// order in which the body needs them.
  llvm::SmallVector<unsigned> inputs(Computation op);

  /// The two sides of an index expression of `op`, where they may be swapped: constants last, else by key.
  std::pair<mlir::AffineExpr, mlir::AffineExpr> sides(Computation op, mlir::AffineBinaryOpExpr expr);

private:
  using Keys = llvm::DenseMap<mlir::Value, std::string>;
  std::string tensorKey(mlir::Value tensor);
  std::string computationKey(Computation op);
  std::string inputKey(Computation op, unsigned input);
  std::string dimKey(Computation op, unsigned dim);
  std::string exprKey(Computation op, mlir::AffineExpr expr);
  Keys bodyKeys(Computation op, mlir::Block &body);
  llvm::SmallVector<unsigned> contractInputs(Computation op);
  llvm::SmallVector<unsigned> bodyInputs(Computation op, mlir::Block &body);

  KernelOp kernel;
  Keys tensors;
};
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_CANONICALORDER_H
