// Asks what groups of a function's operations would take as kernels, once for equal ones.
#ifndef AICC_PASSES_GRAPH_REGIONPRICES_H
#define AICC_PASSES_GRAPH_REGIONPRICES_H

#include "passes/Graph/RegionCost.h"
#include "passes/Graph/RegionRules.h"
#include "llvm/ADT/StringMap.h"

namespace aicc::graph {
/// Predicted times of groups.
class RegionPrices {
public:
  /// `ops`: all that groups are made of, in program order. `predict` may be empty: nothing is known then. It lives as
  /// long as this.
  RegionPrices(llvm::ArrayRef<mlir::linalg::GenericOp> ops, const PredictRegion &predict);

  /// True where somebody answers.
  bool areKnown() const { return bool(predict); }
  /// The time of one kernel that computes `group`; nothing where it is not predicted.
  std::optional<RegionTime> of(Group group);
  /// The times of a kernel for each of `parts`, one after the other.
  std::optional<RegionTime> apart(llvm::ArrayRef<Group> parts);

private:
  const PredictRegion &predict;
  llvm::DenseMap<mlir::Operation *, unsigned> position; ///< in program order
  llvm::StringMap<std::optional<RegionTime>> known;     ///< by the kernel's print and what is near
};

/// The operations of all `parts`.
Group joined(llvm::ArrayRef<Group> parts);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_REGIONPRICES_H
