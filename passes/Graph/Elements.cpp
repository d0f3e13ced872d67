// Steps from an element to what it is computed from; see Elements.h.
#include "passes/Graph/Elements.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include <cmath>

using namespace mlir;
using namespace aicc::graph;
using linalg::LinalgOp;

SmallVector<int64_t> aicc::graph::staticLoops(LinalgOp op) {
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  return llvm::any_of(ranges, ShapedType::isDynamic) ? SmallVector<int64_t>() : ranges;
}

//===-- Steps ---------------------------------------------------------------------------------------------------===//

/// The iteration of `op` that writes its `result` at `at`; `reduced` are the indices of its reduced loops.
std::optional<SmallVector<Index>> Elements::loopsOf(LinalgOp op, OpResult result, ArrayRef<Index> at,
                                                    ArrayRef<Index> reduced) {
  AffineMap map = op.getIndexingMapMatchingResult(result);
  SmallVector<std::optional<Index>> loops(op.getNumLoops());
  for (auto [expr, index] : llvm::zip_equal(map.getResults(), at)) {
    if (isa<AffineConstantExpr>(expr))
      continue;
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim || loops[dim.getPosition()])
      return std::nullopt;
    loops[dim.getPosition()] = index;
  }
  SmallVector<int64_t> ranges = staticLoops(op);
  for (auto [loop, type] : llvm::enumerate(op.getIteratorTypesArray())) {
    if (type == utils::IteratorType::reduction) {
      if (loops[loop] || reduced.empty())
        return std::nullopt;
      loops[loop] = reduced.front();
      reduced = reduced.drop_front();
    } else if (!loops[loop] && !ranges.empty() && ranges[loop] == 1) {
      loops[loop] = Index();
    } else if (!loops[loop]) {
      return std::nullopt;
    }
  }
  return reduced.empty() ? std::optional(llvm::map_to_vector(loops, [](auto &loop) { return *loop; })) : std::nullopt;
}

Element Elements::stepThroughReshape(Operation *op, const Element &element) {
  auto expand = dyn_cast<tensor::ExpandShapeOp>(op);
  SmallVector<ReassociationIndices> groups =
      expand ? expand.getReassociationIndices() : cast<tensor::CollapseShapeOp>(op).getReassociationIndices();
  auto source = cast<RankedTensorType>(op->getOperand(0).getType());
  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  if (!source.hasStaticShape() || !result.hasStaticShape())
    return {};
  Element from{op->getOperand(0), {}};
  for (auto [number, group] : llvm::enumerate(groups)) {
    if (expand) {
      Index whole;
      for (int64_t dim : group)
        whole = digits.add(digits.scaled(whole, result.getDimSize(dim)), element.at[dim]);
      from.at.push_back(whole);
      continue;
    }
    Index rest = element.at[number];
    SmallVector<Index> parts;
    for (int64_t dim : llvm::reverse(group)) {
      auto divided = digits.divide(rest, source.getDimSize(dim));
      if (!divided)
        return {};
      parts.push_back(divided->second);
      rest = divided->first;
    }
    from.at.append(parts.rbegin(), parts.rend());
  }
  // A collapse to rank 0 has no groups, but its source may have dimensions of one element.
  from.at.resize(source.getRank());
  return from;
}

Element Elements::stepThroughSlice(Operation *op, const Element &element) {
  auto slice = cast<tensor::ExtractSliceOp>(op);
  Element from{slice.getSource(), {}};
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  unsigned next = 0;
  for (auto [dim, offset, stride] : llvm::enumerate(slice.getStaticOffsets(), slice.getStaticStrides())) {
    if (ShapedType::isDynamic(offset) || ShapedType::isDynamic(stride))
      return {};
    Index index = dropped[dim] ? Index() : digits.scaled(element.at[next++], stride);
    index.offset += offset;
    from.at.push_back(index);
  }
  return from;
}

/// The part of a concatenation that the index lies in as a whole.
Element Elements::stepThroughConcat(Operation *op, const Element &element) {
  auto concat = cast<tensor::ConcatOp>(op);
  uint64_t dim = concat.getDim();
  auto [least, most] = digits.range(element.at[dim]);
  int64_t begin = 0;
  for (Value input : concat.getInputs()) {
    int64_t size = cast<RankedTensorType>(input.getType()).getDimSize(dim);
    if (ShapedType::isDynamic(size))
      return {};
    if (least >= begin && most < begin + size) {
      Element from{input, element.at};
      from.at[dim].offset -= begin;
      return from;
    }
    begin += size;
  }
  return {};
}

