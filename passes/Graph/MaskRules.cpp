// From booleans of a graph to bands of keys; see MaskRules.h.
#include "passes/Graph/MaskRules.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc::graph;
using arith::CmpIPredicate;

//===-- Integers ------------------------------------------------------------------------------------------------===//

/// A constant tensor that counts along the one dimension that is not read at a constant.
std::optional<Index> MaskRules::progression(const Element &table) {
  DenseIntElementsAttr dense;
  if (!matchPattern(table.value, m_Constant(&dense)))
    return std::nullopt;
  auto type = cast<RankedTensorType>(table.value.getType());
  if (dense.isSplat())
    return Index{{}, dense.getSplatValue<APInt>().getSExtValue()};
  auto values = llvm::to_vector(dense.getValues<APInt>());
  int64_t first = values[0].getSExtValue(), step = values[1].getSExtValue() - first;
  for (auto [number, value] : llvm::enumerate(values))
    if (value.getSExtValue() != first + int64_t(number) * step)
      return std::nullopt;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.getDimSize(dim) == type.getNumElements()) {
      Index index = digits.scaled(table.at[dim], step);
      index.offset += first;
      return index;
    }
  return std::nullopt;
}

std::optional<Index> MaskRules::integer(Element element) {
  element = elements.resolve(element);
  if (element.isTensor())
    return progression(element);
  Operation *op = elements.operation(element);
  if (auto index = dyn_cast_if_present<linalg::IndexOp>(op))
    return element.at[index.getDim()];
  APInt constant;
  if (op && matchPattern(op, m_ConstantInt(&constant)))
    return Index{{}, constant.getSExtValue()};
  if (isa_and_nonnull<arith::IndexCastOp, arith::ExtSIOp, arith::TruncIOp>(op) &&
      !op->getOperand(0).getType().isInteger(1))
    return integer(elements.operand(element, 0));
  if (!isa_and_nonnull<arith::AddIOp, arith::SubIOp, arith::MulIOp>(op))
    return std::nullopt;
  std::optional<Index> left = integer(elements.operand(element, 0)), right = integer(elements.operand(element, 1));
  if (!left || !right)
    return std::nullopt;
  if (!isa<arith::MulIOp>(op))
    return digits.add(*left, *right, isa<arith::AddIOp>(op) ? 1 : -1);
  if (left->isConstant())
    std::swap(left, right);
  return right->isConstant() ? std::optional(digits.scaled(*left, right->offset)) : std::nullopt;
}

//===-- Booleans ------------------------------------------------------------------------------------------------===//

std::optional<Choice> MaskRules::choice(Element element) {
  element = elements.resolve(element);
  if (getElementTypeOrSelf(element.value.getType()).isInteger(1))
    return Choice{element, 1, 0};
  Operation *op = elements.operation(element);
  if (isa_and_nonnull<arith::SelectOp>(op)) {
    std::optional<double> first = elements.constant(elements.operand(element, 1));
    std::optional<double> second = elements.constant(elements.operand(element, 2));
    return first && second ? std::optional<Choice>({elements.operand(element, 0), *first, *second}) : std::nullopt;
  }
  if (!isa_and_nonnull<arith::ExtUIOp, arith::ExtSIOp, arith::UIToFPOp, arith::SIToFPOp, arith::ExtFOp,
                       arith::TruncFOp>(op))
    return std::nullopt;
  std::optional<Choice> inner = choice(elements.operand(element, 0));
  if (inner && op->getOperand(0).getType().isInteger(1) && isa<arith::ExtSIOp, arith::SIToFPOp>(op))
    inner->whenTrue = -1;
  return inner;
}

static std::optional<bool> holds(Operation *op, double left, double right) {
  auto integers = dyn_cast<arith::CmpIOp>(op);
  if (integers)
    switch (integers.getPredicate()) {
    case CmpIPredicate::eq:
      return left == right;
    case CmpIPredicate::ne:
      return left != right;
    default:
      return std::nullopt;
    }
  switch (cast<arith::CmpFOp>(op).getPredicate()) {
  case arith::CmpFPredicate::OEQ:
  case arith::CmpFPredicate::UEQ:
    return left == right;
  case arith::CmpFPredicate::ONE:
  case arith::CmpFPredicate::UNE:
    return left != right;
  case arith::CmpFPredicate::OGT:
  case arith::CmpFPredicate::UGT:
    return left > right;
  default:
    return std::nullopt;
  }
}

