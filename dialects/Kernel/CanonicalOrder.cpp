// Structural keys and the orders made of them; see CanonicalOrder.h.
#include "dialects/Kernel/CanonicalOrder.h"
#include "dialects/Kernel/Identity.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace aicc::kernel;

static std::string textOf(Type type) {
  std::string result;
  llvm::raw_string_ostream(result) << type;
  return result;
}

static std::string bits(Attribute value) {
  llvm::APInt raw =
      isa<FloatAttr>(value) ? cast<FloatAttr>(value).getValue().bitcastToAPInt() : cast<IntegerAttr>(value).getValue();
  return "0x" + llvm::toString(raw, 16, /*Signed=*/false, /*formatAsCLiteral=*/false, /*UpperCase=*/false);
}

std::string aicc::kernel::scalarWord(Operation *op) {
  std::string type = textOf(op->getResult(0).getType());
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return type + ":" + bits(constant.getValue());
  std::string name = op->getName().stripDialect().str();
  if (auto cmp = dyn_cast<arith::CmpFOp>(op))
    name += "." + stringifyEnum(cmp.getPredicate()).str();
  if (auto cmp = dyn_cast<arith::CmpIOp>(op))
    name += "." + stringifyEnum(cmp.getPredicate()).str();
  if (auto lookup = dyn_cast<LookupOp>(op)) {
    auto values = cast<DenseElementsAttr>(lookup.getTable()).getValues<Attribute>();
    return name + "." + type + "{" + llvm::join(llvm::map_range(values, bits), ", ") + "}";
  }
  if (isa<IndexOp>(op))
    return name + "." + type;
  bool isCast = op->getNumOperands() == 1 && op->getOperand(0).getType() != op->getResult(0).getType();
  return name + (isCast ? "." + type : "");
}

/// The number of dimension `name` of `op`.
static unsigned positionOf(Computation op, StringRef name) {
  SmallVector<StringRef> names = op.getDimNames();
  return llvm::find(names, name) - names.begin();
}

//===-- Keys ----------------------------------------------------------------------------------------------------===//

/// Result dimensions by their place in the result, reduced ones by their extent.
std::string CanonicalOrder::dimKey(Computation op, unsigned dim) {
  for (auto [place, expr] : llvm::enumerate(op.getResultAccess().getResults()))
    if (expr == getAffineDimExpr(dim, op->getContext()))
      return "r" + std::to_string(place);
  std::string result;
  llvm::raw_string_ostream os(result);
  os << "x";
  if (DimAttr attr = kernel.getDim(op.getDimNames()[dim]))
    os << attr.getMin() << "-" << attr.getMax() << "/" << attr.getMultiple();
  return result;
}

std::string CanonicalOrder::exprKey(Computation op, AffineExpr expr) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dimKey(op, dim.getPosition());
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return std::to_string(constant.getValue());
  auto [lhs, rhs] = sides(op, cast<AffineBinaryOpExpr>(expr));
  return "(" + exprKey(op, lhs) + " " + std::to_string(unsigned(expr.getKind())) + " " + exprKey(op, rhs) + ")";
}

std::pair<AffineExpr, AffineExpr> CanonicalOrder::sides(Computation op, AffineBinaryOpExpr expr) {
  AffineExpr lhs = expr.getLHS(), rhs = expr.getRHS();
  bool mayDiffer = expr.getKind() == AffineExprKind::Add || expr.getKind() == AffineExprKind::Mul;
  if (mayDiffer && !isa<AffineConstantExpr>(rhs) && exprKey(op, rhs) < exprKey(op, lhs))
    std::swap(lhs, rhs);
  return {lhs, rhs};
}

std::string CanonicalOrder::inputKey(Computation op, unsigned input) {
  auto indices = llvm::map_to_vector(op.getAccess(input).getResults(), [&](AffineExpr e) { return exprKey(op, e); });
  return tensorKey(op->getOperand(input)) + "[" + llvm::join(indices, ", ") + "]";
}

