// Constants for each code, and linear bodies; see CodeTables.h.
#include "dialects/Kernel/CodeTables.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::kernel;

//===-- Constants for each code
//---------------------------------------------------------------------------------===//

CodeTables::CodeTables(Block &body, const llvm::SmallBitVector &isCode) {
  for (auto [index, argument] : llvm::enumerate(body.getArguments())) {
    if (!isCode[index])
      continue;
    CodeTable &table = tables[argument];
    table.argument = argument;
    for (unsigned code = 0; code < kCodes; ++code)
      table.values.push_back(IntegerAttr::get(argument.getType(), APInt(4, code)));
  }
  for (Operation &op : body.without_terminator())
    if (!isa<arith::ConstantOp>(op))
      tabulate(op);
}

const CodeTable *CodeTables::find(Value value) const {
  auto found = tables.find(value);
  return found == tables.end() ? nullptr : &found->second;
}

/// The argument whose code alone decides all operands of `op`, or null.
Value CodeTables::soleArgument(Operation &op) const {
  Value argument;
  for (Value operand : op.getOperands()) {
    const CodeTable *table = find(operand);
    if (!table && !matchPattern(operand, m_Constant()))
      return {};
    if (table && argument && argument != table->argument)
      return {};
    if (table)
      argument = table->argument;
  }
  return argument;
}

static Attribute evaluate(Operation &op, ArrayRef<Attribute> operands) {
  if (auto lookup = dyn_cast<LookupOp>(op))
    return cast<DenseElementsAttr>(lookup.getTable())
        .getValues<Attribute>()[cast<IntegerAttr>(operands[0]).getValue().getZExtValue() % kCodes];
  SmallVector<OpFoldResult> results;
  if (failed(op.fold(operands, results)) || results.size() != 1)
    return {};
  return dyn_cast<Attribute>(results[0]);
}

/// Enters the result of `op` where it is a constant for each code.
void CodeTables::tabulate(Operation &op) {
  CodeTable table;
  table.argument = soleArgument(op);
  for (unsigned code = 0; table.argument && code < kCodes; ++code) {
    SmallVector<Attribute> operands;
    for (Value operand : op.getOperands()) {
      Attribute constant;
      if (const CodeTable *known = find(operand))
        constant = known->values[code];
      else
        matchPattern(operand, m_Constant(&constant));
      operands.push_back(constant);
    }
    Attribute value = evaluate(op, operands);
    if (!isa_and_nonnull<IntegerAttr, FloatAttr>(value))
      return;
    table.values.push_back(value);
  }
  if (table.argument)
    tables[op.getResult(0)] = table;
}

//===-- Linear bodies
//-------------------------------------------------------------------------------------------===//

namespace {
/// Takes a body apart from its result back to the number of the code.
class LinearReader {
public:
  LinearReader(Block &body, unsigned code) : body(body), tables(body, marked(body, code)) { result.code = code; }

  std::optional<LinearBody> read() {
    Value value = body.getTerminator()->getOperand(0);
    Type element = value.getType();
    if (!isa<FloatType>(element) || element.isF64())
      return std::nullopt;
    if (auto rounding = value.getDefiningOp<arith::TruncFOp>(); rounding && !tables.find(value))
      value = rounding.getIn();
    const CodeTable *table = nullptr;
    while (!(table = tables.find(value)))
      if (!(value = stepBack(value)))
        return std::nullopt;
    std::reverse(result.steps.begin(), result.steps.end());
    return takeNumbers(*table, cast<FloatType>(element)) ? std::optional<LinearBody>(result) : std::nullopt;
  }

private:
  static llvm::SmallBitVector marked(Block &body, unsigned code) {
    llvm::SmallBitVector isCode(body.getNumArguments());
    isCode.set(code);
    return isCode;
  }

  /// True where the code takes part in `value`.
  bool dependsOnCode(Value value) {
    if (value == body.getArgument(result.code))
      return true;
    Operation *op = value.getDefiningOp();
    return op && op->getBlock() == &body &&
           llvm::any_of(op->getOperands(), [&](Value operand) { return dependsOnCode(operand); });
  }

  /// What the last step that made `value` was applied to, with the step noted; null where it is
  /// none of the steps.
  Value stepBack(Value value) {
    Operation *op = value.getDefiningOp();
    if (!op || op->getBlock() != &body)
      return {};
    if (isa<arith::MulFOp>(op))
      return noteCommutative(op, LinearBody::Does::Multiply);
    if (isa<arith::AddFOp>(op))
      return noteCommutative(op, LinearBody::Does::Add);
    if (isa<arith::SubFOp>(op))
      return note(op->getOperand(0), op->getOperand(1), LinearBody::Does::Subtract);
    if (auto conversion = dyn_cast<arith::SIToFPOp>(op))
      return stepBackInteger(conversion);
    return {};
  }

