// The pieces by which rules and lowering know a softmax: a maximum, exponentials of differences, sums.
#ifndef AICC_DIALECTS_KERNEL_SOFTMAX_H
#define AICC_DIALECTS_KERNEL_SOFTMAX_H

#include "dialects/Kernel/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace aicc::kernel {
/// True for both maxima of floats, whatever they make of NaN.
bool isMaximum(Combiner combiner);

/// True where `op` adds up: a contraction, or a reduction by addition.
bool addsUp(Computation op);

/// The difference that `op`, an exponential or a power of two, is taken of, be it multiplied by a constant. Null where it is
/// of something else, and where `op` is null or another operation.
mlir::arith::SubFOp differenceUnder(mlir::Operation *op);
} // namespace aicc::kernel

#endif // AICC_DIALECTS_KERNEL_SOFTMAX_H