/// Computations sort before operands of the kernel, so that those of a contraction are numbered before its epilogue's.
std::string CanonicalOrder::tensorKey(Value tensor) {
  auto found = tensors.find(tensor);
  if (found != tensors.end())
    return found->second;
  std::string key;
  if (auto argument = dyn_cast<BlockArgument>(tensor))
    key = "1 " + textOf(argument.getType()) +
          (kernel.getArgAttr(argument.getArgNumber(), kWeightAttr) ? " weight" : "");
  else
    key = "0 " + digest(computationKey(tensor.getDefiningOp<Computation>()));
  return tensors[tensor] = key;
}

std::string CanonicalOrder::computationKey(Computation op) {
  std::string key = stringifyKind(op.getKind()).str() + " " + textOf(op->getResult(0).getType());
  if (auto combiner = op->getAttrOfType<CombinerAttr>("combiner"))
    key += " " + stringifyCombiner(combiner.getValue()).str();
  if (Block *body = op.getBodyOrNull())
    return key + " " + bodyKeys(op, *body).lookup(body->getTerminator()->getOperand(0));
  auto contraction = cast<ContractOp>(op);
  for (unsigned input : contractInputs(op))
    key += (contraction.isUnsigned(input) ? " unsigned " : " ") + inputKey(op, input);
  return key;
}

CanonicalOrder::Keys CanonicalOrder::bodyKeys(Computation op, Block &body) {
  Keys keys;
  for (auto [index, argument] : llvm::enumerate(body.getArguments()))
    keys[argument] = inputKey(op, index);
  for (Operation &each : body.without_terminator()) {
    auto parts = llvm::map_to_vector(each.getOperands(), [&](Value operand) { return keys.lookup(operand); });
    if (each.hasTrait<OpTrait::IsCommutative>())
      llvm::sort(parts);
    if (auto index = dyn_cast<IndexOp>(each))
      parts.push_back(dimKey(op, positionOf(op, index.getDim())));
    if (each.getNumResults() == 1)
      keys[each.getResult(0)] = "2 " + digest(each.getName().getStringRef().str() + llvm::join(parts, ", ") +
                                             (isInGrammar(&each) ? scalarWord(&each) : ""));
  }
  return keys;
}

//===-- Orders --------------------------------------------------------------------------------------------------===//

SmallVector<unsigned> CanonicalOrder::inputs(Computation op) {
  Block *body = op.getBodyOrNull();
  return body ? bodyInputs(op, *body) : contractInputs(op);
}

SmallVector<unsigned> CanonicalOrder::contractInputs(Computation op) {
  AffineMap result = op.getResultAccess();
  bool inFirst = false, inSecond = false;
  if (result.getNumResults())
    if (auto innermost = dyn_cast<AffineDimExpr>(result.getResults().back())) {
      inFirst = op.getAccess(0).isFunctionOfDim(innermost.getPosition());
      inSecond = op.getAccess(1).isFunctionOfDim(innermost.getPosition());
    }
  bool isSwapped = inFirst != inSecond ? inFirst : inputKey(op, 1) < inputKey(op, 0);
  return isSwapped ? SmallVector<unsigned>{1, 0} : SmallVector<unsigned>{0, 1};
}

SmallVector<unsigned> CanonicalOrder::bodyInputs(Computation op, Block &body) {
  Keys keys = bodyKeys(op, body);
  llvm::SmallSetVector<Value, 16> seen;
  llvm::SmallSetVector<unsigned, 4> order;
  auto visit = [&](auto &self, Value value) -> void {
    if (!seen.insert(value))
      return;
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      order.insert(argument.getArgNumber());
      return;
    }
    SmallVector<Value> operands(value.getDefiningOp()->getOperands());
    bool isCommutative = value.getDefiningOp()->hasTrait<OpTrait::IsCommutative>();
    if (isCommutative && keys.lookup(operands[1]) < keys.lookup(operands[0]))
      std::swap(operands[0], operands[1]);
    for (Value operand : operands)
      self(self, operand);
  };
  visit(visit, body.getTerminator()->getOperand(0));
  for (unsigned input = 0; input < op->getNumOperands(); ++input)
    order.insert(input);
  return order.takeVector();
}
