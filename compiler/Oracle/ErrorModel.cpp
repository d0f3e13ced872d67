// One walk over the graph that carries the longest path along; see ErrorModel.h.
#include "compiler/Oracle/ErrorModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using data::ElementType;
using linalg::GenericOp;

namespace {
/// The longest way to a value, in each respect.
struct Path {
  int64_t reduced = 0, steps = 0, roundings = 0, optional = 0;
  /// Expanded from codes, and as yet no sum: its roundings are those of the expansion.
  bool isExpanded = false;
  /// An exponential or a sum of such; a quotient of the former by the latter; and how often that was rounded.
  bool isExponential = false, isShare = false;
  int64_t shareRoundings = 0;
  /// A sum weighted by exponentials or quotients of them, or made of such: its rows differ in size.
  bool isWeighted = false;

  void include(const Path &other) {
    reduced = std::max(reduced, other.reduced);
    steps = std::max(steps, other.steps);
    roundings = std::max(roundings, other.roundings);
    optional = std::max(optional, other.optional);
    isExpanded |= other.isExpanded;
    isExponential |= other.isExponential;
    isShare |= other.isShare;
    isWeighted |= other.isWeighted;
    shareRoundings = std::max(shareRoundings, other.shareRoundings);
  }

  /// As a factor of a contraction.
  Path contracted() const {
    Path path = *this;
    if (isExpanded && reduced == 0) {
      path.optional += roundings;
      path.roundings = 0;
    }
    // The weights of an attention may be rounded before they are divided.
    path.optional += shareRoundings;
    path.roundings -= shareRoundings;
    path.isWeighted |= isExponential || isShare;
    path.isExpanded = path.isExponential = path.isShare = false;
    path.shareRoundings = 0;
    return path;
  }
};
} // namespace

static std::optional<ElementType> floatTypeOf(Type type) {
  Type element = getElementTypeOrSelf(type);
  if (element.isF64())
    return ElementType::F64;
  if (element.isF32())
    return ElementType::F32;
  if (element.isF16())
    return ElementType::F16;
  if (element.isBF16())
    return ElementType::BF16;
  return std::nullopt;
}

/// True where the factors of f32 contractions may be rounded to tf32, which has as many digits as f16.
static bool mayRoundFactors(func::FuncOp function) {
  auto module = function->getParentOfType<ModuleOp>();
  return module && module->hasAttr("aicc.allow_tf32");
}

/// True where all that `op` reads is f32.
static bool hasWideFactors(GenericOp op) {
  return llvm::all_of(op.getDpsInputs(), [](Value input) { return getElementTypeOrSelf(input.getType()).isF32(); });
}

/// The float type with the fewest digits among all values of the function; f32 where there is none.
static ElementType narrowestType(func::FuncOp function) {
  std::optional<ElementType> narrowest;
  auto include = [&](Type type) {
    std::optional<ElementType> found = floatTypeOf(type);
    if (found && isa<TensorType>(type) && (!narrowest || data::epsilon(*found) > data::epsilon(*narrowest)))
      narrowest = found;
  };
  llvm::for_each(function.getArgumentTypes(), include);
  function.walk([&](Operation *op) { llvm::for_each(op->getResultTypes(), include); });
  bool isRounded = mayRoundFactors(function) && narrowest.value_or(ElementType::F32) == ElementType::F32;
  return isRounded ? ElementType::F16 : narrowest.value_or(ElementType::F32);
}

/// True for what codes of weights are kept in.
static bool isCode(Type type) {
  Type element = getElementTypeOrSelf(type);
  return element.isInteger() && !element.isInteger(1) && element.getIntOrFloatBitWidth() <= 8;
}

/// True where `op` sums products of its operands.
static bool isContraction(GenericOp op) { return op.getNumReductionLoops() > 0 && op.getNumDpsInputs() > 1; }

/// Says whether `op`, which makes `path`, makes or divides exponentials.
static void followExponentials(Operation &op, llvm::DenseMap<Value, Path> &paths, Path &path) {
  auto areExponentials = [&] {
    return llvm::all_of(op.getOperands(), [&](Value operand) {
      return matchPattern(operand, m_Constant()) || paths.lookup(operand).isExponential;
    });
  };
  bool divides = isa<arith::DivFOp, arith::MulFOp>(op) && path.isExponential && areExponentials();
  bool isInverse = isa<arith::DivFOp>(op) && matchPattern(op.getOperand(0), m_Constant());
  bool isSum = isa<arith::AddFOp>(op) &&
               llvm::none_of(op.getOperands(), [](Value operand) { return matchPattern(operand, m_Constant()); });
  bool keeps = isa<arith::ExtFOp, arith::TruncFOp, arith::SelectOp>(op);
  path.isShare = (divides && !isInverse) || (keeps && path.isShare);
  path.shareRoundings = path.isShare ? path.shareRoundings + isa<arith::TruncFOp>(op) : 0;
  path.isExponential =
      isa<math::ExpOp, math::Exp2Op>(op) || (path.isExponential && (keeps || isSum || (divides && isInverse)));
}

