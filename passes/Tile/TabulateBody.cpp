// Bodies on codes of four bits; see ScalarBody.h.
#include "passes/Tile/ScalarBody.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;

namespace {
/// Codes that four bits can be.
constexpr unsigned kCodes = 16;

/// What a value is for each code of one argument.
struct Table {
  Value argument;
  SmallVector<Attribute> values;
};

class Tabulator {
public:
  Tabulator(OpBuilder &builder, Block &body, ValueRange inputs, const llvm::SmallBitVector &isCode, int64_t lanes)
      : builder(builder), body(body), lanes(lanes) {
    for (auto [index, argument] : llvm::enumerate(body.getArguments())) {
      if (!isCode[index]) {
        wide[argument] = inputs[index];
        continue;
      }
      Table &table = tables[argument];
      table.argument = argument;
      for (unsigned code = 0; code < kCodes; ++code)
        table.values.push_back(IntegerAttr::get(argument.getType(), APInt(4, code)));
      codes[argument] = inputs[index];
    }
  }

  Value run() {
    for (Operation &op : body.without_terminator())
      if (!isa<arith::ConstantOp>(op) && !tabulate(op))
        emit(op);
    return widened(body.getTerminator()->getOperand(0));
  }

private:
  /// The argument whose code alone decides all operands of `op`, or null.
  Value soleArgument(Operation &op) {
    Value argument;
    for (Value operand : op.getOperands()) {
      auto found = tables.find(operand);
      if (found == tables.end() && !matchPattern(operand, m_Constant()))
        return {};
      if (found != tables.end() && argument && argument != found->second.argument)
        return {};
      if (found != tables.end())
        argument = found->second.argument;
    }
    return argument;
  }

  Attribute operandFor(Value operand, unsigned code) {
    auto found = tables.find(operand);
    if (found != tables.end())
      return found->second.values[code];
    Attribute constant;
    matchPattern(operand, m_Constant(&constant));
    return constant;
  }

  static Attribute evaluate(Operation &op, ArrayRef<Attribute> operands) {
    if (auto lookup = dyn_cast<kernel::LookupOp>(op))
      return cast<DenseElementsAttr>(lookup.getTable())
          .getValues<Attribute>()[cast<IntegerAttr>(operands[0]).getValue().getZExtValue() % kCodes];
    SmallVector<OpFoldResult> results;
    if (failed(op.fold(operands, results)) || results.size() != 1)
      return {};
    return dyn_cast<Attribute>(results[0]);
  }

  /// True where `op` is a constant for each code.
  bool tabulate(Operation &op) {
    Table table;
    table.argument = soleArgument(op);
    for (unsigned code = 0; table.argument && code < kCodes; ++code) {
      SmallVector<Attribute> operands =
          llvm::map_to_vector(op.getOperands(), [&](Value operand) { return operandFor(operand, code); });
      Attribute value = evaluate(op, operands);
      if (!isa_and_nonnull<IntegerAttr, FloatAttr>(value))
        return false;
      table.values.push_back(value);
    }
    if (table.argument)
      tables[op.getResult(0)] = table;
    return bool(table.argument);
  }

  void emit(Operation &op) {
    OperationState state(op.getLoc(), op.getName());
    for (Value operand : op.getOperands())
      state.operands.push_back(widened(operand));
    state.addAttributes(op.getAttrs());
    state.addTypes(VectorType::get(lanes, op.getResult(0).getType()));
    wide[op.getResult(0)] = builder.create(state)->getResult(0);
  }

  /// `value` for all lanes: looked up, repeated, or computed before.
  Value widened(Value value) {
    Value &result = wide[value];
    if (result)
      return result;
    auto type = VectorType::get(lanes, value.getType());
    Attribute constant;
    if (auto found = tables.find(value); found != tables.end()) {
      auto entries = RankedTensorType::get(kCodes, value.getType());
      result = kernel::LookupOp::create(builder, value.getLoc(), type, codes.lookup(found->second.argument),
                                        DenseElementsAttr::get(entries, found->second.values));
    } else if (matchPattern(value, m_Constant(&constant))) {
      result = arith::ConstantOp::create(builder, value.getLoc(), DenseElementsAttr::get(type, constant));
    } else {
      result = vector::BroadcastOp::create(builder, value.getLoc(), type, value);
    }
    return result;
  }

  OpBuilder &builder;
  Block &body;
  int64_t lanes;
  DenseMap<Value, Value> wide, codes;
  DenseMap<Value, Table> tables;
};
} // namespace

Value tile::widenTabulated(OpBuilder &builder, Block &body, ValueRange inputs, const llvm::SmallBitVector &isCode,
                           int64_t lanes) {
  return Tabulator(builder, body, inputs, isCode, lanes).run();
}
