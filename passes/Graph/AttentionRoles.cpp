// Which parts of the indices of an attention are batch, heads, queries and keys, and which keys its masks leave.
#include "passes/Graph/AttentionPattern.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace aicc::graph;

SmallVector<unsigned> aicc::graph::digitsOf(const AttentionPattern &pattern, const Index &index) {
  Index whole = pattern.digits.normal(index);
  llvm::sort(whole.terms, [](const DigitTerm &a, const DigitTerm &b) { return a.stride > b.stride; });
  return llvm::map_to_vector(whole.terms, [](const DigitTerm &term) { return term.digit; });
}

bool aicc::graph::usesDigit(const AttentionPattern &pattern, const Element &element, unsigned digit) {
  return llvm::any_of(element.at,
                      [&](const Index &index) { return llvm::is_contained(digitsOf(pattern, index), digit); });
}

namespace {
class RoleFinder {
public:
  explicit RoleFinder(AttentionPattern &pattern) : pattern(pattern), roles(pattern.roles) {}

  std::string find() {
    // Reading the masks may split digits, after which they have to be told apart again.
    for (unsigned before = ~0u; before != countDigits();) {
      before = countDigits();
      roles = {};
      if (!sortDigits())
        return "values or weights vary along a dimension that the result does not have";
      chooseQueries();
    }
    keepMasks();
    return {};
  }

private:
  unsigned countDigits() {
    unsigned count = digitsOf(pattern, pattern.keyIndex).size();
    for (const Index &index : pattern.result)
      count += digitsOf(pattern, index).size();
    return count;
  }

  /// Tells the digits of the result apart by the operands that have them.
  bool sortDigits() {
    SmallVector<unsigned> shared;
    rows.clear();
    roles.keys = digitsOf(pattern, pattern.keyIndex);
    roles.headSize = digitsOf(pattern, pattern.depth);
    for (const Index &index : pattern.result)
      for (unsigned digit : digitsOf(pattern, index)) {
        bool inKey = usesDigit(pattern, pattern.key, digit), inValue = usesDigit(pattern, pattern.value, digit);
        bool inWeights = usesDigit(pattern, pattern.weightsRead, digit);
        if (!inWeights && (inKey || usesDigit(pattern, pattern.query, digit)))
          return false;
        SmallVector<unsigned> &role = !inWeights ? roles.valueSize : inKey || inValue ? shared : rows;
        role.push_back(digit);
      }
    if (shared.size() > 1)
      roles.batch.push_back(shared.front());
    roles.kvHeads.assign(shared.begin() + roles.batch.size(), shared.end());
    return true;
  }

  /// Rows are the heads of a group and the queries. Which is which changes no number, but a band is one of queries.
  void chooseQueries() {
    SmallVector<SmallVector<unsigned>> candidates = candidatesForQueries();
    for (const SmallVector<unsigned> &candidate : llvm::reverse(candidates)) {
      roles.queries = candidate;
      readMasks();
      if (pattern.band.lower || pattern.band.upper)
        break;
    }
    if (candidates.empty())
      readMasks();
    else if (!pattern.band.lower && !pattern.band.upper) {
      roles.queries = candidates.back();
      readMasks();
    }
    roles.group.clear();
    llvm::copy_if(rows, std::back_inserter(roles.group),
                  [&](unsigned digit) { return !llvm::is_contained(roles.queries, digit); });
  }

  /// Rows that are no heads for which keys were copied, by the dimension of the queries' tensor; last those that share
  /// none with heads.
  SmallVector<SmallVector<unsigned>> candidatesForQueries() {
    SmallVector<SmallVector<unsigned>> mixed, pure;
    for (const Index &index : pattern.query.at) {
      SmallVector<unsigned> digits = digitsOf(pattern, index), own;
      llvm::copy_if(digits, std::back_inserter(own), [&](unsigned digit) {
        return llvm::is_contained(rows, digit) && !usesDigit(pattern, pattern.valueRead, digit);
      });
      if (!own.empty())
        (own.size() == digits.size() ? pure : mixed).push_back(own);
    }
    llvm::append_range(mixed, pure);
    return mixed;
  }

