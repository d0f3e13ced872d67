// From the second product of an attention back to its operands; see AttentionPattern.h.
#include "passes/Graph/AttentionPattern.h"
#include "passes/Graph/SoftmaxSearch.h"

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
    return (startAtProduct() || explainStart()) && matchSoftmax() && readScores(scores) && matchOperands() &&
           matchRoles() && checkReaders();
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

  /// Where a softmax goes into the product, says why it is not the second one of an attention all the same. Never true.
  bool explainStart() {
    if (!isProductOfSoftmax(pattern.product))
      return false;
    if (pattern.keys < 2)
      return fail("the second product is not summed over exactly one dimension of several elements");
    if (!pattern.weightsRead)
      return fail("the second product does not sum up from 0 over the keys");
    return fail("what is multiplied by the values is no quotient of exponentials and their sum");
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

  /// The reduction that makes `element`, at `along`: over the keys and, with a sink, one more.
  std::optional<Reduction> overScores(const Element &element, const Index &along) {
    return elements.reduction(element, along, pattern.keys + bool(sinkScore));
  }

  bool matchSum() {
    Element sum = elements.resolveThroughCasts(denominator);
    std::optional<Reduction> found = elements.reduction(sum, pattern.keyIndex, pattern.keys);
    if (!found && (found = elements.reduction(sum, pattern.keyIndex, pattern.keys + 1))) {
      Element last =
          elements.resolveThroughCasts(elements.reduction(sum, {{}, pattern.keys}, pattern.keys + 1)->element);
      if (!isa_and_nonnull<math::ExpOp>(elements.operation(last)))
        return fail("the sum that divides has more than exponentials");
      sinkScore = elements.resolveThroughCasts(elements.operand(last, 0));
    }
    if (!found || !isa<arith::AddFOp>(found->combiner) || elements.constant(found->init) != 0.0)
      return fail("exponentials are not divided by a sum over the keys");
    if (!elements.same(elements.resolveThroughCasts(found->element), exponential))
      return fail("the sum that divides is not one of the same exponentials");
    return true;
  }

  bool isSubtraction(const Element &element) { return isa_and_nonnull<arith::SubFOp>(elements.operation(element)); }

  /// Takes off the maximum that is subtracted from the scores and from the sink; again where that is done twice.
  bool matchMaximum() {
    scores = elements.resolveThroughCasts(elements.operand(exponential, 0));
    if (!isSubtraction(scores))
      return fail("no maximum is subtracted from the scores before the exponential");
    if (!takeMaximum())
      return fail("what is subtracted from the scores is not their maximum over the keys");
    while (isSubtraction(scores) && takeMaximum())
      ;
    return true;
  }

  /// Goes on to x where scores are x - max(x), and the sink likewise.
  bool takeMaximum() {
    Element maximum = elements.operand(scores, 1), sink;
    if (sinkScore) {
      if (!isSubtraction(sinkScore) || !elements.same(elements.operand(sinkScore, 1), maximum))
        return false;
      sink = elements.resolveThroughCasts(elements.operand(sinkScore, 0));
    }
    Element inner = elements.resolveThroughCasts(elements.operand(scores, 0));
    if (!isMaximumOf(aboveLowest(elements.resolveThroughCasts(maximum)), inner, sink))
      return false;
    scores = inner, sinkScore = sink;
    return true;
  }

  /// True where `maximum` is that of `score` over the keys and, where there is one, of `sink`.
  bool isMaximumOf(const Element &maximum, const Element &score, const Element &sink) {
    std::optional<Reduction> found = overScores(maximum, pattern.keyIndex);
    std::optional<double> init = found ? elements.constant(found->init) : std::nullopt;
    if (!found || !isMaximum(found->combiner) || !init || *init > kHiddenScore ||
        !elements.same(elements.resolveThroughCasts(found->element), score))
      return false;
    return !sink || elements.same(elements.resolveThroughCasts(overScores(maximum, {{}, pattern.keys})->element), sink);
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

  /// Weights of 0 where all scores are -inf are what graph.attention has; such weights are NaN before.
  bool matchSafety() {
    if (!safe)
      return true;
    Element condition = elements.resolve(elements.operand(safe, 0));
    bool isSafe = elements.constant(elements.operand(safe, 1)) == 0.0 && (isNaN(condition) || areHidden(condition));
    return isSafe || fail("weights are chosen by a condition other than all scores of a row being -inf");
  }

  /// True where `condition` is that the weight is NaN.
  bool isNaN(const Element &condition) {
    auto differs = dyn_cast_if_present<arith::CmpFOp>(elements.operation(condition));
    bool isUnequal = differs && (differs.getPredicate() == arith::CmpFPredicate::UNE ||
                                 differs.getPredicate() == arith::CmpFPredicate::UNO);
    Element weight = elements.operand(safe, 2);
    return isUnequal && elements.same(elements.operand(condition, 0), weight) &&
           elements.same(elements.operand(condition, 1), weight);
  }

  /// True where `condition` is that all scores of the row are -inf.
  bool areHidden(const Element &condition) {
    std::optional<Reduction> all = overScores(condition, pattern.keyIndex);
    Element single = all && isa<arith::AndIOp>(all->combiner) ? elements.resolve(all->element) : Element();
    auto equal = single ? dyn_cast_if_present<arith::CmpFOp>(elements.operation(single)) : arith::CmpFOp();
    return equal && !sinkScore && equal.getPredicate() == arith::CmpFPredicate::OEQ &&
           elements.constant(elements.operand(single, 1)) == -kInfinity &&
           elements.same(elements.resolveThroughCasts(elements.operand(single, 0)), scores);
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
    Element inner = elements.withoutFactor(element, factor);
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
    pattern.query = elements.peel(pattern.query, &pattern.scale);
    pattern.key = elements.peel(pattern.key, &pattern.scale);
    pattern.value = elements.peel(pattern.valueRead);
    if (!pattern.query || !pattern.key || !pattern.value)
      return fail("queries, keys or values are no whole tensors");
    if (sinkScore && !(pattern.sinks = elements.peel(sinkScore)))
      return fail("the sinks are no whole tensor");
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
    for (const Element &bias : pattern.biases)
      if (Element tensor = elements.tensorOf(bias); tensor && readers.contains(tensor.value.getDefiningOp()))
        return fail("what is added to the scores is computed from them");
    return true;
  }

  Elements elements{pattern.digits};
  Element safe, exponential, denominator, scores, sinkScore;
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
