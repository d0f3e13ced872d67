// Finds what masks leave of a dimension; see MaskSpan.h.
#include "dialects/Kernel/MaskSpan.h"
#include "dialects/Kernel/Softmax.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc::kernel;

//===-- Steps ---------------------------------------------------------------------------------------------------===//

MaskedStep::MaskedStep(Computation op)
    : name(op.getLabel()), kind(op.getKind()), dims(op.getDimNames()), inputs(op->getOperands()),
      body(op.getBodyOrNull()), result(op->getResult(0)) {
  if (auto attr = op->getAttrOfType<CombinerAttr>("combiner"))
    combiner = attr.getValue();
  for (unsigned number = 0; number < inputs.size(); ++number)
    accesses.push_back(op.getAccess(number));
  accesses.push_back(op.getResultAccess());
  isYielded = llvm::any_of(result.getUsers(), [](Operation *user) { return isa<YieldOp>(user); });
}

MaskedStep::MaskedStep(TileOp tile)
    : name(tile.getName()), kind(tile.getKind()), combiner(tile.getCombiner()), dims(tile.getDimNames()),
      inputs(tile.getInputs()), body(tile.getBody().empty() ? nullptr : &tile.getBody().front()),
      result(tile.getOutput()), isYielded(isa<BlockArgument>(tile.getOutput())) {
  for (unsigned number = 0; number <= inputs.size(); ++number)
    accesses.push_back(tile.getAccess(number));
}

/// True where the access number `number` of `step` walks along `dim`.
static bool walksAlong(const MaskedStep &step, unsigned number, StringRef dim) {
  auto found = llvm::find(step.dims, dim);
  return found != step.dims.end() && step.accesses[number].isFunctionOfDim(found - step.dims.begin());
}

static bool reduces(const MaskedStep &step, StringRef dim) {
  return llvm::is_contained(step.dims, dim) && !walksAlong(step, step.inputs.size(), dim);
}

//===-- Linear integers -----------------------------------------------------------------------------------------===//

/// `a + factor b`.
static LinearIndex add(LinearIndex a, const LinearIndex &b, int64_t factor) {
  a.constant += factor * b.constant;
  for (auto [dim, times] : b.dims)
    a.dims[dim] += factor * times;
  for (auto [input, times] : b.inputs)
    a.inputs[input] += factor * times;
  return a;
}

static std::optional<LinearIndex> linear(Value value) {
  LinearIndex result;
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant))) {
    result.constant = constant.getSExtValue();
    return result;
  }
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    result.inputs[argument.getArgNumber()] = 1;
    return argument.getType().isInteger() ? std::optional(result) : std::nullopt;
  }
  Operation *op = value.getDefiningOp();
  if (auto index = dyn_cast<IndexOp>(op)) {
    result.dims[index.getDim()] = 1;
    return result;
  }
  if (isa<arith::ExtSIOp>(op))
    return linear(op->getOperand(0));
  if (!isa<arith::AddIOp, arith::SubIOp>(op))
    return std::nullopt;
  std::optional<LinearIndex> left = linear(op->getOperand(0)), right = linear(op->getOperand(1));
  if (!left || !right)
    return std::nullopt;
  return add(*left, *right, isa<arith::AddIOp>(op) ? 1 : -1);
}

//===-- Rules ---------------------------------------------------------------------------------------------------===//

namespace {
/// Looks for a mask along one dimension.
class SpanFinder {
public:
  SpanFinder(ArrayRef<MaskedStep> steps, StringRef dim) : steps(steps) { span.dim = dim; }

  std::optional<MaskSpan> find() {
    for (const MaskedStep &step : steps)
      if (!enter(step))
        return std::nullopt;
    if (span.mask.empty())
      return std::nullopt;
    coverProducers();
    findCopies();
    return span;
  }

private:
  /// What is known of an element at a hidden point. A number minus a row's maximum counts as -inf where the number is:
  /// it is NaN only where the whole row is.
  enum class Hidden { Unknown, Lowest, Zero };

