// From the second product of an attention back to its operands; see AttentionPattern.h.
#include "passes/Graph/AttentionPattern.h"

#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace mlir;
using namespace aicc::graph;
using linalg::LinalgOp;

static constexpr double kInfinity = std::numeric_limits<double>::infinity();

static bool isMaximum(Operation *op) { return isa_and_nonnull<arith::MaximumFOp, arith::MaxNumFOp>(op); }

/// The extent of the only reduced loop of `op`; 0 where there is another number of them.
static int64_t reducedExtent(LinalgOp op) {
  SmallVector<unsigned> reduced;
  op.getReductionDims(reduced);
  SmallVector<int64_t> ranges = staticLoops(op);
  return reduced.size() == 1 && !ranges.empty() ? ranges[reduced.front()] : 0;
}

//===-- Factors and movements -----------------------------------------------------------------------------------===//

/// x of x * constant or x / constant, by which `factor` is multiplied; a null element where there is no constant.
static Element withoutFactor(Elements &elements, const Element &element, double &factor) {
  bool isDivision = isa<arith::DivFOp>(elements.operation(element));
  for (unsigned side : {0, 1}) {
    std::optional<double> constant = elements.constant(elements.operand(element, 1 - side));
    if (!constant || (isDivision && side == 1))
      continue;
    factor *= isDivision ? 1 / *constant : *constant;
    return elements.operand(element, side);
  }
  return {};
}

/// True where each dimension of the tensor is read as a whole, by digits that no other dimension has.
static bool isWhole(const AttentionPattern &pattern, const Element &element) {
  SmallVector<unsigned> all;
  for (auto [index, size] : llvm::zip_equal(element.at, cast<RankedTensorType>(element.value.getType()).getShape())) {
    auto parts = pattern.digits.complete(index, size);
    if (!parts || llvm::any_of(*parts, [&](unsigned digit) { return llvm::is_contained(all, digit); }))
      return false;
    all.append(*parts);
  }
  return true;
}

Element aicc::graph::peel(const AttentionPattern &pattern, Elements &elements, const Element &element, double *factor) {
  Element current = element, root;
  double pending = 1;
  while (current) {
    Operation *op = current.value.getDefiningOp();
    if (current.isTensor() && isWhole(pattern, current)) {
      root = current;
      if (factor)
        *factor *= std::exchange(pending, 1);
    }
    if (isa_and_nonnull<tensor::ExtractSliceOp>(op))
      break;
    if (isa_and_nonnull<arith::ExtFOp>(op) && !current.isTensor())
      current = elements.operand(current, 0);
    else if (isa_and_nonnull<arith::MulFOp, arith::DivFOp>(op) && !current.isTensor() && factor)
      current = withoutFactor(elements, current, pending);
    else
      current = elements.step(current);
  }
  return root;
}

namespace {
/// A product of two numbers that is summed over one index.
struct Product {
  LinalgOp op;
  Element factors[2];
};

class Matcher {
public:
  explicit Matcher(LinalgOp product) : elements(pattern.digits) { pattern.product = product; }

  bool match() {
    return startAtProduct() && matchSoftmax() && readScores(scores) && matchOperands() && matchRoles() &&
           checkReaders();
  }

  AttentionPattern pattern;
  std::string reason;

private:
  bool fail(const Twine &message) {
    reason = message.str();
    return false;
  }

  //===-- Products ----------------------------------------------------------------------------------------------===//

  /// The product that makes the tensor of `element`; `along` is the index that is summed over.
  std::optional<Product> productOf(const Element &element, const Index &along, int64_t extent) {
    std::optional<Reduction> sum = elements.reduction(element, along, extent);
    if (!sum || !isa<arith::AddFOp>(sum->combiner) || elements.constant(sum->init) != 0.0)
      return std::nullopt;
    Element both = elements.resolveThroughCasts(sum->element);
    if (!isa_and_nonnull<arith::MulFOp>(elements.operation(both)))
      return std::nullopt;
    return Product{cast<LinalgOp>(element.value.getDefiningOp()),
                   {elements.operand(both, 0), elements.operand(both, 1)}};
  }

  /// Gives each dimension of the second product its index, and tells weights and values apart.
  bool startAtProduct() {
    LinalgOp op = pattern.product;
    pattern.keys = reducedExtent(op);
    if (pattern.keys < 2 || op->getNumResults() != 1)
      return false;
    for (int64_t size : cast<RankedTensorType>(op->getResult(0).getType()).getShape())
      pattern.result.push_back(pattern.digits.create(size));
    pattern.keyIndex = pattern.digits.create(pattern.keys);
    std::optional<Product> product = productOf({op->getResult(0), pattern.result}, pattern.keyIndex, pattern.keys);
    if (!product)
      return false;
    for (unsigned side : {0, 1}) {
      pattern.weightsRead = elements.tensorOf(product->factors[side]);
      pattern.valueRead = elements.tensorOf(product->factors[1 - side]);
      if (pattern.weightsRead && pattern.valueRead && isWeights(elements.resolveThroughCasts(product->factors[side])))
        return true;
    }
    return false;
  }

