// graph.attention with every flag that it has.
#ifndef AICC_TEST_FUZZ_ATTENTION_H
#define AICC_TEST_FUZZ_ATTENTION_H

#include "test/Fuzz/Random.h"

#include <string>

namespace aicc::fuzz {
/// A module with the function `main`: one attention over small random sizes (grouped heads, another size of values,
/// prefill, decode, one key) in f32, bf16 or f16, with any of mask, lengths, sinks, pages, causal rule, offset, window,
/// softcap, in either layout. Keys may be the values or the queries, too. Lengths and page numbers are constants of the
/// module, some of them out of range as a graph may have them.
std::string randomAttentionModule(Random &random);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_ATTENTION_H