  /// Notes what `step` is at hidden points; false where hidden points matter to it.
  bool enter(const MaskedStep &step) {
    if (span.mask.empty() && !holdsMask(step))
      return true;
    bool isMask = step.name == span.mask;
    bool readsHidden = false;
    for (auto [number, input] : llvm::enumerate(step.inputs))
      if (hidden.count(input)) {
        readsHidden = true;
        if (!readsPointwise(makerOf(input), step, number))
          return false;
      }
    if (!isMask && !readsHidden)
      return true;
    span.steps.push_back(step.name);
    if (step.kind == Kind::Contract)
      return reduces(step, span.dim) && llvm::any_of(step.inputs, [&](Value v) { return at(v) == Hidden::Zero; });
    Hidden value = evaluate(step);
    if (step.kind == Kind::Reduce)
      return reduces(step, span.dim) && isNeutral(*step.combiner, value);
    hidden[step.result] = value;
    return value != Hidden::Unknown && !step.isYielded;
  }

  const MaskedStep &makerOf(Value tensor) {
    return *llvm::find_if(steps, [&](const MaskedStep &step) { return step.result == tensor; });
  }

  Hidden at(Value tensor) { return hidden.lookup_or(tensor, Hidden::Unknown); }

  static bool isNeutral(Combiner combiner, Hidden value) {
    if (isMaximum(combiner))
      return value == Hidden::Lowest;
    return combiner == Combiner::Add && value == Hidden::Zero;
  }

  /// Takes the bounds of the first selection of `step` that compares positions along the dimension.
  bool holdsMask(const MaskedStep &step) {
    if (step.kind != Kind::Map || !llvm::is_contained(step.dims, span.dim))
      return false;
    for (auto [number, select] : llvm::enumerate(step.body->getOps<arith::SelectOp>())) {
      takeBounds(step, select.getCondition());
      mask = select;
      bool hasBounds = !span.lowers.empty() || !span.uppers.empty();
      // Values that are cleared by position are zero there, too: what scores say is what counts.
      if (hasBounds && evaluate(step) == Hidden::Lowest) {
        span.mask = step.name;
        span.select = number;
        span.isExact = isImplied(step, select.getCondition());
        return true;
      }
      span.lowers.clear();
      span.uppers.clear();
    }
    return false;
  }

  /// The parts of a conjunction that say nothing about the dimension only hide more.
  void takeBounds(const MaskedStep &step, Value condition) {
    if (auto both = condition.getDefiningOp<arith::AndIOp>()) {
      takeBounds(step, both.getLhs());
      takeBounds(step, both.getRhs());
    } else if (auto compare = condition.getDefiningOp<arith::CmpIOp>()) {
      takeBound(step, compare);
    }
  }

  void takeBound(const MaskedStep &step, arith::CmpIOp compare) {
    using P = arith::CmpIPredicate;
    P predicate = compare.getPredicate();
    std::optional<LinearIndex> left = linear(compare.getLhs()), right = linear(compare.getRhs());
    if (!left || !right || !llvm::is_contained({P::slt, P::sle, P::sgt, P::sge}, predicate))
      return;
    bool isGreater = predicate == P::sgt || predicate == P::sge;
    // 0 < rest, or 0 <= rest.
    LinearIndex rest = isGreater ? add(*left, *right, -1) : add(*right, *left, -1);
    if (predicate == P::slt || predicate == P::sgt)
      rest.constant -= 1;
    // 0 <= factor * position + others.
    int64_t factor = rest.dims.lookup(span.dim);
    rest.dims.erase(span.dim);
    bool isFixed = llvm::all_of(rest.inputs, [&](auto input) { return !walksAlong(step, input.first, span.dim); });
    if (!isFixed || (factor != 1 && factor != -1))
      return;
    if (factor == 1)
      return span.lowers.push_back(add(LinearIndex(), rest, -1));
    rest.constant += 1;
    span.uppers.push_back(rest);
  }

