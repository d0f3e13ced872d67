// Prints kernels in the grammar `aicc-kernel/1`; see Identity.h.
#include "dialects/Kernel/Identity.h"

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
      "math.copysign",  "math.trunc"};
  return names;
}

bool aicc::kernel::isInGrammar(Operation *op) {
  return grammar().contains(op->getName().getStringRef()) && op->getNumResults() == 1;
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
  explicit Printer(KernelOp kernel) : kernel(kernel) {}

  FailureOr<std::string> print() {
    auto yield = cast<YieldOp>(kernel.getBody().front().getTerminator());
    std::string outs;
    for (Value result : yield.getValues())
      outs += "out " + nameOf(result) + "\n";
    if (failed(status))
      return failure();
    return "aicc-kernel/1\n" + dimLines + inLines + computationLines + outs;
  }

private:
  static std::string text(Type type) {
    std::string result;
    llvm::raw_string_ostream(result) << type;
    return result;
  }

  std::string extent(DimAttr dim) {
    if (!dim.isSymbol())
      return std::to_string(dim.getMin());
    return "[" + std::to_string(dim.getMin()) + ", " + std::to_string(dim.getMax()) + "] multiple " +
           std::to_string(dim.getMultiple());
  }

  /// Canonical names of dimensions, given on first appearance.
  std::string dimName(StringRef name) {
    auto [it, isNew] = dims.insert({name, dims.size()});
    std::string canonical = "d" + std::to_string(it->second);
    if (isNew)
      dimLines += "dim " + canonical + " " + extent(kernel.getDim(name)) + "\n";
    return canonical;
  }

  std::string expr(AffineExpr e, ArrayRef<StringRef> names) {
    if (auto dim = dyn_cast<AffineDimExpr>(e))
      return dimName(names[dim.getPosition()]);
    if (auto constant = dyn_cast<AffineConstantExpr>(e))
      return std::to_string(constant.getValue());
    auto binary = cast<AffineBinaryOpExpr>(e);
    const char *word = e.getKind() == AffineExprKind::Add        ? "+"
                       : e.getKind() == AffineExprKind::Mul      ? "*"
                       : e.getKind() == AffineExprKind::FloorDiv ? "/"
                       : e.getKind() == AffineExprKind::CeilDiv  ? "^/"
                                                                 : "%";
    return "(" + expr(binary.getLHS(), names) + word + expr(binary.getRHS(), names) + ")";
  }

  std::string access(AffineMap map, ArrayRef<StringRef> names) {
    auto parts = llvm::map_to_vector(map.getResults(), [&](AffineExpr e) { return expr(e, names); });
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
    std::string name = "a" + std::to_string(operands++);
    inLines += "in " + name + " " + text(type.getElementType());
    bool isWeight = !!kernel.getArgAttr(argument.getArgNumber(), kWeightAttr);
    auto sizes = llvm::map_to_vector(type.getShape(), [](int64_t size) {
      return ShapedType::isDynamic(size) ? std::string("?") : std::to_string(size);
    });
    inLines += " [" + llvm::join(sizes, ", ") + "]" + (isWeight ? " weight" : "") + "\n";
    return name;
  }

  /// Operand order of a contraction: the operand that carries the result's innermost dimension stands second.
  SmallVector<unsigned> operandOrder(Computation op) {
    auto order = llvm::to_vector(llvm::seq<unsigned>(0, op->getNumOperands()));
    AffineMap result = op.getResultAccess();
    if (op.getKind() != Kind::Contract || result.getNumResults() == 0)
      return order;
    auto innermost = dyn_cast<AffineDimExpr>(result.getResults().back());
    bool inFirst = innermost && op.getAccess(0).isFunctionOfDim(innermost.getPosition());
    bool inSecond = innermost && op.getAccess(1).isFunctionOfDim(innermost.getPosition());
    if (inFirst && !inSecond)
      std::swap(order[0], order[1]);
    return order;
  }

  std::string printComputation(Computation op) {
    SmallVector<StringRef> names = op.getDimNames();
    std::string result = access(op.getResultAccess(), names);
    SmallVector<std::string> inputs(op->getNumOperands());
    for (unsigned index : operandOrder(op)) {
      std::string operand = nameOf(op->getOperand(index));
      inputs[index] = operand + access(op.getAccess(index), names);
    }
    std::string head = stringifyKind(op.getKind()).str();
    if (auto combiner = op->getAttrOfType<CombinerAttr>("combiner"))
      head += " " + stringifyCombiner(combiner.getValue()).str();
    Type element = cast<RankedTensorType>(op->getResult(0).getType()).getElementType();
    std::string body = op.getBodyOrNull() ? printBody(*op.getBodyOrNull(), inputs) : product(op, inputs);
    std::string name = "c" + std::to_string(computations++);
    computationLines += name + " " + head + " " + text(element) + " " + result + " = " + body + "\n";
    return name;
  }

  std::string product(Computation op, ArrayRef<std::string> inputs) {
    SmallVector<unsigned> order = operandOrder(op);
    return inputs[order[0]] + " * " + inputs[order[1]];
  }

  std::string printBody(Block &body, ArrayRef<std::string> inputs) {
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
    std::string type = text(op->getResult(0).getType());
    if (auto constant = dyn_cast<arith::ConstantOp>(op))
      return type + ":" + bits(constant.getValue());
    SmallVector<std::string> operands =
        llvm::map_to_vector(op->getOperands(), [&](Value v) { return operandText.lookup(v); });
    if (op->hasTrait<OpTrait::IsCommutative>())
      llvm::sort(operands);
    std::string name = op->getName().stripDialect().str();
    if (auto cmp = dyn_cast<arith::CmpFOp>(op))
      name += "." + stringifyEnum(cmp.getPredicate()).str();
    if (auto cmp = dyn_cast<arith::CmpIOp>(op))
      name += "." + stringifyEnum(cmp.getPredicate()).str();
    bool isCast = op->getNumOperands() == 1 && op->getOperand(0).getType() != op->getResult(0).getType();
    std::string result = name + (isCast ? "." + type : "") + "(" + llvm::join(operands, ", ") + ")";
    return result.size() > kLongestExpression ? "#" + digest(result) : result;
  }

  static std::string bits(Attribute value) {
    llvm::APInt raw = isa<FloatAttr>(value) ? cast<FloatAttr>(value).getValue().bitcastToAPInt()
                                            : cast<IntegerAttr>(value).getValue();
    return "0x" + llvm::utohexstr(raw.getZExtValue(), /*LowerCase=*/true);
  }

  KernelOp kernel;
  llvm::MapVector<StringRef, unsigned> dims;
  DenseMap<Value, std::string> values;
  unsigned operands = 0, computations = 0;
  std::string dimLines, inLines, computationLines;
  LogicalResult status = success();
};
} // namespace

FailureOr<std::string> aicc::kernel::canonicalText(KernelOp kernel) { return Printer(kernel).print(); }