/// Adds what the operations of a body do to the values that they make.
static void walkBody(Block &body, llvm::DenseMap<Value, Path> &paths) {
  for (Operation &op : body.without_terminator()) {
    Path path;
    for (Value operand : op.getOperands())
      path.include(paths.lookup(operand));
    bool isFloat = op.getNumResults() == 1 && isa<FloatType>(op.getResult(0).getType());
    if (isa<arith::TruncFOp>(op))
      ++path.roundings;
    else if (isFloat && isa<arith::ArithDialect, math::MathDialect>(op.getDialect()) &&
             !isa<arith::ConstantOp, arith::ExtFOp, arith::SelectOp>(op))
      ++path.steps;
    followExponentials(op, paths, path);
    for (Value result : op.getResults())
      paths[result] = path;
  }
}

namespace {
class ErrorModel {
public:
  explicit ErrorModel(func::FuncOp function) : function(function), narrowest(narrowestType(function)) {}

  std::vector<data::ToleranceParams> results() {
    function.walk([&](Operation *op) {
      if (auto generic = dyn_cast<GenericOp>(op))
        return visit(generic);
      if (op != function && !op->getParentOfType<GenericOp>())
        visitAny(op);
    });
    std::vector<data::ToleranceParams> params;
    for (Value result : function.getBody().back().getTerminator()->getOperands())
      params.push_back(paramsOf(paths.lookup(result), result.getType()));
    return params;
  }

private:
  data::ToleranceParams paramsOf(const Path &path, Type result) const {
    data::ToleranceParams params;
    params.operandType = narrowest;
    params.reductionLength = std::max<int64_t>(1, path.reduced);
    params.steps = path.steps;
    // The rounding of a result that is wider than what was rounded before it comes on top.
    params.roundings = std::max<int64_t>(1, path.roundings + (isRounding(result) ? 0 : 1));
    params.optionalRoundings = path.optional;
    params.scalesByRow = path.isWeighted;
    return params;
  }

  /// True where a tensor of this type is rounded as coarsely as the coarsest one.
  bool isRounding(Type type) const {
    std::optional<ElementType> element = floatTypeOf(type);
    return element && data::epsilon(*element) >= data::epsilon(narrowest);
  }

  /// The path to an operand, `isFactor`: of a contraction. Codes that nothing was done to are where
  /// expansions begin.
  Path pathOf(Value operand, bool isFactor) {
    Path path = paths.lookup(operand);
    path.isExpanded |= isCode(operand.getType()) && path.reduced == 0 && path.roundings == 0;
    return isFactor ? path.contracted() : path;
  }

  void visit(GenericOp op) {
    for (OpOperand &operand : op->getOpOperands())
      paths[op.getMatchingBlockArgument(&operand)] = pathOf(operand.get(), isContraction(op));
    walkBody(*op.getBody(), paths);
    int64_t length = 1;
    for (auto [kind, extent] : llvm::zip_equal(op.getIteratorTypesArray(), op.getStaticLoopRanges()))
      length *= kind == utils::IteratorType::reduction && !ShapedType::isDynamic(extent) ? extent : 1;
    for (auto [yielded, result] : llvm::zip_equal(op.getBody()->getTerminator()->getOperands(), op.getResults())) {
      Path path = paths.lookup(yielded);
      if (op.getNumReductionLoops() > 0)
        path.reduced += length;
      if (op.getNumReductionLoops() > 0 && op.getNumDpsInputs() == 2 && hasWideFactors(op) && mayRoundFactors(function))
        path.roundings += 2;
      // A rounding that the body spells out is the tensor's.
      bool isComputed = yielded.getDefiningOp() && !yielded.getDefiningOp<arith::TruncFOp>();
      bool rounds = isComputed && isRounding(result.getType());
      path.roundings += rounds;
      path.shareRoundings += rounds && path.isShare;
      paths[result] = path;
    }
  }

  /// Whatever moves data, and loops around generics.
  void visitAny(Operation *op) {
    Path path;
    for (Value operand : op->getOperands())
      path.include(paths.lookup(operand));
    for (Region &region : op->getRegions())
      region.walk([&](Operation *inner) {
        for (Value result : inner->getResults())
          path.include(paths.lookup(result));
      });
    for (Value result : op->getResults())
      paths[result] = path;
  }

  func::FuncOp function;
  ElementType narrowest;
  llvm::DenseMap<Value, Path> paths;
};
} // namespace

std::vector<data::ToleranceParams> oracle::toleranceOfResults(func::FuncOp function) {
  return ErrorModel(function).results();
}
