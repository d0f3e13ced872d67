// An attention of the fuzzer: its sizes and flags, where its tensors lie in the arguments, and which pairs it sees.
// Written from the definition in the reference of the dialect, not from the lowering that it is to judge.
#ifndef AICC_TEST_FUZZ_ATTENTIONCASE_H
#define AICC_TEST_FUZZ_ATTENTIONCASE_H

#include "test/Fuzz/CaseModule.h"
#include "test/Fuzz/ModuleText.h"
#include "test/Fuzz/Random.h"

#include <optional>

namespace aicc::fuzz {
/// A tensor that the operation reads, as a part of an argument.
struct View {
  Tensor tensor;     ///< what the operation reads
  unsigned argument; ///< lies in this argument,
  Shape whole;       ///< of this shape,
  Shape offsets;     ///< from here on

  /// The place in the argument, row-major, of the element at `index` of the tensor.
  int64_t place(const Shape &index) const;
};

/// Where a causal diagonal ends, if there is one.
enum class Diagonal { None, FromStart, FromEnd };

/// One attention. Sizes are in elements.
struct AttentionCase {
  int64_t batch, kvHeads, group, queries, keys, headSize, valueSize;
  int64_t pageSize = 0; ///< 0: no pages
  std::string element;
  bool headsFirst;
  Diagonal diagonal = Diagonal::None;
  int64_t offset = 0, window = 0; ///< window 0: none
  std::vector<int64_t> lengths;   ///< as given, out of range too; empty: none
  std::vector<int64_t> pages;     ///< [batch, pages a batch]
  View query, key, value;
  std::optional<View> mask, sinks;

  int64_t heads() const { return kvHeads * group; }
  int64_t pagesOfBatch() const { return keys / pageSize; }
  /// Pages that there are, for all batches.
  int64_t pool() const { return batch * pagesOfBatch() + 1; }
  /// The length of batch `b`, within the keys.
  int64_t length(int64_t b) const;
  /// True where query `i` of batch `b` sees key `j`.
  bool sees(int64_t b, int64_t i, int64_t j) const;
  /// `sizes` of batch, head, position and element in the order of the layout.
  Shape arrange(int64_t b, int64_t head, int64_t position, int64_t element) const;
  /// The index of key `j` of batch `b` in the keys' tensor, or the values'. A page outside the pool is the nearest one.
  Shape keyIndex(int64_t b, int64_t head, int64_t j, int64_t element) const;
};

/// Makes elements of the arguments NaN or infinite: a few anywhere, all of a cache behind its lengths, those of a mask
/// that hides. Appends them to `module`, and the elements of the result that are open because of them: where a key is
/// within the length and hidden from a query, its value has to be a number.
void spoilInputs(Random &random, const AttentionCase &attention, CaseModule &module);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_ATTENTIONCASE_H