/// What is inserted, where the indices lie in it as a whole; what it is inserted into, where one lies beside it.
Element Elements::stepThroughInsertion(Operation *op, const Element &element) {
  auto insert = cast<tensor::InsertSliceOp>(op);
  if (!insert.hasUnitStride() || insert.getSourceType().getRank() != insert.getDestType().getRank())
    return {};
  Element inside{insert.getSource(), element.at};
  bool isInside = true;
  for (auto [dim, begin, size] : llvm::enumerate(insert.getStaticOffsets(), insert.getStaticSizes())) {
    if (ShapedType::isDynamic(begin) || ShapedType::isDynamic(size))
      return {};
    auto [least, most] = digits.range(element.at[dim]);
    if (most < begin || least >= begin + size)
      return {insert.getDest(), element.at};
    isInside &= least >= begin && most < begin + size;
    inside.at[dim].offset -= begin;
  }
  return isInside ? inside : Element();
}

/// The element of an operand that the body of a structured operation reads as `argument`.
Element Elements::stepThroughArgument(BlockArgument argument, const Element &element) {
  auto op = dyn_cast<LinalgOp>(argument.getOwner()->getParentOp());
  if (!op || element.isTensor())
    return {};
  OpOperand *operand = op.getMatchingOpOperand(argument);
  Element read{operand->get(), {}};
  for (AffineExpr expr : op.getMatchingIndexingMap(operand).getResults()) {
    std::optional<Index> index = digits.evaluate(expr, element.at);
    if (!index)
      return {};
    read.at.push_back(*index);
  }
  return read;
}

/// What the body of a structured operation without reductions yields for the element.
Element Elements::stepThroughStructured(Operation *op, const Element &element) {
  auto structured = dyn_cast<LinalgOp>(op);
  if (!structured || !structured.hasPureTensorSemantics() || structured.getNumReductionLoops() != 0)
    return {};
  auto result = cast<OpResult>(element.value);
  auto loops = loopsOf(structured, result, element.at, {});
  if (!loops)
    return {};
  return {structured.getBlock()->getTerminator()->getOperand(result.getResultNumber()), *loops};
}

Element Elements::step(const Element &element) {
  if (auto argument = dyn_cast<BlockArgument>(element.value))
    return stepThroughArgument(argument, element);
  Operation *op = element.value.getDefiningOp();
  if (!element.isTensor())
    return {};
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op))
    return stepThroughReshape(op, element);
  if (isa<tensor::ExtractSliceOp>(op))
    return stepThroughSlice(op, element);
  if (isa<tensor::ConcatOp>(op))
    return stepThroughConcat(op, element);
  if (isa<tensor::InsertSliceOp>(op))
    return stepThroughInsertion(op, element);
  return stepThroughStructured(op, element);
}

Element Elements::resolve(Element element) {
  while (Element next = step(element))
    element = next;
  return element;
}

Element Elements::resolveThroughCasts(Element element) {
  element = resolve(element);
  while (isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(operation(element)))
    element = resolve(operand(element, 0));
  return element;
}

Element Elements::tensorOf(Element element) {
  while (element && !element.isTensor())
    element = isa_and_nonnull<arith::ExtFOp>(operation(element)) ? operand(element, 0) : step(element);
  return element;
}

Operation *Elements::operation(const Element &element) const {
  return element.isTensor() ? nullptr : element.value.getDefiningOp();
}

Element Elements::operand(const Element &element, unsigned number) const {
  return {element.value.getDefiningOp()->getOperand(number), element.at};
}

Element Elements::normal(Element element) const {
  for (Index &index : element.at)
    index = digits.normal(index);
  return element;
}

//===-- Factors and movements -----------------------------------------------------------------------------------===//

Element Elements::withoutFactor(const Element &element, double &factor) {
  bool isDivision = isa<arith::DivFOp>(operation(element));
  for (unsigned side : {0, 1}) {
    std::optional<double> number = constant(operand(element, 1 - side));
    if (!number || (isDivision && side == 1))
      continue;
    factor *= isDivision ? 1 / *number : *number;
    return operand(element, side);
  }
  return {};
}

bool Elements::isWhole(const Element &element) const {
  SmallVector<unsigned> all;
  for (auto [index, size] : llvm::zip_equal(element.at, cast<RankedTensorType>(element.value.getType()).getShape())) {
    auto parts = digits.complete(index, size);
    if (!parts || llvm::any_of(*parts, [&](unsigned digit) { return llvm::is_contained(all, digit); }))
      return false;
    all.append(*parts);
  }
  return true;
}

Element Elements::peel(const Element &element, double *factor) {
  Element current = element, root;
  double pending = 1;
  while (current) {
    Operation *op = current.value.getDefiningOp();
    if (current.isTensor() && isWhole(current)) {
      root = current;
      if (factor)
        *factor *= std::exchange(pending, 1);
    }
    if (isa_and_nonnull<tensor::ExtractSliceOp>(op))
      break;
    if (isa_and_nonnull<arith::ExtFOp>(op) && !current.isTensor())
      current = operand(current, 0);
    else if (isa_and_nonnull<arith::MulFOp, arith::DivFOp>(op) && !current.isTensor() && factor)
      current = withoutFactor(current, pending);
    else
      current = step(current);
  }
  return root;
}

