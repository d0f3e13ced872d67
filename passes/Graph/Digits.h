// Indices as sums of digits. A reshape takes an index apart (n floordiv 8, n mod 8) and puts others together (8 b + h);
// a transposition and a broadcast choose among them. Written as a sum of digits, each with a stride, all of these are
// exact and have one form: a digit is split where a quotient needs a part of it, and then everywhere. So two indices
// are equal exactly where their sums are, and what a tensor is read by says which parts of the loops it depends on.
#ifndef AICC_PASSES_GRAPH_DIGITS_H
#define AICC_PASSES_GRAPH_DIGITS_H

#include "mlir/IR/AffineExpr.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace aicc::graph {
/// A part of an index: the value of `digit`, times `stride`.
struct DigitTerm {
  unsigned digit;
  int64_t stride;

  bool operator==(const DigitTerm &other) const { return digit == other.digit && stride == other.stride; }
};

/// A sum of digits and `offset`. Comparable by `==` once `Digits::normal` has made it.
struct Index {
  llvm::SmallVector<DigitTerm, 2> terms;
  int64_t offset = 0;

  bool operator==(const Index &other) const { return terms == other.terms && offset == other.offset; }
  bool isConstant() const { return terms.empty(); }
};

/// All digits of one analysis. A digit counts from 0 to its extent, which is at least 2; splitting one changes no
/// index.
class Digits {
public:
  /// A new index that counts to `extent`: one digit, or 0 where the extent is 1.
  Index create(int64_t extent);

  int64_t extent(unsigned digit) const { return table[digit].extent; }

  /// The same index in digits that are not split, each once, in order of their numbers, without strides of 0.
  Index normal(const Index &index) const;

  Index add(const Index &left, const Index &right, int64_t factor = 1) const;
  Index scaled(const Index &index, int64_t factor) const;

  /// Quotient and remainder of division by `divisor`, which is positive. Fails where a digit cannot be split so, or
  /// where the index may be negative.
  std::optional<std::pair<Index, Index>> divide(Index index, int64_t divisor);

  /// `expr` over `dims`; fails for expressions that are no sums of digits.
  std::optional<Index> evaluate(mlir::AffineExpr expr, llvm::ArrayRef<Index> dims);

  /// The index of one dimension of size `size` as its digits from the most significant one; fails where it does not
  /// count from 0 to `size` through all of them.
  std::optional<llvm::SmallVector<unsigned>> complete(const Index &index, int64_t size) const;

  /// The smallest and the largest value of `index`.
  std::pair<int64_t, int64_t> range(const Index &index) const;

private:
  /// `low` counts to `factor`; the digit is high * factor + low.
  struct Digit {
    int64_t extent;
    int64_t factor = 0;
    unsigned high = 0, low = 0;
  };

  void addTo(Index &sum, unsigned digit, int64_t stride) const;
  bool splitAt(const Index &index, int64_t divisor);

  llvm::SmallVector<Digit> table;
};
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_DIGITS_H
