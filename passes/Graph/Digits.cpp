// Arithmetic on sums of digits; see Digits.h.
#include "passes/Graph/Digits.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace aicc::graph;

Index Digits::create(int64_t extent) {
  if (extent == 1)
    return {};
  table.push_back({extent});
  return {{{unsigned(table.size() - 1), 1}}, 0};
}

/// Adds stride * digit to `sum`, in digits that are not split.
void Digits::addTo(Index &sum, unsigned digit, int64_t stride) const {
  if (const Digit &entry = table[digit]; entry.factor) {
    addTo(sum, entry.high, stride * entry.factor);
    return addTo(sum, entry.low, stride);
  }
  auto *found = llvm::find_if(sum.terms, [&](const DigitTerm &term) { return term.digit == digit; });
  if (found == sum.terms.end())
    sum.terms.push_back({digit, stride});
  else
    found->stride += stride;
}

Index Digits::normal(const Index &index) const {
  Index result;
  result.offset = index.offset;
  for (const DigitTerm &term : index.terms)
    addTo(result, term.digit, term.stride);
  llvm::erase_if(result.terms, [](const DigitTerm &term) { return term.stride == 0; });
  llvm::sort(result.terms, [](const DigitTerm &a, const DigitTerm &b) { return a.digit < b.digit; });
  return result;
}

Index Digits::scaled(const Index &index, int64_t factor) const { return add({}, index, factor); }

Index Digits::add(const Index &left, const Index &right, int64_t factor) const {
  Index sum = left;
  sum.offset += factor * right.offset;
  for (const DigitTerm &term : right.terms)
    sum.terms.push_back({term.digit, term.stride * factor});
  return normal(sum);
}

std::pair<int64_t, int64_t> Digits::range(const Index &index) const {
  std::pair<int64_t, int64_t> result(index.offset, index.offset);
  for (const DigitTerm &term : normal(index).terms) {
    int64_t most = term.stride * (table[term.digit].extent - 1);
    (most < 0 ? result.first : result.second) += most;
  }
  return result;
}

/// Splits one digit of which a part is below `divisor` and a part is not; false where there is none.
bool Digits::splitAt(const Index &index, int64_t divisor) {
  for (const DigitTerm &term : index.terms) {
    int64_t extent = table[term.digit].extent;
    if (term.stride >= divisor || divisor % term.stride != 0 || term.stride * extent <= divisor)
      continue;
    int64_t factor = divisor / term.stride;
    if (extent % factor != 0)
      return false;
    unsigned high = table.size();
    table.push_back({extent / factor});
    table.push_back({factor});
    table[term.digit].factor = factor;
    table[term.digit].high = high;
    table[term.digit].low = high + 1;
    return true;
  }
  return false;
}

std::optional<std::pair<Index, Index>> Digits::divide(Index index, int64_t divisor) {
  do {
    index = normal(index);
    if (range(index).first < 0)
      return std::nullopt;
    Index quotient, rest;
    for (const DigitTerm &term : index.terms) {
      bool divides = term.stride % divisor == 0;
      (divides ? quotient : rest).terms.push_back({term.digit, divides ? term.stride / divisor : term.stride});
    }
    quotient.offset = index.offset / divisor;
    rest.offset = index.offset % divisor;
    auto [least, most] = range(rest);
    if (least >= 0 && most < divisor)
      return std::pair(quotient, rest);
  } while (splitAt(index, divisor));
  return std::nullopt;
}

std::optional<Index> Digits::evaluate(AffineExpr expr, ArrayRef<Index> dims) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return normal(dims[dim.getPosition()]);
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return Index{{}, constant.getValue()};
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    return std::nullopt;
  std::optional<Index> left = evaluate(binary.getLHS(), dims), right = evaluate(binary.getRHS(), dims);
  if (!left || !right)
    return std::nullopt;
  if (expr.getKind() == AffineExprKind::Add)
    return add(*left, *right);
  if (!right->isConstant())
    return std::nullopt;
  if (expr.getKind() == AffineExprKind::Mul)
    return scaled(*left, right->offset);
  if (right->offset <= 0 || expr.getKind() == AffineExprKind::CeilDiv)
    return std::nullopt;
  auto parts = divide(*left, right->offset);
  if (!parts)
    return std::nullopt;
  return expr.getKind() == AffineExprKind::FloorDiv ? parts->first : parts->second;
}

std::optional<SmallVector<unsigned>> Digits::complete(const Index &index, int64_t size) const {
  Index whole = normal(index);
  llvm::sort(whole.terms, [](const DigitTerm &a, const DigitTerm &b) { return a.stride < b.stride; });
  int64_t next = 1;
  SmallVector<unsigned> digits;
  for (const DigitTerm &term : whole.terms) {
    if (term.stride != next)
      return std::nullopt;
    next *= table[term.digit].extent;
    digits.insert(digits.begin(), term.digit);
  }
  if (next != size || whole.offset != 0)
    return std::nullopt;
  return digits;
}
