// Products with quantised weights, in the ways that exporters spell them.
#ifndef AICC_TEST_FUZZ_QUANTISED_H
#define AICC_TEST_FUZZ_QUANTISED_H

#include "test/Fuzz/Random.h"

#include <string>

namespace aicc::fuzz {
/// A module with the function `main`: rows of f32, bf16 or f16 times weights of four or eight bits with scales by group
/// (integers with and without zero points, NF4, MXFP4; codes of i4 or packed in bytes), or bytes times bytes of either
/// sign, in both layouts, with a batch or without, and element-wise work behind.
std::string randomQuantisedModule(Random &random);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_QUANTISED_H
