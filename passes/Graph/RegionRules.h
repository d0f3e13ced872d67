// What may become one kernel, whatever it costs: rules on the structure of a function, as questions.
#ifndef AICC_PASSES_GRAPH_REGIONRULES_H
#define AICC_PASSES_GRAPH_REGIONRULES_H

#include "passes/Graph/Recognise.h"
#include "llvm/ADT/SetVector.h"

namespace aicc::graph {
/// Operations that are one kernel, or may become one.
using Group = llvm::SmallVector<mlir::linalg::GenericOp>;

/// Rules about recognised operations that have no region yet. Refers to what it is made from.
class RegionRules {
public:
  using Kinds = llvm::DenseMap<mlir::Operation *, Recognised>;
  using Regions = llvm::DenseMap<mlir::Operation *, int64_t>;
  RegionRules(const Kinds &kinds, const Regions &regions) : kinds(kinds), regions(regions) {}

  /// The map that alone consumes `last`, point by point, or null.
  mlir::linalg::GenericOp epilogueOf(mlir::linalg::GenericOp last) const;
  /// Contractions that `user` alone reads, beside `first`, over the same points and with an operand that `first` has,
  /// too.
  Group siblingsOf(mlir::linalg::GenericOp first, mlir::linalg::GenericOp user) const;
  /// Expansions that `contraction` alone reads. Apart, one costs the traffic of its result.
  Group prologueOf(mlir::linalg::GenericOp contraction) const;
  /// A contraction that reads another one's result through a reduction over what it reduces itself, with all between
  /// the two and behind `second` (attention: the softmax between two products), in the order in which they depend on
  /// each other. Empty where `second` is none. Without a reduction between them (layers of an MLP) it is none either:
  /// the weights of `second` would be read again for every few rows.
  Group chainOf(mlir::linalg::GenericOp second) const;
  /// What `chain` is cut into where it does not become one kernel: each contraction with its epilogue, all others
  /// alone.
  std::vector<Group> partsOf(const Group &chain) const;

private:
  bool isFree(mlir::Operation *op, kernel::Kind kind) const;
  Group epiloguesOf(mlir::linalg::GenericOp contraction) const;
  llvm::SetVector<mlir::Operation *> ancestors(mlir::ValueRange values,
                                               llvm::SmallSetVector<mlir::Operation *, 2> &firsts) const;
  void addClearing(mlir::linalg::GenericOp second, llvm::SetVector<mlir::Operation *> &members) const;

  const Kinds &kinds;
  const Regions &regions;
};
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_REGIONRULES_H