  /// What `step` yields at hidden points.
  Hidden evaluate(const MaskedStep &step) {
    DenseMap<Value, Hidden> values;
    for (auto [argument, input] : llvm::zip(step.body->getArguments(), step.inputs))
      values[argument] = at(input);
    for (Operation &op : step.body->without_terminator())
      values[op.getResult(0)] = evaluate(op, values);
    return values.lookup_or(step.body->getTerminator()->getOperand(0), Hidden::Unknown);
  }

  Hidden evaluate(Operation &op, const DenseMap<Value, Hidden> &values) {
    auto operand = [&](unsigned number) { return values.lookup_or(op.getOperand(number), Hidden::Unknown); };
    APFloat constant(0.0);
    if (matchPattern(&op, m_ConstantFloat(&constant)))
      return constant.isInfinity() && constant.isNegative() ? Hidden::Lowest
             : constant.isPosZero()                         ? Hidden::Zero
                                                            : Hidden::Unknown;
    if (&op == mask.getOperation())
      return operand(2);
    if (isa<arith::ExtFOp, arith::TruncFOp>(op))
      return operand(0);
    if (isa<arith::SubFOp>(op) && operand(0) == Hidden::Lowest)
      return Hidden::Lowest;
    if (isa<arith::MulFOp>(op) && operand(0) == Hidden::Lowest &&
        matchPattern(op.getOperand(1), m_ConstantFloat(&constant)) && !constant.isNegative() &&
        constant.isFiniteNonZero())
      return Hidden::Lowest;
    if (isa<math::ExpOp, math::Exp2Op>(op) && operand(0) == Hidden::Lowest)
      return Hidden::Zero;
    return Hidden::Unknown;
  }

  /// What only steps without hidden points read needs none either.
  void coverProducers() {
    for (const MaskedStep &step : llvm::reverse(steps)) {
      bool isAlong = llvm::is_contained(step.dims, span.dim) && !reduces(step, span.dim);
      if (isAlong && !span.covers(step.name) && !step.isYielded && isReadUnderMaskOnly(step))
        span.steps.push_back(step.name);
    }
  }

  bool isReadUnderMaskOnly(const MaskedStep &step) {
    bool isRead = false;
    for (const MaskedStep &reader : steps)
      for (auto [number, input] : llvm::enumerate(reader.inputs))
        if (input == step.result) {
          isRead = true;
          if (!span.covers(reader.name) || !readsPointwise(step, reader, number))
            return false;
        }
    return isRead;
  }

  /// True where a point of `reader` along the dimension reads the same point of `step`.
  bool readsPointwise(const MaskedStep &step, const MaskedStep &reader, unsigned number) {
    unsigned made = llvm::find(step.dims, span.dim) - step.dims.begin();
    unsigned read = llvm::find(reader.dims, span.dim) - reader.dims.begin();
    for (auto [makes, reads] : llvm::zip(step.accesses.back().getResults(), reader.accesses[number].getResults()))
      if (makes.isFunctionOfDim(made) &&
          (!isa<AffineDimExpr>(makes) || reads != getAffineDimExpr(read, reads.getContext())))
        return false;
    return read < reader.dims.size();
  }

  /// Maps that select an input wherever the mask lets a point through.
  void findCopies() {
    for (const MaskedStep &step : steps) {
      if (!span.covers(step.name) || step.kind != Kind::Map || step.name == span.mask)
        continue;
      Value yielded = step.body->getTerminator()->getOperand(0);
      auto select = behindCast<arith::TruncFOp>(yielded).getDefiningOp<arith::SelectOp>();
      auto source =
          select ? dyn_cast<BlockArgument>(behindCast<arith::ExtFOp>(select.getTrueValue())) : BlockArgument();
      bool isPointwise = source && source.getType() == yielded.getType() &&
                         step.accesses[source.getArgNumber()] == step.accesses.back();
      if (isPointwise && isImplied(step, select.getCondition()))
        span.copies.insert({step.name, source.getArgNumber()});
    }
  }