//===-- Reductions ----------------------------------------------------------------------------------------------===//

std::optional<Reduction> Elements::reduction(const Element &element, const Index &along, int64_t extent) {
  auto result = dyn_cast<OpResult>(element.value);
  auto op = result ? dyn_cast<LinalgOp>(result.getOwner()) : LinalgOp();
  if (!op || !op.hasPureTensorSemantics() || op.getNumReductionLoops() != 1)
    return std::nullopt;
  SmallVector<int64_t> ranges = staticLoops(op);
  SmallVector<unsigned> reduced;
  op.getReductionDims(reduced);
  if (ranges.empty() || ranges[reduced.front()] != extent)
    return std::nullopt;
  auto loops = loopsOf(op, result, element.at, along);
  if (!loops)
    return std::nullopt;
  Block *body = op.getBlock();
  Operation *combiner = body->getTerminator()->getOperand(result.getResultNumber()).getDefiningOp();
  Value running = body->getArgument(op.getNumDpsInputs() + result.getResultNumber());
  if (!combiner || combiner->getNumOperands() != 2 || combiner->getBlock() != body)
    return std::nullopt;
  for (unsigned side : {0, 1})
    if (combiner->getOperand(side) == running)
      return Reduction{combiner,
                       {combiner->getOperand(1 - side), *loops},
                       {op.getDpsInitOperand(result.getResultNumber())->get(), element.at}};
  return std::nullopt;
}

//===-- Constants and equality ----------------------------------------------------------------------------------===//

static std::optional<double> numberOf(Attribute attribute) {
  if (auto number = dyn_cast<FloatAttr>(attribute))
    return number.getValueAsDouble();
  if (auto number = dyn_cast<IntegerAttr>(attribute))
    return number.getType().isInteger(1) ? double(number.getValue().getZExtValue()) : double(number.getInt());
  return std::nullopt;
}

std::optional<double> Elements::constant(Element element) {
  element = resolve(element);
  if (!element.isTensor())
    return operation(element) ? constantOf(operation(element), element) : std::nullopt;
  DenseElementsAttr dense;
  if (!matchPattern(element.value, m_Constant(&dense)) || !dense.isSplat())
    return std::nullopt;
  return numberOf(dense.getSplatValue<Attribute>());
}

std::optional<double> Elements::constantOf(Operation *op, const Element &element) {
  if (auto number = dyn_cast<arith::ConstantOp>(op))
    return numberOf(number.getValue());
  if (op->getNumOperands() == 0 || op->getNumOperands() > 2)
    return std::nullopt;
  std::optional<double> first = constant(operand(element, 0));
  if (!first)
    return std::nullopt;
  if (isa<arith::ExtFOp, arith::TruncFOp, arith::SIToFPOp>(op))
    return first;
  if (isa<math::SqrtOp>(op))
    return std::sqrt(*first);
  if (isa<math::RsqrtOp>(op))
    return 1 / std::sqrt(*first);
  std::optional<double> second = op->getNumOperands() == 2 ? constant(operand(element, 1)) : std::nullopt;
  if (!second)
    return std::nullopt;
  if (isa<arith::MulFOp>(op))
    return *first * *second;
  if (isa<arith::DivFOp>(op))
    return *first / *second;
  if (isa<math::PowFOp>(op))
    return std::pow(*first, *second);
  return std::nullopt;
}

bool Elements::same(Element left, Element right) {
  auto equal = [&] {
    if (left.value != right.value || left.at.size() != right.at.size())
      return false;
    left = normal(left), right = normal(right);
    return left.at == right.at;
  };
  if (equal())
    return true;
  left = resolve(left), right = resolve(right);
  if (equal())
    return true;
  Operation *first = operation(left), *second = operation(right);
  // An index is equal where its iteration is; other operations where their operands are.
  if (!first || !second || first->getName() != second->getName() || isa<linalg::IndexOp>(first) ||
      first->getNumRegions() != 0 || !isPure(first) || first->getAttrDictionary() != second->getAttrDictionary() ||
      first->getNumOperands() != second->getNumOperands() || first->getResultTypes() != second->getResultTypes() ||
      llvm::any_of(first->getOperandTypes(), llvm::IsaPred<ShapedType>))
    return false;
  for (unsigned number = 0; number < first->getNumOperands(); ++number)
    if (!same(operand(left, number), operand(right, number)))
      return false;
  return true;
}
