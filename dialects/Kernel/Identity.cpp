// Prints kernels in the grammar `aicc-kernel/1`; see Identity.h.
#include "dialects/Kernel/Identity.h"
#include "dialects/Kernel/CanonicalOrder.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SHA256.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aicc::kernel;

/// Names of the grammar's body operations are MLIR's operation names of this list, without the dialect. Adding a name
/// is compatible; changing the meaning of one needs a new version of the grammar.
static const llvm::StringSet<> &grammar() {
  static const llvm::StringSet<> names = {
      "arith.addf",     "arith.subf",     "arith.mulf",      "arith.divf",     "arith.negf",    "arith.maximumf",
      "arith.minimumf", "arith.maxnumf",  "arith.minnumf",   "arith.extf",     "arith.truncf",  "arith.sitofp",
      "arith.uitofp",   "arith.fptosi",   "arith.fptoui",    "arith.cmpf",     "arith.cmpi",    "arith.select",
      "arith.addi",     "arith.subi",     "arith.muli",      "arith.divsi",    "arith.divui",   "arith.remsi",
      "arith.remui",    "arith.andi",     "arith.ori",       "arith.xori",     "arith.shli",    "arith.shrsi",
      "arith.shrui",    "arith.extsi",    "arith.extui",     "arith.trunci",   "arith.maxsi",   "arith.minsi",
      "arith.maxui",    "arith.minui",    "arith.bitcast",   "arith.constant", "math.exp",      "math.exp2",
      "math.log",       "math.log2",      "math.log1p",      "math.expm1",     "math.sqrt",     "math.rsqrt",
      "math.tanh",      "math.erf",       "math.absf",       "math.absi",      "math.powf",     "math.floor",
      "math.ceil",      "math.round",     "math.roundeven",  "math.sin",       "math.cos",      "math.fma",
      "math.copysign",  "math.trunc",    "kernel.lookup",  "kernel.index"};
  return names;
}

bool aicc::kernel::isInGrammar(Operation *op) {
  return grammar().contains(op->getName().getStringRef()) && op->getNumResults() == 1;
}

StringRef aicc::kernel::operationOf(StringRef word) {
  for (const auto &entry : grammar())
    if (entry.getKey().split('.').second == word)
      return entry.getKey();
  return {};
}

std::string aicc::kernel::digest(StringRef text) {
  auto hash = llvm::SHA256::hash(ArrayRef<uint8_t>(text.bytes_begin(), text.size()));
  return llvm::toHex(hash, /*LowerCase=*/true);
}

namespace {
/// Longer expressions are replaced by their digest, so that shared subexpressions cannot make the print explode.
constexpr size_t kLongestExpression = 2000;

class Printer {
public:
  explicit Printer(KernelOp kernel) : kernel(kernel), order(kernel) {}

  FailureOr<CanonicalKernel> print() {
    auto yield = cast<YieldOp>(kernel.getBody().front().getTerminator());
    std::string outs;
    for (Value result : yield.getValues())
      outs += "out " + nameOf(result) + "\n";
    for (BlockArgument argument : kernel.getBody().getArguments())
      nameOf(argument);
    if (failed(status))
      return failure();
    return CanonicalKernel{(kGrammarVersion + "\n" + dimLines + inLines + computationLines + outs).str(),
                           std::move(operands), namesOfDims(), std::move(labels)};
  }

private:
  std::vector<std::string> namesOfDims() {
    std::vector<std::string> names;
    for (auto &[name, number] : dims)
      names.push_back(name.str());
    return names;
  }

  static std::string text(Type type) {
    std::string result;
    llvm::raw_string_ostream(result) << type;
    return result;
  }

  std::string extent(DimAttr dim) {
    if (!dim.isSymbol())
      return std::to_string(dim.getMin());
    // The smallest and largest value that occurs, so that loose bounds make no other kernel.
    int64_t multiple = dim.getMultiple();
    return "[" + std::to_string(llvm::alignTo(dim.getMin(), multiple)) + ", " +
           std::to_string(dim.getMax() / multiple * multiple) + "] multiple " + std::to_string(multiple);
  }

  /// Canonical names of dimensions, given on first appearance.
  std::string dimName(StringRef name) {
    auto [it, isNew] = dims.insert({name, dims.size()});
    std::string canonical = "d" + std::to_string(it->second);
    if (isNew)
      dimLines += "dim " + canonical + " " + extent(kernel.getDim(name)) + "\n";
    return canonical;
  }

  std::string expr(Computation op, AffineExpr e) {
    if (auto dim = dyn_cast<AffineDimExpr>(e))
      return dimName(op.getDimNames()[dim.getPosition()]);
    if (auto constant = dyn_cast<AffineConstantExpr>(e))
      return std::to_string(constant.getValue());
    auto [lhs, rhs] = order.sides(op, cast<AffineBinaryOpExpr>(e));
    const char *word = e.getKind() == AffineExprKind::Add        ? "+"
                       : e.getKind() == AffineExprKind::Mul      ? "*"
                       : e.getKind() == AffineExprKind::FloorDiv ? "/"
                       : e.getKind() == AffineExprKind::CeilDiv  ? "^/"
                                                                 : "%";
    std::string left = expr(op, lhs);
    return "(" + left + word + expr(op, rhs) + ")";
  }

