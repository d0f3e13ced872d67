// graph.attention with every flag that it has.
#ifndef AICC_TEST_FUZZ_ATTENTION_H
#define AICC_TEST_FUZZ_ATTENTION_H

#include "test/Fuzz/CaseModule.h"
#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// One attention over small random sizes (grouped heads, another size of values, prefill, decode, one key) in f32,
/// bf16, f16 or f64, with any of mask, lengths, sinks, pages, causal rule, offset, window, softcap, in either layout.
/// Lengths and page numbers are constants or arguments, i32 or i64, some of them out of range as a graph may have them.
/// In a part of the cases operands share memory, and elements of the arguments are NaN or infinite.
CaseModule randomAttentionModule(Random &random);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_ATTENTION_H