  //===-- Masks -------------------------------------------------------------------------------------------------===//

  /// The index that counts through `digits`.
  Index counting(ArrayRef<unsigned> digits, int64_t &extent) {
    Index index;
    extent = 1;
    for (unsigned digit : llvm::reverse(digits)) {
      index.terms.push_back({digit, extent});
      extent *= pattern.digits.extent(digit);
    }
    return pattern.digits.normal(index);
  }

  /// A mask that is added hides where it is chosen between 0 and a very small number.
  std::optional<Hiding> hidingOf(MaskRules &rules, const Element &bias) {
    std::optional<Choice> choice = rules.choice(bias);
    if (choice && choice->whenTrue == 0 && choice->whenFalse <= kHiddenScore)
      return Hiding{choice->condition, true, choice->whenFalse};
    if (choice && choice->whenFalse == 0 && choice->whenTrue <= kHiddenScore)
      return Hiding{choice->condition, false, choice->whenTrue};
    return std::nullopt;
  }

  std::optional<Band> bandOf(MaskRules &rules, const Hiding &hiding) {
    Conditions conditions;
    rules.read(hiding.condition, hiding.seenWhen, conditions);
    return rules.band(conditions);
  }

  /// Sorts masks into those that are bands and those that stay. Hidden scores that are finite have a weight where all
  /// of a row is hidden, which a band cannot say: then all of the mask stays, unless bands are all there is.
  void readMasks() {
    int64_t queries;
    Index query = counting(roles.queries, queries);
    Elements elements(pattern.digits);
    MaskRules rules(pattern.digits, elements, query, pattern.keyIndex, queries, pattern.keys);
    SmallVector<std::pair<Band, double>> bands;
    biases.clear(), hidings.clear();
    for (const Element &bias : pattern.biases) {
      std::optional<Hiding> hiding = hidingOf(rules, bias);
      std::optional<Band> band = hiding ? bandOf(rules, *hiding) : std::nullopt;
      band ? bands.push_back({*band, hiding->fill}) : biases.push_back(bias);
    }
    for (const Hiding &hiding : pattern.hidings) {
      std::optional<Band> band = bandOf(rules, hiding);
      band ? bands.push_back({*band, hiding.fill}) : hidings.push_back(hiding);
    }
    pattern.band = {};
    bool isExact =
        (biases.empty() && hidings.empty()) || llvm::all_of(bands, [](auto &it) { return std::isinf(it.second); });
    std::optional<Band> both = isExact ? intersect(bands, queries) : std::nullopt;
    if (both)
      pattern.band = *both;
    else
      biases = pattern.biases, hidings = pattern.hidings;
  }

  /// The keys that all `bands` leave; nothing where a query would see none, or where graph.attention has no such band.
  std::optional<Band> intersect(ArrayRef<std::pair<Band, double>> bands, int64_t queries) {
    Band band;
    for (const auto &[one, fill] : bands) {
      if (one.upper)
        band.upper = std::min(band.upper.value_or(*one.upper), *one.upper);
      if (one.lower)
        band.lower = std::max(band.lower.value_or(*one.lower), *one.lower);
    }
    bool sees = !band.lower || !band.upper || (*band.lower <= *band.upper && queries - 1 + *band.lower < pattern.keys);
    return sees && (band.upper || !band.lower) ? std::optional(band) : std::nullopt;
  }

  void keepMasks() {
    pattern.biases = biases;
    pattern.hidings = hidings;
  }

  AttentionPattern &pattern;
  AttentionRoles &roles;
  /// Digits of heads in a group and of queries.
  SmallVector<unsigned> rows;
  SmallVector<Element> biases;
  SmallVector<Hiding> hidings;
};
} // namespace

std::string aicc::graph::findRoles(AttentionPattern &pattern) { return RoleFinder(pattern).find(); }