  bool readProduct(const Element &element) {
    auto op = dyn_cast_if_present<LinalgOp>(element.value.getDefiningOp());
    int64_t extent = op ? reducedExtent(op) : 0;
    pattern.depth = extent > 0 ? pattern.digits.create(extent) : Index();
    std::optional<Product> product = extent > 0 ? productOf(element, pattern.depth, extent) : std::nullopt;
    if (!product)
      return fail("the scores are no product that is summed over one dimension");
    pattern.scores = product->op;
    Element first = elements.tensorOf(product->factors[0]);
    unsigned keySide = first && dependsOn(first, pattern.keyIndex) ? 0 : 1;
    pattern.key = product->factors[keySide];
    pattern.query = product->factors[1 - keySide];
    return true;
  }

  //===-- Softmax -----------------------------------------------------------------------------------------------===//

  /// Takes exponential / sum apart; false where `element` is no quotient of an exponential.
  bool isWeights(Element element) {
    if (isa_and_nonnull<arith::SelectOp>(elements.operation(element))) {
      safe = element;
      element = elements.resolveThroughCasts(elements.operand(element, 2));
    }
    Operation *op = elements.operation(element);
    if (!isa_and_nonnull<arith::DivFOp, arith::MulFOp>(op))
      return false;
    divides = isa<arith::DivFOp>(op);
    for (unsigned side : {0, 1}) {
      exponential = elements.resolveThroughCasts(elements.operand(element, side));
      denominator = elements.operand(element, 1 - side);
      if (isa_and_nonnull<math::ExpOp>(elements.operation(exponential)))
        return !divides || side == 0;
    }
    return false;
  }

  bool matchSoftmax() { return matchInverse() && matchSum() && matchMaximum() && matchSafety(); }

  bool matchInverse() {
    if (divides)
      return true;
    Element inverse = elements.resolveThroughCasts(denominator);
    if (!isa_and_nonnull<arith::DivFOp>(elements.operation(inverse)) ||
        elements.constant(elements.operand(inverse, 0)) != 1.0)
      return fail("exponentials are multiplied by something other than the inverse of their sum");
    denominator = elements.operand(inverse, 1);
    return true;
  }

  bool matchSum() {
    Element sum = elements.resolveThroughCasts(denominator);
    std::optional<Reduction> found = elements.reduction(sum, pattern.keyIndex, pattern.keys);
    if (!found || !isa<arith::AddFOp>(found->combiner) || elements.constant(found->init) != 0.0)
      return fail("exponentials are not divided by a sum over the keys");
    if (!elements.same(elements.resolveThroughCasts(found->element), exponential))
      return fail("the sum that divides is not one of the same exponentials");
    return true;
  }

  bool matchMaximum() {
    Element difference = elements.resolveThroughCasts(elements.operand(exponential, 0));
    if (!isa_and_nonnull<arith::SubFOp>(elements.operation(difference)))
      return fail("no maximum is subtracted from the scores before the exponential");
    scores = elements.resolveThroughCasts(elements.operand(difference, 0));
    Element maximum = aboveLowest(elements.resolveThroughCasts(elements.operand(difference, 1)));
    std::optional<Reduction> found = elements.reduction(maximum, pattern.keyIndex, pattern.keys);
    std::optional<double> init = found ? elements.constant(found->init) : std::nullopt;
    if (!found || !isMaximum(found->combiner) || !init || *init > kHiddenScore)
      return fail("what is subtracted from the scores is not their maximum over the keys");
    if (!elements.same(elements.resolveThroughCasts(found->element), scores))
      return fail("the maximum is not one of the same scores");
    return true;
  }

  /// x of max(x, lowest).
  Element aboveLowest(const Element &element) {
    if (!isMaximum(elements.operation(element)))
      return element;
    for (unsigned side : {0, 1}) {
      std::optional<double> constant = elements.constant(elements.operand(element, side));
      if (constant && *constant <= kHiddenScore)
        return elements.resolveThroughCasts(elements.operand(element, 1 - side));
    }
    return element;
  }

  /// Weights of 0 where all scores are -inf are what graph.attention has.
  bool matchSafety() {
    if (!safe)
      return true;
    std::optional<Reduction> all =
        elements.reduction(elements.resolve(elements.operand(safe, 0)), pattern.keyIndex, pattern.keys);
    Element single = all && isa<arith::AndIOp>(all->combiner) ? elements.resolve(all->element) : Element();
    auto equal = single ? dyn_cast_if_present<arith::CmpFOp>(elements.operation(single)) : arith::CmpFOp();
    bool isSafe = equal && equal.getPredicate() == arith::CmpFPredicate::OEQ &&
                  elements.constant(elements.operand(single, 1)) == -kInfinity &&
                  elements.constant(elements.operand(safe, 1)) == 0.0 &&
                  elements.same(elements.resolveThroughCasts(elements.operand(single, 0)), scores);
    return isSafe || fail("weights are chosen by a condition other than all scores of a row being -inf");
  }

