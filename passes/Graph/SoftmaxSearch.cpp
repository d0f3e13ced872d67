// From a product back to a softmax; see SoftmaxSearch.h.
#include "passes/Graph/SoftmaxSearch.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace aicc::graph;
using linalg::LinalgOp;

/// Elements that are looked at. Between a softmax and its product models write less than ten.
static constexpr unsigned kMostElements = 64;

int64_t aicc::graph::reducedExtent(LinalgOp op) {
  SmallVector<unsigned> reduced;
  op.getReductionDims(reduced);
  SmallVector<int64_t> ranges = staticLoops(op);
  return reduced.size() == 1 && !ranges.empty() ? ranges[reduced.front()] : 0;
}

static bool isExponential(Operation *op) { return isa_and_nonnull<math::ExpOp, math::Exp2Op>(op); }

/// True where `term` is a product, rounded or extended.
static bool isProduct(Value term) {
  while (isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(term.getDefiningOp()))
    term = term.getDefiningOp()->getOperand(0);
  return isa_and_nonnull<arith::MulFOp>(term.getDefiningOp());
}

static bool sumsProducts(LinalgOp op) {
  if (!op.hasPureTensorSemantics() || op->getNumResults() != 1 || op.getNumReductionLoops() == 0)
    return false;
  auto sum = op.getBlock()->getTerminator()->getOperand(0).getDefiningOp<arith::AddFOp>();
  return sum && llvm::any_of(sum->getOperands(), isProduct);
}

namespace {
class SoftmaxSearch {
public:
  bool goesInto(LinalgOp op) {
    SmallVector<int64_t> ranges = staticLoops(op);
    if (ranges.empty())
      return false;
    auto loops = llvm::map_to_vector(ranges, [&](int64_t range) { return digits.create(range); });
    return llvm::any_of(op.getRegionInputArgs(), [&](BlockArgument input) { return goesInto(Element{input, loops}); });
  }

private:
  bool goesInto(Element element) {
    element = elements.resolveThroughCasts(element);
    Operation *op = elements.operation(element);
    if (!op || looked++ == kMostElements)
      return false;
    SmallVector<Element> operands;
    for (unsigned number = 0; number < op->getNumOperands(); ++number)
      if (Element part = elements.operand(element, number); !part.isTensor())
        operands.push_back(elements.resolveThroughCasts(part));
    return isSoftmax(op, operands) || llvm::any_of(operands, [&](const Element &part) { return goesInto(part); });
  }

  bool isSoftmax(Operation *op, ArrayRef<Element> operands) {
    auto isFrom = [&](const Element &part) { return isExponential(elements.operation(part)); };
    auto isSum = [&](const Element &part) { return sumsExponentials(part); };
    return isa<arith::DivFOp, arith::MulFOp>(op) && llvm::any_of(operands, isFrom) && llvm::any_of(operands, isSum);
  }

  /// True for a sum of exponentials, or its inverse.
  bool sumsExponentials(Element element) {
    if (isa_and_nonnull<arith::DivFOp>(elements.operation(element)))
      element = elements.resolveThroughCasts(elements.operand(element, 1));
    auto op = element.isTensor() ? dyn_cast_if_present<LinalgOp>(element.value.getDefiningOp()) : LinalgOp();
    int64_t extent = op ? reducedExtent(op) : 0;
    if (extent == 0)
      return false;
    std::optional<Reduction> sum = elements.reduction(element, digits.create(extent), extent);
    return sum && isa<arith::AddFOp>(sum->combiner) &&
           isExponential(elements.operation(elements.resolveThroughCasts(sum->element)));
  }

  Digits digits;
  Elements elements{digits};
  unsigned looked = 0;
};
} // namespace

bool aicc::graph::isProductOfSoftmax(LinalgOp op) { return sumsProducts(op) && SoftmaxSearch().goesInto(op); }
