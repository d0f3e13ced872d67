// Random graphs of the kinds that models consist of.
#ifndef AICC_TEST_FUZZ_RANDOMMODULE_H
#define AICC_TEST_FUZZ_RANDOMMODULE_H

#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// A module with the function `main`: contractions in every spelling with element-wise work behind them, reductions,
/// element-wise graphs with broadcasts and transpositions, convolutions, poolings, softmax, normalisation. What it
/// computes depends smoothly on its inputs, so that the oracle's tolerance holds.
std::string randomModule(Random &random);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_RANDOMMODULE_H
