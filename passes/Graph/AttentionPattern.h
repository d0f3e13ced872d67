// Recognises attention that a graph spells out: the second product, the softmax before it, the scores before that, and
// the first product. The result says by which tensors, indices and flags `graph.attention` says the same.
#ifndef AICC_PASSES_GRAPH_ATTENTIONPATTERN_H
#define AICC_PASSES_GRAPH_ATTENTIONPATTERN_H

#include "passes/Graph/MaskRules.h"

namespace aicc::graph {
/// Scores for which `condition` is not `seenWhen`: `fill` takes their place.
struct Hiding {
  Element condition;
  bool seenWhen;
  double fill;
};

/// The parts of the dimensions of an attention, most significant first. Query heads are `kvHeads`, then `group`.
struct AttentionRoles {
  llvm::SmallVector<unsigned> batch, kvHeads, group, queries, keys, headSize, valueSize;
};

/// Attention as a graph spells it out. Elements are those of tensors.
struct AttentionPattern {
  Digits digits;
  /// The first and the second product.
  mlir::linalg::LinalgOp scores, product;
  /// Without the transpositions, broadcasts and constant factors in front of the products.
  Element query, key, value;
  /// What the second product reads.
  Element weightsRead, valueRead;
  double scale = 1;
  std::optional<double> softcap;
  /// One logit a head that has no value; null where there is none.
  Element sinks;
  /// What is added to scores, and what replaces them; `findRoles` leaves those that `band` does not say.
  llvm::SmallVector<Element> biases;
  llvm::SmallVector<Hiding> hidings;
  Band band;
  /// Indices of the dimensions that the second product writes, of the key and of the element of queries.
  llvm::SmallVector<Index> result;
  Index keyIndex, depth;
  /// The number of keys.
  int64_t keys;
  AttentionRoles roles;
};

/// Matches the attention whose second product is `product`. Where it is none, `reason` says what was found; it is empty
/// where nothing looks like attention.
std::optional<AttentionPattern> matchAttention(mlir::linalg::LinalgOp product, std::string &reason);

/// Fills `roles` and `band` of `pattern`, in which all else is known. Returns why it cannot, or an empty string.
std::string findRoles(AttentionPattern &pattern);

/// True where `element` depends on `digit`.
bool usesDigit(const AttentionPattern &pattern, const Element &element, unsigned digit);

/// The digits of `index`, most significant first.
llvm::SmallVector<unsigned> digitsOf(const AttentionPattern &pattern, const Index &index);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_ATTENTIONPATTERN_H