  std::string access(Computation op, AffineMap map) {
    auto parts = llvm::map_to_vector(map.getResults(), [&](AffineExpr e) { return expr(op, e); });
    return "[" + llvm::join(parts, ", ") + "]";
  }

  /// The canonical name of a tensor: an operand or a computation's result, printed on first use.
  std::string nameOf(Value value) {
    auto found = values.find(value);
    if (found != values.end())
      return found->second;
    auto argument = dyn_cast<BlockArgument>(value);
    std::string name = argument ? printOperand(argument) : printComputation(value.getDefiningOp<Computation>());
    values[value] = name;
    return name;
  }

  std::string printOperand(BlockArgument argument) {
    auto type = cast<RankedTensorType>(argument.getType());
    std::string name = "a" + std::to_string(operands.size());
    operands.push_back(argument.getArgNumber());
    inLines += "in " + name + " " + text(type.getElementType());
    bool isWeight = !!kernel.getArgAttr(argument.getArgNumber(), kWeightAttr);
    auto sizes = llvm::map_to_vector(type.getShape(), [](int64_t size) {
      return ShapedType::isDynamic(size) ? std::string("?") : std::to_string(size);
    });
    inLines += " [" + llvm::join(sizes, ", ") + "]" + (isWeight ? " weight" : "") + "\n";
    return name;
  }

  std::string printComputation(Computation op) {
    std::string result = access(op, op.getResultAccess());
    SmallVector<std::string> inputs(op->getNumOperands());
    for (unsigned index : order.inputs(op)) {
      std::string operand = nameOf(op->getOperand(index));
      inputs[index] = operand + access(op, op.getAccess(index));
    }
    std::string head = stringifyKind(op.getKind()).str();
    if (auto combiner = op->getAttrOfType<CombinerAttr>("combiner"))
      head += " " + stringifyCombiner(combiner.getValue()).str();
    Type element = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
    std::string body = op.getBodyOrNull() ? printBody(op, inputs) : product(op, inputs);
    std::string name = "c" + std::to_string(labels.size());
    labels.push_back(op.getLabel().str());
    computationLines += name + " " + head + " " + text(element) + " " + result + " = " + body + "\n";
    return name;
  }

  std::string product(Computation op, ArrayRef<std::string> inputs) {
    auto contraction = cast<ContractOp>(op);
    auto factor = [&](unsigned side) {
      return (contraction.isUnsigned(side) ? "unsigned " : "") + inputs[side];
    };
    SmallVector<unsigned> sides = order.inputs(op);
    return factor(sides[0]) + " * " + factor(sides[1]);
  }

  std::string printBody(Computation computation, ArrayRef<std::string> inputs) {
    Block &body = *computation.getBodyOrNull();
    DenseMap<Value, std::string> text;
    for (auto [argument, input] : llvm::zip(body.getArguments(), inputs))
      text[argument] = input;
    for (Operation &op : body.without_terminator()) {
      if (!isInGrammar(&op)) {
        status = op.emitOpError("is not in the kernel grammar aicc-kernel/1");
        return "";
      }
      text[op.getResult(0)] = printScalarOp(&op, text);
    }
    return text.lookup(body.getTerminator()->getOperand(0));
  }

  std::string printScalarOp(Operation *op, DenseMap<Value, std::string> &operandText) {
    if (isa<arith::ConstantOp>(op))
      return scalarWord(op);
    if (auto index = dyn_cast<IndexOp>(op))
      return scalarWord(op) + "(" + dimName(index.getDim()) + ")";
    SmallVector<std::string> operands =
        llvm::map_to_vector(op->getOperands(), [&](Value v) { return operandText.lookup(v); });
    if (op->hasTrait<OpTrait::IsCommutative>())
      llvm::sort(operands);
    std::string result = scalarWord(op) + "(" + llvm::join(operands, ", ") + ")";
    return result.size() > kLongestExpression ? "#" + digest(result) : result;
  }

  KernelOp kernel;
  CanonicalOrder order;
  llvm::MapVector<StringRef, unsigned> dims;
  DenseMap<Value, std::string> values;
  SmallVector<unsigned> operands; ///< kernel arguments by canonical number
  std::vector<std::string> labels;    ///< of computations by canonical number
  std::string dimLines, inLines, computationLines;
  LogicalResult status = success();
};
} // namespace

FailureOr<CanonicalKernel> aicc::kernel::canonicalise(KernelOp kernel) { return Printer(kernel).print(); }

FailureOr<std::string> aicc::kernel::canonicalText(KernelOp kernel) {
  FailureOr<CanonicalKernel> canonical = canonicalise(kernel);
  if (failed(canonical))
    return failure();
  return canonical->text;
}