  /// Small floats are selected in a wider type, and rounded back to what they were.
  template <typename Cast> static Value behindCast(Value value) {
    auto cast = value.getDefiningOp<Cast>();
    return cast ? Value(cast.getIn()) : value;
  }

  /// True where `condition` holds wherever the mask lets a point through.
  bool isImplied(const MaskedStep &step, Value condition) {
    if (auto both = condition.getDefiningOp<arith::AndIOp>())
      return isImplied(step, both.getLhs()) && isImplied(step, both.getRhs());
    auto compare = condition.getDefiningOp<arith::CmpIOp>();
    if (!compare)
      return false;
    SpanFinder own(steps, span.dim);
    own.takeBound(step, compare);
    auto isKnown = [&](ArrayRef<LinearIndex> bounds, ArrayRef<LinearIndex> known) {
      return llvm::all_of(bounds, [&](const LinearIndex &bound) {
        return llvm::any_of(known, [&](const LinearIndex &other) { return isSame(step, bound, other); });
      });
    };
    bool hasBound = !own.span.lowers.empty() || !own.span.uppers.empty();
    return hasBound && isKnown(own.span.lowers, span.lowers) && isKnown(own.span.uppers, span.uppers);
  }

  /// True where `bound`, of `step`, is `other`, of the mask's step.
  bool isSame(const MaskedStep &step, const LinearIndex &bound, const LinearIndex &other) {
    const MaskedStep &holder = *llvm::find_if(steps, [&](const MaskedStep &each) { return each.name == span.mask; });
    auto isIn = [&](auto &entry, const auto &entries) {
      return entry.second == 0 || entries.lookup(entry.first) == entry.second;
    };
    bool sameDims = llvm::all_of(bound.dims, [&](auto &dim) { return isIn(dim, other.dims); }) &&
                    llvm::all_of(other.dims, [&](auto &dim) { return isIn(dim, bound.dims); });
    if (bound.constant != other.constant || !sameDims || bound.inputs.size() != other.inputs.size())
      return false;
    return llvm::all_of(bound.inputs, [&](auto &input) {
      return llvm::any_of(other.inputs, [&](auto &known) {
        return input.second == known.second && step.inputs[input.first] == holder.inputs[known.first] &&
               namesOf(step, input.first) == namesOf(holder, known.first);
      });
    });
  }

  /// The dimensions that index input `number` of `step`; an index that is no dimension has an empty name.
  static SmallVector<StringRef> namesOf(const MaskedStep &step, unsigned number) {
    return llvm::map_to_vector(step.accesses[number].getResults(), [&](AffineExpr expr) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      return dim ? step.dims[dim.getPosition()] : StringRef();
    });
  }

  ArrayRef<MaskedStep> steps;
  MaskSpan span;
  arith::SelectOp mask;
  DenseMap<Value, Hidden> hidden; ///< of results that have hidden points
};
} // namespace

std::optional<MaskSpan> aicc::kernel::findMaskSpan(ArrayRef<MaskedStep> steps) {
  SmallVector<StringRef> tried;
  for (const MaskedStep &step : steps)
    for (StringRef dim : step.dims)
      if (!llvm::is_contained(tried, dim) && reduces(step, dim)) {
        tried.push_back(dim);
        if (std::optional<MaskSpan> span = SpanFinder(steps, dim).find())
          return span;
      }
  return std::nullopt;
}

std::optional<MaskSpan> aicc::kernel::findMaskSpan(KernelOp kernel) {
  auto steps = llvm::map_to_vector(kernel.getComputations(), [](Computation op) { return MaskedStep(op); });
  return findMaskSpan(steps);
}

Value aicc::kernel::visibleSource(const std::optional<MaskSpan> &span, Value value) {
  auto op = value.getDefiningOp<Computation>();
  if (!span || !op)
    return value;
  auto found = span->copies.find(op.getLabel());
  return found == span->copies.end() ? value : op->getOperand(found->second);
}
