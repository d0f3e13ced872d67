// Sums of products in all the ways that front ends spell them.
#ifndef AICC_TEST_FUZZ_CONTRACTIONS_H
#define AICC_TEST_FUZZ_CONTRACTIONS_H

#include "test/Fuzz/ModuleText.h"
#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// A generic that sums products of `lhs` and `rhs` in `sum`, from zero. Dimensions that `access` lacks are reduced.
Tensor contractTensors(ModuleText &module, const std::pair<Tensor, Access> &lhs, const std::pair<Tensor, Access> &rhs,
                       const Access &access, const std::string &sum);

/// One or two contractions of random types, spelling and layout, with element-wise work behind them.
Tensor randomContraction(Random &random, ModuleText &module);

/// silu(x g) * (x u), with a contraction behind it or without.
Tensor randomGate(Random &random, ModuleText &module);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_CONTRACTIONS_H
