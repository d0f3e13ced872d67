// raise-attention: writes what AttentionPattern.h recognises as graph.attention.
//
// Operands are brought to four dimensions by their digits: a tensor is expanded to one dimension a digit, these are put
// in order (a transposition, which later passes fold into accesses), and are collapsed.
#include "passes/Graph/AttentionPattern.h"
#include "passes/Graph/Passes.h"

#include "dialects/Graph/Graph.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

namespace aicc::graph {
#define GEN_PASS_DEF_RAISEATTENTION
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;
using namespace aicc::graph;
using linalg::GenericOp;
using linalg::LinalgOp;

/// The digits of the four dimensions of an operand.
using Dimensions = SmallVector<SmallVector<unsigned>, 4>;

static SmallVector<unsigned> join(ArrayRef<unsigned> first, ArrayRef<unsigned> second) {
  SmallVector<unsigned> all(first);
  all.append(second.begin(), second.end());
  return all;
}

static SmallVector<unsigned> flatten(ArrayRef<SmallVector<unsigned>> dimensions) {
  SmallVector<unsigned> all;
  for (const SmallVector<unsigned> &digits : dimensions)
    all.append(digits);
  return all;
}

static Value convert(OpBuilder &builder, Location loc, Value number, Type type) {
  unsigned from = number.getType().getIntOrFloatBitWidth(), to = type.getIntOrFloatBitWidth();
  if (number.getType() == type)
    return number;
  return from < to ? arith::ExtFOp::create(builder, loc, type, number).getResult()
                   : arith::TruncFOp::create(builder, loc, type, number).getResult();
}

static Type wider(Type left, Type right) {
  if (left == right)
    return left;
  unsigned first = left.getIntOrFloatBitWidth(), second = right.getIntOrFloatBitWidth();
  // Neither of bf16 and f16 holds the other.
  if (first == second)
    return Float32Type::get(left.getContext());
  return first > second ? left : right;
}

/// The type to which the result is rounded where it is read next, through what only moves it.
static Type roundedType(Value result) {
  while (result.hasOneUse()) {
    Operation *user = *result.getUsers().begin();
    auto op = dyn_cast<LinalgOp>(user);
    if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(user)) {
      result = user->getResult(0);
      continue;
    }
    if (!op || op.getNumReductionLoops() != 0 || user->getNumResults() != 1 || op.getNumDpsInputs() != 1)
      break;
    Value yielded = op.getBlock()->getTerminator()->getOperand(0);
    bool isRounded = yielded.getDefiningOp<arith::TruncFOp>() &&
                     yielded.getDefiningOp()->getOperand(0) == op.getBlock()->getArgument(0);
    if (isRounded)
      return yielded.getType();
    if (yielded != op.getBlock()->getArgument(0))
      break;
    result = user->getResult(0);
  }
  return getElementTypeOrSelf(result.getType());
}

namespace {
class AttentionBuilder {
public:
  AttentionBuilder(RewriterBase &rewriter, AttentionPattern &pattern)
      : builder(pattern.product.getLoc(), rewriter), pattern(pattern), elements(pattern.digits) {
    const AttentionRoles &roles = pattern.roles;
    heads = join(roles.kvHeads, roles.group);
    type = roundedType(pattern.product->getResult(0));
    // Weights that the graph does not round are not rounded here.
    for (const Element &operand : {pattern.query, pattern.key, pattern.value, pattern.weightsRead})
      type = wider(type, getElementTypeOrSelf(operand.value.getType()));
    isRowMajor = hasOrder(pattern.query, inOrder(heads, roles.queries, roles.headSize, true)) &&
                 hasOrder(pattern.key, inOrder(roles.kvHeads, roles.keys, roles.headSize, true)) &&
                 hasOrder(pattern.value, inOrder(roles.kvHeads, roles.keys, roles.valueSize, true));
  }

