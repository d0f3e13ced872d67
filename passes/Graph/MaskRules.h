// What a boolean of a graph says about the keys that a query sees. Exporters write causal masks and windows as
// comparisons of counted indices, or as tables of constants; both become inequalities between the indices of query and
// key.
#ifndef AICC_PASSES_GRAPH_MASKRULES_H
#define AICC_PASSES_GRAPH_MASKRULES_H

#include "passes/Graph/Elements.h"

namespace aicc::graph {
/// Scores at or below this are hidden: their weight is 0 beside any other score.
inline constexpr double kHiddenScore = -1e30;

/// A number that has one of two values.
struct Choice {
  Element condition;
  double whenTrue, whenFalse;
};

/// A score that is seen where all of these hold.
struct Conditions {
  /// Each is at least 0.
  llvm::SmallVector<Index> inequalities;
  /// There are conditions that no inequality says.
  bool others = false;
};

/// The band of keys that a query sees: query + `lower` <= key <= query + `upper`; what is absent hides nothing.
struct Band {
  std::optional<int64_t> lower, upper;
};

class MaskRules {
public:
  MaskRules(Digits &digits, Elements &elements, Index query, Index key, int64_t queries, int64_t keys)
      : digits(digits), elements(elements), query(query), key(key), queries(queries), keys(keys) {}

  /// Adds to `found` what follows from `condition` being `expected`.
  void read(Element condition, bool expected, Conditions &found);

  /// Adds to `found` what a constant tensor of 0 and of numbers that hide says, of which the largest is `fill`; false
  /// where `element` is none.
  bool readAdded(Element element, Conditions &found, double &fill);

  /// The band that `conditions` are. Fails where they are none, or where a query would see no key.
  std::optional<Band> band(const Conditions &conditions) const;

  /// `element` as a number that has one of two constant values.
  std::optional<Choice> choice(Element element);

private:
  std::optional<Index> integer(Element element);
  std::optional<Index> progression(const Element &table);
  void readComparison(mlir::Operation *op, const Element &element, bool expected, Conditions &found);
  void readSelect(const Element &element, bool expected, Conditions &found);
  bool readOrdering(mlir::Operation *op, const Element &element, bool expected, Conditions &found);
  void readTable(const Element &table, bool expected, Conditions &found);
  void readTable(const Element &table, llvm::ArrayRef<bool> seen, Conditions &found);
  bool readRows(llvm::ArrayRef<llvm::SmallVector<int8_t>> rows, Conditions &found);

  Digits &digits;
  Elements &elements;
  Index query, key;
  int64_t queries, keys;
};
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_MASKRULES_H