  Value noteCommutative(Operation *op, LinearBody::Does does) {
    bool isRight = dependsOnCode(op->getOperand(1));
    return note(op->getOperand(isRight), op->getOperand(!isRight), does);
  }

  Value note(Value number, Value other, LinearBody::Does does) {
    if (dependsOnCode(other) || (isa<FloatType>(other.getType()) && !other.getType().isF32()))
      return {};
    result.steps.push_back({does, other});
    return number;
  }

  /// A difference of a code and a zero point that cannot wrap: both have at most 8 bits in a wider
  /// type.
  Value stepBackInteger(arith::SIToFPOp conversion) {
    auto difference = conversion.getIn().getDefiningOp<arith::SubIOp>();
    if (!difference || conversion.getIn().getType().getIntOrFloatBitWidth() < 16)
      return {};
    const CodeTable *table = tables.find(difference.getLhs());
    Operation *zero = difference.getRhs().getDefiningOp();
    bool isNarrow = isa_and_nonnull<arith::ExtSIOp, arith::ExtUIOp>(zero) &&
                    zero->getOperand(0).getType().getIntOrFloatBitWidth() <= 8;
    if (!table || !isNarrow || !isSmall(*table))
      return {};
    return note(difference.getLhs(), difference.getRhs(), LinearBody::Does::Subtract);
  }

  static bool isSmall(const CodeTable &table) {
    return llvm::all_of(table.values,
                        [](Attribute value) { return cast<IntegerAttr>(value).getValue().abs().ult(256); });
  }

  /// The table in the result's type: exact, or rounded where nothing is subtracted from what was
  /// rounded.
  bool takeNumbers(const CodeTable &table, FloatType type) {
    for (Attribute value : table.values) {
      bool isInexact = false;
      APFloat number = APFloat::getZero(type.getFloatSemantics());
      if (auto integer = dyn_cast<IntegerAttr>(value)) {
        isInexact = number.convertFromAPInt(integer.getValue(), /*IsSigned=*/true, APFloat::rmNearestTiesToEven) !=
                    APFloat::opOK;
      } else {
        number = cast<FloatAttr>(value).getValue();
        number.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven, &isInexact);
      }
      if (!number.isFinite() || (isInexact && result.adds()))
        return false;
      result.numbers.push_back(FloatAttr::get(type, number));
    }
    return true;
  }

  Block &body;
  CodeTables tables;
  LinearBody result;
};
} // namespace

bool LinearBody::adds() const {
  return llvm::any_of(steps, [](const Step &step) { return step.does != Does::Multiply; });
}

/// True where `access` has no more than dimensions and quotients of dimensions.
static bool isOfGroups(AffineMap access) {
  return llvm::all_of(access.getResults(), [](AffineExpr expr) {
    auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
    return isa<AffineDimExpr>(expr) ||
           (binary && expr.getKind() == AffineExprKind::FloorDiv && isa<AffineDimExpr>(binary.getLHS()) &&
            isa<AffineConstantExpr>(binary.getRHS()));
  });
}

std::optional<LinearBody> kernel::linearBody(Block &body, unsigned code) { return LinearReader(body, code).read(); }

std::optional<LinearBody> kernel::linearBody(Computation op) {
  if (op.getKind() != Kind::Map)
    return std::nullopt;
  std::optional<unsigned> code;
  for (unsigned number = 0; number < op->getNumOperands(); ++number) {
    AffineMap access = op.getAccess(number);
    bool isWhole = access.isProjectedPermutation() && access.getNumResults() == access.getNumDims();
    bool isCode = isWhole && getElementTypeOrSelf(op->getOperand(number).getType()).isInteger(4);
    if ((isCode && code) || !isOfGroups(access))
      return std::nullopt;
    if (isCode)
      code = number;
  }
  return code ? linearBody(*op.getBodyOrNull(), *code) : std::nullopt;
}

/// The number of neighbours along dimension `dim` that share an element through `expr`; 0: all of
/// them.
static int64_t sharing(AffineExpr expr, unsigned dim) {
  if (!expr.isFunctionOfDim(dim))
    return 0;
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  auto by = binary ? dyn_cast<AffineConstantExpr>(binary.getRHS()) : AffineConstantExpr();
  return by && expr.getKind() == AffineExprKind::FloorDiv ? by.getValue() : 1;
}

int64_t kernel::groupAlong(Computation map, StringRef dim) {
  int64_t group = 0;
  SmallVector<StringRef> names = map.getDimNames();
  unsigned code = linearBody(map)->code, position = llvm::find(names, dim) - names.begin();
  for (unsigned number = 0; number < map->getNumOperands(); ++number)
    for (AffineExpr expr : map.getAccess(number).getResults())
      if (int64_t shared = sharing(expr, position); number != code && shared)
        group = group ? std::min(group, shared) : shared;
  return group;
}