  /// Finds the tensors of which the mask is made; false where there are none.
  bool findMasks() {
    for (const Element &bias : pattern.biases)
      masks.push_back(elements.peel(elements.tensorOf(bias)));
    for (const Hiding &hiding : pattern.hidings)
      masks.push_back(elements.peel(elements.tensorOf(hiding.condition)));
    if (pattern.sinks &&
        llvm::any_of(digitsIn(pattern.sinks), [&](unsigned digit) { return !llvm::is_contained(heads, digit); }))
      return false;
    SmallVector<unsigned> all = flatten(maskDimensions());
    return llvm::all_of(masks, [&](const Element &mask) {
      return mask && llvm::all_of(digitsIn(mask), [&](unsigned digit) { return llvm::is_contained(all, digit); });
    });
  }

  /// True where the graph's scores hold what those of graph.attention, f32 unless the products are f64, cannot:
  /// `findMasks` has found the masks.
  bool areScoresWider() {
    auto isWide = [](const Element &each) { return each && getElementTypeOrSelf(each.value.getType()).isF64(); };
    auto isLost = [](double number) { return std::isfinite(number) && !std::isfinite(float(number)); };
    // Scores are kept times log2 e, and so are their factors.
    auto isLostScaled = [&](double factor) { return isLost(factor * llvm::numbers::log2e); };
    return !type.isF64() && (isWide(pattern.sinks) || llvm::any_of(masks, isWide) || isLostScaled(pattern.scale) ||
                             isLostScaled(pattern.softcap.value_or(0)) ||
                             llvm::any_of(pattern.hidings, [&](const Hiding &each) { return isLost(each.fill); }));
  }

  /// The value that takes the place of the second product's.
  Value build() {
    const AttentionRoles &roles = pattern.roles;
    Value query = arrange(pattern.query, inOrder(heads, roles.queries, roles.headSize, isRowMajor));
    Value key = arrange(pattern.key, inOrder(roles.kvHeads, roles.keys, roles.headSize, isRowMajor));
    Value value = arrange(pattern.value, inOrder(roles.kvHeads, roles.keys, roles.valueSize, isRowMajor));
    Dimensions order = inOrder(heads, roles.queries, roles.valueSize, isRowMajor);
    Value mask = masks.empty() ? Value() : buildMask();
    auto op = AttentionOp::create(
        builder, RankedTensorType::get(shapeOf(order), type), query, key, value, mask,
        /*lengths=*/Value(), pattern.sinks ? buildSinks() : Value(), /*pages=*/Value(),
        builder.getF64FloatAttr(pattern.scale), CausalAttr(), builder.getI64IntegerAttr(0), IntegerAttr(), FloatAttr(),
        HeadLayoutAttr::get(builder.getContext(), isRowMajor ? HeadLayout::BSHD : HeadLayout::BHSD));
    setFlags(op);
    return restore(op.getResult(), flatten(order));
  }

private:
  Dimensions inOrder(ArrayRef<unsigned> heads, ArrayRef<unsigned> sequence, ArrayRef<unsigned> size, bool rowMajor) {
    Dimensions result = {pattern.roles.batch, SmallVector<unsigned>(heads), SmallVector<unsigned>(sequence),
                         SmallVector<unsigned>(size)};
    if (rowMajor)
      std::swap(result[1], result[2]);
    return result;
  }

  SmallVector<unsigned> digitsIn(const Element &element) {
    SmallVector<unsigned> digits;
    for (const Index &index : element.at)
      digits.append(digitsOf(pattern, index));
    return digits;
  }

  bool hasOrder(const Element &element, const Dimensions &dimensions) {
    return digitsIn(element) == flatten(dimensions);
  }

  SmallVector<int64_t> extents(ArrayRef<unsigned> digits) {
    return llvm::map_to_vector(digits, [&](unsigned digit) { return pattern.digits.extent(digit); });
  }

  SmallVector<int64_t> shapeOf(const Dimensions &dimensions) {
    return llvm::map_to_vector(dimensions, [&](auto &digits) { return llvm::product_of(extents(digits)); });
  }

  //===-- Operands ----------------------------------------------------------------------------------------------===//

