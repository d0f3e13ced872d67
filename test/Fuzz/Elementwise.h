// Element-wise work as models have it behind their contractions.
#ifndef AICC_TEST_FUZZ_ELEMENTWISE_H
#define AICC_TEST_FUZZ_ELEMENTWISE_H

#include "test/Fuzz/ModuleText.h"
#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// A random function of one number of type `type`, whose slope is at most about 2.
std::string randomUnary(Random &random, Body &body, const std::string &value, const std::string &type);

/// A sum, product or maximum of two numbers of type `type`.
std::string randomBinary(Random &random, Body &body, const std::string &a, const std::string &b,
                         const std::string &type);

/// x / (1 + exp(-x)), for floats.
std::string silu(Body &body, const std::string &value, const std::string &type);

/// `value` with up to three operations behind it: biases, residuals, activations, casts.
Tensor randomEpilogue(Random &random, ModuleText &module, Tensor value);

/// `compute` on every element of `value`, into a tensor of `element`.
Tensor mapElements(ModuleText &module, const Tensor &value, const std::string &element, const Compute &compute);

/// 0, 1, …, rank - 1.
Access identityAccess(size_t rank);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_ELEMENTWISE_H
