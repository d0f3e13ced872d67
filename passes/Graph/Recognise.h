// Recognises what a linalg.generic computes: contraction, map or reduction of the kernel vocabulary.
#ifndef AICC_PASSES_GRAPH_RECOGNISE_H
#define AICC_PASSES_GRAPH_RECOGNISE_H

#include "dialects/Kernel/Kernel.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace aicc::graph {
/// What a linalg.generic is in the kernel vocabulary.
struct Recognised {
  kernel::Kind kind;
  kernel::Combiner combiner = kernel::Combiner::Add;
  /// Contractions only: the operands whose integers are unsigned.
  std::array<bool, 2> isUnsigned = {false, false};
  /// Reductions only: why it is no contraction, as a clause for a remark.
  std::string whyNoContraction;
};

/// Recognises `op`, or fails with `reason` set to a clause that says what does not fit.
mlir::FailureOr<Recognised> recognise(mlir::linalg::GenericOp op, std::string &reason);

/// True where `op` is recognised as a contraction.
bool isContraction(mlir::linalg::GenericOp op);

/// True where `value` is a weight: a function argument marked `aicc.weight` or a constant that is no splat, seen
/// through reshapes; or one of the matrices that such an argument holds, by a number known at run time (an expert's).
bool isWeight(mlir::Value value);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_RECOGNISE_H