  //===-- Scores ------------------------------------------------------------------------------------------------===//

  /// Takes off masks, the cap and scales, from the last one back to the product.
  bool readScores(Element element) {
    element = elements.resolveThroughCasts(element);
    Operation *op = elements.operation(element);
    if (!op)
      return readProduct(element);
    if (isa<arith::AddFOp>(op))
      return readBias(element);
    if (isa<arith::SelectOp>(op))
      return readHiding(element);
    if (isa<arith::MulFOp, arith::DivFOp>(op))
      return readScale(element);
    return fail("the scores come from " + op->getName().getStringRef() + ", which is no scale, mask or cap");
  }

  bool readBias(const Element &element) {
    for (unsigned side : {0, 1}) {
      AttentionPattern before = pattern;
      if (readScores(elements.operand(element, side))) {
        pattern.biases.push_back(elements.operand(element, 1 - side));
        return true;
      }
      pattern = before;
    }
    return false;
  }

  bool readHiding(const Element &element) {
    for (unsigned side : {1, 2}) {
      std::optional<double> fill = elements.constant(elements.operand(element, 3 - side));
      if (!fill)
        continue;
      if (!(*fill <= kHiddenScore))
        return fail("hidden scores are " + llvm::formatv("{0}", *fill).str() + ", which may have a weight");
      pattern.hidings.push_back({elements.operand(element, 0), side == 1, *fill});
      return readScores(elements.operand(element, side));
    }
    return fail("the scores are chosen between two tensors");
  }

  unsigned masks() const { return pattern.biases.size() + pattern.hidings.size(); }

  /// What stands in front of a scale or a cap: neither a mask nor a cap.
  bool readBare(const Element &element) {
    unsigned before = masks();
    if (!readScores(element))
      return false;
    return (!pattern.softcap && masks() == before) || fail("the scores are scaled or capped behind their mask or cap");
  }

  bool readScale(const Element &element) {
    double factor = 1;
    Element inner = withoutFactor(elements, element, factor);
    if (!inner)
      return fail("the scores are multiplied by something other than a constant");
    inner = elements.resolveThroughCasts(inner);
    bool caps = isa_and_nonnull<math::TanhOp>(elements.operation(inner));
    if (!readBare(caps ? elements.operand(inner, 0) : inner))
      return false;
    // softcap * tanh(scale * product / softcap)
    pattern.scale *= factor;
    if (!caps)
      return true;
    pattern.softcap = factor;
    return (factor > 0 && std::isfinite(factor)) || fail("the cap of the scores is not positive");
  }

  //===-- Operands ----------------------------------------------------------------------------------------------===//

  bool dependsOn(const Element &element, const Index &index) {
    return llvm::any_of(digitsOf(pattern, index), [&](unsigned digit) { return usesDigit(pattern, element, digit); });
  }

  bool matchOperands() {
    pattern.query = peel(pattern, elements, pattern.query, &pattern.scale);
    pattern.key = peel(pattern, elements, pattern.key, &pattern.scale);
    pattern.value = peel(pattern, elements, pattern.valueRead);
    if (!pattern.query || !pattern.key || !pattern.value)
      return fail("queries, keys or values are no whole tensors");
    if (dependsOn(pattern.query, pattern.keyIndex) || !dependsOn(pattern.key, pattern.keyIndex) ||
        !dependsOn(pattern.value, pattern.keyIndex))
      return fail("queries vary along the keys, or keys or values do not");
    return std::isfinite(pattern.scale) || fail("the scale is not finite");
  }

  bool matchRoles() {
    std::string wrong = findRoles(pattern);
    return wrong.empty() || fail(wrong);
  }

  /// Scores or weights that others read have to be in memory: there is nothing to gain.
  bool checkReaders() {
    SetVector<Operation *> readers;
    ForwardSliceOptions options;
    options.filter = [&](Operation *op) { return op != pattern.product; };
    getForwardSlice(pattern.scores.getOperation(), &readers, options);
    for (Operation *op : readers)
      if (op->hasTrait<OpTrait::IsTerminator>() && !isa<linalg::YieldOp>(op))
        return fail("scores or weights are read by others, too");
    return true;
  }

  Elements elements{pattern.digits};
  Element safe, exponential, denominator, scores;
  bool divides = false;
};
} // namespace

std::optional<AttentionPattern> aicc::graph::matchAttention(LinalgOp product, std::string &reason) {
  Matcher matcher(product);
  if (matcher.match())
    return std::move(matcher.pattern);
  reason = matcher.reason;
  return std::nullopt;
}