/// Adds a < or <= between integers that are sums of digits.
bool MaskRules::readOrdering(Operation *op, const Element &element, bool expected, Conditions &found) {
  auto comparison = dyn_cast<arith::CmpIOp>(op);
  std::optional<Index> left = integer(elements.operand(element, 0));
  std::optional<Index> right = left ? integer(elements.operand(element, 1)) : std::nullopt;
  if (!comparison || !right)
    return false;
  CmpIPredicate predicate = comparison.getPredicate();
  if (!expected)
    predicate = arith::invertPredicate(predicate);
  if (predicate == CmpIPredicate::sgt || predicate == CmpIPredicate::sge) {
    std::swap(left, right);
    predicate = predicate == CmpIPredicate::sgt ? CmpIPredicate::slt : CmpIPredicate::sle;
  }
  if (predicate != CmpIPredicate::slt && predicate != CmpIPredicate::sle)
    return false;
  Index difference = digits.add(*right, *left, -1);
  difference.offset -= predicate == CmpIPredicate::slt;
  found.inequalities.push_back(difference);
  return true;
}

void MaskRules::readComparison(Operation *op, const Element &element, bool expected, Conditions &found) {
  if (readOrdering(op, element, expected, found))
    return;
  for (unsigned side : {0, 1}) {
    std::optional<Choice> two = choice(elements.operand(element, side));
    std::optional<double> one = elements.constant(elements.operand(element, 1 - side));
    if (!two || !one)
      continue;
    std::optional<bool> first = side ? holds(op, *one, two->whenTrue) : holds(op, two->whenTrue, *one);
    std::optional<bool> second = side ? holds(op, *one, two->whenFalse) : holds(op, two->whenFalse, *one);
    if (first && second && *first != *second)
      return read(two->condition, *first == expected, found);
    if (first && second && *first == expected)
      return;
  }
  found.others = true;
}

/// A choice between booleans, one of which is a constant, is a conjunction or a disjunction.
void MaskRules::readSelect(const Element &element, bool expected, Conditions &found) {
  for (unsigned side : {1, 2}) {
    std::optional<double> constant = elements.constant(elements.operand(element, side));
    if (!constant || (*constant != 0) == expected)
      continue;
    // The other side is what is expected, and is chosen.
    read(elements.operand(element, 0), side == 2, found);
    return read(elements.operand(element, 3 - side), expected, found);
  }
  found.others = true;
}

void MaskRules::read(Element condition, bool expected, Conditions &found) {
  Element element = elements.resolve(condition);
  if (std::optional<double> constant = elements.constant(element)) {
    if ((*constant != 0) != expected)
      found.inequalities.push_back({{}, -1});
    return;
  }
  if (element.isTensor())
    return readTable(element, expected, found);
  Operation *op = elements.operation(element);
  if ((isa_and_nonnull<arith::AndIOp>(op) && expected) || (isa_and_nonnull<arith::OrIOp>(op) && !expected)) {
    read(elements.operand(element, 0), expected, found);
    return read(elements.operand(element, 1), expected, found);
  }
  if (isa_and_nonnull<arith::XOrIOp>(op) && elements.constant(elements.operand(element, 1)) == 1)
    return read(elements.operand(element, 0), !expected, found);
  if (isa_and_nonnull<arith::SelectOp>(op))
    return readSelect(element, expected, found);
  if (isa_and_nonnull<arith::CmpIOp, arith::CmpFOp>(op))
    return readComparison(op, element, expected, found);
  found.others = true;
}

//===-- Tables --------------------------------------------------------------------------------------------------===//

void MaskRules::readTable(const Element &table, bool expected, Conditions &found) {
  DenseIntElementsAttr dense;
  if (!matchPattern(table.value, m_Constant(&dense)) || !dense.getElementType().isInteger(1)) {
    found.others = true;
    return;
  }
  SmallVector<bool> seen = llvm::map_to_vector(dense.getValues<bool>(), [&](bool value) { return value == expected; });
  readTable(table, seen, found);
}

