// The MLIR module of an attention row, and the operands whose values the row says.
#ifndef AICC_COMPILER_BENCH_ATTENTIONMODULE_H
#define AICC_COMPILER_BENCH_ATTENTIONMODULE_H

#include "compiler/Bench/Row.h"
#include "compiler/Data/Array.h"

namespace aicc::bench {
/// The text of a module whose only function, `main`, is one `graph.attention`. Contestants read its
/// arguments by position: query, key, value (not with sharesKv: a slice of the key), then those
/// that the row has: mask [B, 1, 1, Skv] of the row's type, lengths [B] i32, sinks [H] of the row's
/// type.
std::string attentionText(const Row &row);

/// Sets those of `inputs`, the arguments of `attentionText(row)`, that are not random: a padding
/// mask is 0 where a key is seen and -inf elsewhere, lengths are the row's.
void setAttentionInputs(const Row &row, llvm::MutableArrayRef<data::Array> inputs);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ATTENTIONMODULE_H
