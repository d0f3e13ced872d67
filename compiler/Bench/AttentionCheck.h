// Whether the result of a large attention is right, without computing all of it.
#ifndef AICC_COMPILER_BENCH_ATTENTIONCHECK_H
#define AICC_COMPILER_BENCH_ATTENTIONCHECK_H

#include "compiler/Bench/Check.h"

namespace aicc::bench {
/// Checks `result` of an attention row against f64 with the tolerance that `params` give: all
/// elements of the first and the last query of each head, where masks begin and end, and of 512
/// queries drawn at random. The scale of the tolerance is the root mean square of each query's own
/// result. Of every other element that it lies between the least and the largest value of its
/// column that its head has, or zero, since it is a mean of them; that finds what was never written
/// and what was read from elsewhere, not a weight that is a little wrong.
CheckReport checkAttention(const Row &row, llvm::ArrayRef<data::Array> inputs, const data::ToleranceParams &params,
                           const data::Array &result);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ATTENTIONCHECK_H