bool MaskRules::readAdded(Element element, Conditions &found, double &fill) {
  DenseFPElementsAttr dense;
  element = elements.resolveThroughCasts(element);
  if (!element.isTensor() || !matchPattern(element.value, m_Constant(&dense)))
    return false;
  SmallVector<bool> seen;
  fill = -std::numeric_limits<double>::infinity();
  for (APFloat value : dense.getValues<APFloat>()) {
    bool losesInfo;
    value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &losesInfo);
    bool isSeen = value.isZero();
    if (!isSeen && !(value.convertToDouble() <= kHiddenScore))
      return false;
    if (!isSeen)
      fill = std::max(fill, value.convertToDouble());
    seen.push_back(isSeen);
  }
  readTable(element, seen, found);
  return true;
}

/// Reads a constant tensor of which `seen` are the elements: the same rows of keys for all that is neither query nor
/// key.
void MaskRules::readTable(const Element &table, ArrayRef<bool> seenElements, Conditions &found) {
  auto type = cast<RankedTensorType>(table.value.getType());
  bool before = std::exchange(found.others, true);
  SmallVector<SmallVector<int8_t>> rows(queries, SmallVector<int8_t>(keys, -1));
  SmallVector<int64_t> strides(type.getRank(), 1), shift(type.getRank(), 0);
  SmallVector<int> role(type.getRank(), 0);
  for (int64_t dim = type.getRank() - 1; dim > 0; --dim)
    strides[dim - 1] = strides[dim] * type.getDimSize(dim);
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    for (int number : {1, 2}) {
      const Index &index = number == 1 ? query : key;
      Index rest = digits.add(table.at[dim], index, -1);
      if (!rest.isConstant() || index.isConstant())
        continue;
      role[dim] = number;
      shift[dim] = rest.offset;
    }
  for (int64_t position = 0; position < type.getNumElements(); ++position) {
    int64_t place[3] = {-1, 0, -1};
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      place[role[dim]] = position / strides[dim] % type.getDimSize(dim) - shift[dim];
    if (place[1] < 0 || place[1] >= queries || place[2] < 0 || place[2] >= keys)
      continue;
    int8_t seen = seenElements[position], &entry = rows[place[1]][place[2]];
    if (entry >= 0 && entry != seen)
      return;
    entry = seen;
  }
  found.others = before | !readRows(rows, found);
}

/// Adds the band that the booleans of all rows are.
bool MaskRules::readRows(ArrayRef<SmallVector<int8_t>> rows, Conditions &found) {
  int64_t upper = keys - 1, lower = 1 - queries;
  auto first = [&](int64_t row) { return llvm::find(rows[row], 1) - rows[row].begin(); };
  auto last = [&](int64_t row) {
    return keys - 1 - (std::find(rows[row].rbegin(), rows[row].rend(), 1) - rows[row].rbegin());
  };
  for (int64_t row = 0; row < queries; ++row) {
    if (last(row) < keys - 1)
      upper = std::min(upper, last(row) - row);
    if (first(row) > 0)
      lower = std::max(lower, first(row) - row);
  }
  for (int64_t row = 0; row < queries; ++row)
    for (int64_t column = 0; column < keys; ++column)
      if (rows[row][column] != (column <= row + upper && column >= row + lower))
        return false;
  Index distance = digits.add(query, key, -1), back = digits.add(key, query, -1);
  distance.offset += upper;
  back.offset -= lower;
  found.inequalities.append({distance, back});
  return true;
}

//===-- Bands ---------------------------------------------------------------------------------------------------===//

std::optional<Band> MaskRules::band(const Conditions &conditions) const {
  if (conditions.others)
    return std::nullopt;
  Band band;
  for (const Index &inequality : conditions.inequalities) {
    if (digits.range(inequality).first >= 0)
      continue;
    // query - key + offset >= 0, or key - query + offset >= 0.
    Index down = digits.add(inequality, digits.add(query, key, -1), -1);
    Index up = digits.add(inequality, digits.add(key, query, -1), -1);
    if (down.isConstant())
      band.upper = std::min(band.upper.value_or(down.offset), down.offset);
    else if (up.isConstant())
      band.lower = std::max(band.lower.value_or(-up.offset), -up.offset);
    else
      return std::nullopt;
  }
  int64_t upper = band.upper.value_or(keys - 1), lower = band.lower.value_or(1 - queries);
  bool everyQuerySees = upper >= 0 && lower <= upper && queries - 1 + lower <= keys - 1;
  return everyQuerySees ? std::optional(band) : std::nullopt;
}
