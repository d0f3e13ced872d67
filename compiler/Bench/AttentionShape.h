// One attention of a workload: its extents, and which keys its queries see.
#ifndef AICC_COMPILER_BENCH_ATTENTIONSHAPE_H
#define AICC_COMPILER_BENCH_ATTENTIONSHAPE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace aicc::bench {
/// Which keys are seen.
enum class Mask {
  None,      ///< all
  Causal,    ///< query i sees keys up to i + offset, with a window only the last of these
  Lengths,   ///< each batch has a number of keys, an operand that is known at run time
  KeyPadding ///< an additive mask [B, 1, 1, Skv] hides the last keys of each batch: see
             ///< AttentionShape::keysOf
};

/// "none", "causal", "lengths", "key_padding", and back.
llvm::StringRef nameOf(Mask mask);
std::optional<Mask> parseMask(llvm::StringRef name);
inline constexpr llvm::StringLiteral kMaskNames = "none, causal, lengths, key_padding";

/// softmax(Q K^T / sqrt(Dqk) + mask) V for each head.
struct AttentionShape {
  int64_t batch = 0, heads = 0, kvHeads = 0; ///< heads are a multiple of kvHeads
  int64_t queries = 0, keys = 0;
  int64_t headSize = 0, valueSize = 0; ///< of queries and keys; of values
  Mask mask = Mask::None;
  int64_t offset = 0;           ///< with Causal: keys before the first query
  int64_t window = 0;           ///< with Causal: keys that a query sees at most; 0: no limit
  double softcap = 0;           ///< scores are softcap * tanh(score / softcap); 0: as they are
  bool hasSinks = false;        ///< each head has one more logit, without a value
  bool sharesKv = false;        ///< values are the first valueSize elements of each key
  bool isBshd = false;          ///< [batch, sequence, heads, size]; else [batch, heads, sequence, size]
  std::vector<int64_t> lengths; ///< with Lengths: one for each batch, at most `keys`

  /// A step of generation: one query a batch.
  bool isDecode() const { return queries == 1; }
  /// Keys of `batch` that no length and no padding hides. Padded batches have `keys`, then evenly
  /// fewer, down to just over half of that.
  int64_t keysOf(int64_t batch) const;
  /// The keys that `query` of `batch` sees are [first, second).
  std::pair<int64_t, int64_t> seenKeys(int64_t batch, int64_t query) const;
  /// Pairs of a query and a key that it sees, over all batches, for one head.
  int64_t seenPairs() const;
  /// Operations of both products on pairs that are seen: two for a multiplication and its sum.
  int64_t flops() const { return 2 * heads * seenPairs() * (headSize + valueSize); }
  /// The same if every query saw every key.
  int64_t denseFlops() const { return 2 * heads * batch * queries * keys * (headSize + valueSize); }
  /// Elements of queries and result, and of those keys and values that some query sees, each once.
  int64_t touchedElements() const;
  /// Extents of a tensor of `heads` heads, `sequence` elements and `size`, in the order that the
  /// layout says.
  std::vector<int64_t> extents(int64_t heads, int64_t sequence, int64_t size) const;
  /// Place of element (`batch`, `head`, `at`, 0) in such a tensor.
  int64_t placeOf(int64_t batch, int64_t head, int64_t at, int64_t heads, int64_t sequence, int64_t size) const;
};
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_ATTENTIONSHAPE_H