  /// `value` with `shape`, which splits or joins dimensions, or adds or drops some of one element.
  Value reshape(Value value, ArrayRef<int64_t> shape) {
    auto from = cast<RankedTensorType>(value.getType());
    auto to = RankedTensorType::get(shape, from.getElementType());
    if (from == to)
      return value;
    if (auto groups = getReassociationIndicesForReshape(from, to)) {
      if (from.getRank() > to.getRank())
        return tensor::CollapseShapeOp::create(builder, to, value, *groups);
      return tensor::ExpandShapeOp::create(builder, to, value, *groups);
    }
    return reshape(reshape(value, from.getNumElements()), shape);
  }

  /// One generic over `digits` that reads `inputs`, tensors with one dimension a digit.
  Value map(ArrayRef<unsigned> digits, ArrayRef<Value> inputs, ArrayRef<SmallVector<unsigned>> reads, Type element,
            function_ref<Value(OpBuilder &, Location, ValueRange)> body) {
    SmallVector<AffineMap> maps;
    for (const SmallVector<unsigned> &read : reads) {
      SmallVector<unsigned> places = llvm::map_to_vector(
          read, [&](unsigned digit) { return unsigned(llvm::find(digits, digit) - digits.begin()); });
      maps.push_back(AffineMap::getMultiDimMapWithTargets(digits.size(), places, builder.getContext()));
    }
    maps.push_back(builder.getMultiDimIdentityMap(digits.size()));
    Value empty = tensor::EmptyOp::create(builder, extents(digits), element);
    SmallVector<utils::IteratorType> loops(digits.size(), utils::IteratorType::parallel);
    auto fill = [&](OpBuilder &inner, Location loc, ValueRange arguments) {
      linalg::YieldOp::create(inner, loc, body(inner, loc, arguments));
    };
    return GenericOp::create(builder, empty.getType(), inputs, empty, maps, loops, fill).getResult(0);
  }

  /// `value`, with one dimension for each of the digits `have`, in the order `want` and converted to `element`.
  Value reorder(Value value, ArrayRef<unsigned> have, ArrayRef<unsigned> want, Type element) {
    if (have == want && getElementTypeOrSelf(value.getType()) == element)
      return value;
    return map(want, value, SmallVector<unsigned>(have), element,
               [&](OpBuilder &inner, Location loc, ValueRange in) { return convert(inner, loc, in[0], element); });
  }

  Value arrange(const Element &operand, const Dimensions &dimensions) {
    SmallVector<unsigned> have = digitsIn(operand);
    Value split = reshape(operand.value, extents(have));
    return reshape(reorder(split, have, flatten(dimensions), type), shapeOf(dimensions));
  }

  /// The result of the attention, with the digits `have`, as the second product writes it.
  Value restore(Value result, ArrayRef<unsigned> have) {
    SmallVector<unsigned> want;
    for (const Index &index : pattern.result)
      want.append(digitsOf(pattern, index));
    auto written = cast<RankedTensorType>(pattern.product->getResult(0).getType());
    Value split = reorder(reshape(result, extents(have)), have, want, written.getElementType());
    return reshape(split, written.getShape());
  }

  //===-- Masks and flags ---------------------------------------------------------------------------------------===//

  /// The dimensions of the mask along which it varies.
  Dimensions maskDimensions() {
    Dimensions dimensions = {pattern.roles.batch, heads, pattern.roles.queries, pattern.roles.keys};
    for (SmallVector<unsigned> &digits : dimensions)
      if (llvm::none_of(digits, [&](unsigned digit) {
            return llvm::any_of(masks, [&](const Element &mask) { return usesDigit(pattern, mask, digit); });
          }))
        digits.clear();
    return dimensions;
  }

  Value buildMask() {
    SmallVector<SmallVector<unsigned>> reads;
    SmallVector<Value> inputs;
    for (const Element &mask : masks) {
      reads.push_back(digitsIn(mask));
      inputs.push_back(reshape(mask.value, extents(reads.back())));
    }
    Dimensions dimensions = maskDimensions();
    SmallVector<unsigned> digits = flatten(dimensions);
    bool isOne = pattern.hidings.empty() && masks.size() == 1;
    Type scores = type.isF64() ? type : builder.getF32Type();
    Type element = isOne ? getElementTypeOrSelf(masks[0].value.getType()) : scores;
    Value sum = isOne ? reorder(inputs[0], reads[0], digits, element)
                      : map(digits, inputs, reads, element, [&](OpBuilder &inner, Location loc, ValueRange in) {
                          return addMasks(inner, loc, in, element);
                        });
    return reshape(sum, shapeOf(dimensions));
  }

