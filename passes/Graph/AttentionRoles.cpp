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
      pattern.band = {};
      if (std::string wrong = sortDigits(); !wrong.empty())
        return wrong;
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
  std::string sortDigits() {
    SmallVector<unsigned> shared;
    rows.clear();
    roles.keys = digitsOf(pattern, pattern.keyIndex);
    roles.headSize = digitsOf(pattern, pattern.depth);
    for (const Index &index : pattern.result)
      for (unsigned digit : digitsOf(pattern, index)) {
        bool inKey = usesDigit(pattern, pattern.key, digit), inValue = usesDigit(pattern, pattern.value, digit);
        bool inWeights = usesDigit(pattern, pattern.weightsRead, digit);
        if (!inWeights && (inKey || usesDigit(pattern, pattern.query, digit)))
          return "queries or keys vary along the size of the values";
        if (inKey != inValue && inWeights)
          return "keys and values do not vary along the same heads: one would have to be copied";
        SmallVector<unsigned> &role = !inWeights ? roles.valueSize : inKey ? shared : rows;
        role.push_back(digit);
      }
    if (shared.size() > 1)
      roles.batch.push_back(shared.front());
    roles.kvHeads.assign(shared.begin() + roles.batch.size(), shared.end());
    return {};
  }

  /// Rows are the heads of a group and the queries. Which is which changes no number, but a band is one of queries.
  void chooseQueries() {
    SmallVector<SmallVector<unsigned>> plain, heads;
    findCandidates(plain, heads);
    SmallVector<unsigned> usual = plain.empty() ? SmallVector<unsigned>() : plain.back();
    llvm::append_range(heads, plain);
    while (!heads.empty() && !hasBand())
      readMasks(heads.pop_back_val());
    if (!hasBand())
      readMasks(usual);
    llvm::copy_if(rows, std::back_inserter(roles.group),
                  [&](unsigned digit) { return !llvm::is_contained(roles.queries, digit); });
  }

  bool hasBand() const { return pattern.band.lower || pattern.band.upper; }

  /// Rows for which keys were not copied, by the dimension of the queries' tensor: those that share it with heads of
  /// keys are queries only if a band says so.
  void findCandidates(SmallVector<SmallVector<unsigned>> &plain, SmallVector<SmallVector<unsigned>> &heads) {
    for (const Index &index : pattern.query.at) {
      SmallVector<unsigned> digits = digitsOf(pattern, index), own;
      llvm::copy_if(digits, std::back_inserter(own), [&](unsigned digit) {
        return llvm::is_contained(rows, digit) && !usesDigit(pattern, pattern.valueRead, digit);
      });
      bool hasHeads = llvm::any_of(digits, [&](unsigned digit) { return llvm::is_contained(roles.kvHeads, digit); });
      if (!own.empty())
        (hasHeads ? heads : plain).push_back(own);
    }
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

  /// The band that an added mask is: a choice between 0 and a very small number, `fill`.
  std::optional<Band> bandOf(MaskRules &rules, const Element &bias, double &fill) {
    Conditions conditions;
    if (rules.readAdded(bias, conditions, fill))
      return rules.band(conditions);
    std::optional<Choice> choice = rules.choice(bias);
    if (!choice || std::max(choice->whenTrue, choice->whenFalse) != 0)
      return std::nullopt;
    fill = std::min(choice->whenTrue, choice->whenFalse);
    return fill <= kHiddenScore ? bandOf(rules, {choice->condition, choice->whenTrue == 0, fill}) : std::nullopt;
  }

  std::optional<Band> bandOf(MaskRules &rules, const Hiding &hiding) {
    Conditions conditions;
    rules.read(hiding.condition, hiding.seenWhen, conditions);
    return rules.band(conditions);
  }

  /// Takes `queryDigits` for the queries, and sorts masks into those that are bands and those that stay. Hidden scores
  /// that are finite have a weight where all of a row is hidden, which a band cannot say: then all of the mask stays,
  /// unless bands are all there is.
  void readMasks(ArrayRef<unsigned> queryDigits) {
    roles.queries.assign(queryDigits.begin(), queryDigits.end());
    int64_t queries;
    Index query = counting(roles.queries, queries);
    Elements elements(pattern.digits);
    MaskRules rules(pattern.digits, elements, query, pattern.keyIndex, queries, pattern.keys);
    SmallVector<std::pair<Band, double>> bands;
    biases.clear(), hidings.clear();
    for (const Element &bias : pattern.biases) {
      double fill = 0;
      std::optional<Band> band = bandOf(rules, bias, fill);
      band ? bands.push_back({*band, fill}) : biases.push_back(bias);
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
