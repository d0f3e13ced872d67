// What a case of the fuzzer is made of.
#ifndef AICC_TEST_FUZZ_CASEMODULE_H
#define AICC_TEST_FUZZ_CASEMODULE_H

#include <cstdint>
#include <string>
#include <vector>

namespace aicc::fuzz {
/// An element of an argument that has a value of its own in place of a random number.
struct GivenElement {
  unsigned argument;
  int64_t index; ///< row-major
  double value;
};

/// A module with the function `main`, and what is known of its arguments and results.
struct CaseModule {
  std::string text;
  std::vector<GivenElement> given; ///< in order: a later one overwrites
  std::vector<int64_t> open;       ///< elements of the first result that may be anything, row-major
};
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_CASEMODULE_H