  Value buildSinks() {
    SmallVector<unsigned> have = digitsIn(pattern.sinks);
    Value split = reshape(pattern.sinks.value, extents(have));
    Value sinks = reorder(split, have, heads, getElementTypeOrSelf(split.getType()));
    return reshape(sinks, llvm::product_of(extents(heads)));
  }

  /// Biases, and 0 or the number that hides.
  Value addMasks(OpBuilder &inner, Location loc, ValueRange in, Type element) {
    Value sum;
    for (unsigned number = 0; number < masks.size(); ++number) {
      Value term = number < pattern.biases.size()
                       ? convert(inner, loc, in[number], element)
                       : hide(inner, loc, in[number], pattern.hidings[number - pattern.biases.size()], element);
      sum = sum ? arith::AddFOp::create(inner, loc, sum, term).getResult() : term;
    }
    return sum;
  }

  static Value hide(OpBuilder &inner, Location loc, Value condition, const Hiding &hiding, Type element) {
    auto constant = [&](double value) {
      return arith::ConstantOp::create(inner, loc, inner.getFloatAttr(element, value)).getResult();
    };
    Value zero = constant(0), fill = constant(hiding.fill);
    return arith::SelectOp::create(inner, loc, condition, hiding.seenWhen ? zero : fill, hiding.seenWhen ? fill : zero);
  }

  void setFlags(AttentionOp op) {
    if (pattern.softcap)
      op.setSoftcapAttr(builder.getF64FloatAttr(*pattern.softcap));
    if (!pattern.band.upper)
      return;
    op.setCausalAttr(CausalAttr::get(builder.getContext(), Causal::FromStart));
    op.setOffset(*pattern.band.upper);
    if (pattern.band.lower)
      op.setWindowAttr(builder.getI64IntegerAttr(*pattern.band.upper - *pattern.band.lower + 1));
  }

  ImplicitLocOpBuilder builder;
  AttentionPattern &pattern;
  Elements elements;
  SmallVector<unsigned> heads;
  /// The tensors that are added or that hide, biases first.
  SmallVector<Element> masks;
  Type type;
  bool isRowMajor;
};

class RaiseAttention : public graph::impl::RaiseAttentionBase<RaiseAttention> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<LinalgOp> products;
    getOperation().walk([&](LinalgOp op) {
      if (op.hasPureTensorSemantics() && op.getNumReductionLoops() > 0)
        products.push_back(op);
    });
    for (LinalgOp op : products)
      raise(op);
    if (numRaised > 0)
      eraseDead();
  }

private:
  void raise(LinalgOp product) {
    std::string reason;
    std::optional<AttentionPattern> pattern = matchAttention(product, reason);
    IRRewriter rewriter(&getContext());
    rewriter.setInsertionPoint(product);
    std::optional<AttentionBuilder> attention;
    if (pattern && !attention.emplace(rewriter, *pattern).findMasks())
      reason = "a mask is no tensor of batch, heads, queries and keys, or sinks are none of heads";
    else if (attention && attention->areScoresWider())
      reason = "masks, sinks or numbers of f64 are wider than scores, which are f32 unless the products are f64";
    numMissed += !reason.empty();
    if (!reason.empty())
      product.emitRemark() << "not raised to graph.attention: " << reason;
    if (!pattern || !reason.empty())
      return;
    product->getResult(0).replaceAllUsesWith(attention->build());
    ++numRaised;
  }

  /// What only made scores and weights is read by nobody now.
  void eraseDead() {
    SmallVector<Operation *> ops;
    getOperation().walk<WalkOrder::PreOrder>([&](Operation *op) { ops.push_back(op); });
    for (Operation *op : llvm::reverse(ops))
      if (isOpTriviallyDead(op))
        op->erase();
  }
};
} // namespace
