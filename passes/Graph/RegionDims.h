// Names the dimensions that the operations of a region share.
#ifndef AICC_PASSES_GRAPH_REGIONDIMS_H
#define AICC_PASSES_GRAPH_REGIONDIMS_H

#include "dialects/Kernel/Kernel.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace aicc::graph {
/// The loops of a region's operations, merged where they walk over the same data, with a name and extent a class:
/// b batch, m rows, n columns, k reduced of a contraction; d and r (parallel, reduced) elsewhere. A suffix tells
/// several of a kind apart.
class RegionDims {
public:
  explicit RegionDims(llvm::ArrayRef<mlir::linalg::GenericOp> ops);

  /// The dimension attributes of a kernel, in order of naming.
  mlir::ArrayAttr attributes();
  /// The names of `op`'s loops, as a string array.
  mlir::ArrayAttr namesOf(mlir::linalg::GenericOp op);
  /// The names of the dimensions of `op`'s result, outermost first.
  mlir::ArrayAttr resultNamesOf(mlir::linalg::GenericOp op);

private:
  using Loop = std::pair<mlir::Operation *, unsigned>;
  void mergeAlongValues(mlir::linalg::GenericOp op);
  void mergeSiblings(mlir::linalg::GenericOp a, mlir::linalg::GenericOp b);
  void mergeAccesses(mlir::linalg::GenericOp a, mlir::AffineMap accessA, mlir::linalg::GenericOp b,
                     mlir::AffineMap accessB);
  void name(mlir::linalg::GenericOp op);
  llvm::StringRef letterOf(mlir::linalg::GenericOp op, unsigned loop);

  llvm::ArrayRef<mlir::linalg::GenericOp> ops;
  llvm::EquivalenceClasses<Loop> classes;
  llvm::DenseMap<Loop, mlir::StringAttr> names;
  llvm::SmallVector<mlir::Attribute> dims;
};
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_REGIONDIMS_H
