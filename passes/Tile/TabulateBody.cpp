// Bodies on codes of four bits; see ScalarBody.h.
#include "dialects/Kernel/CodeTables.h"
#include "passes/Tile/ScalarBody.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;

namespace {
class Tabulator {
public:
  Tabulator(OpBuilder &builder, Block &body, ValueRange inputs, const llvm::SmallBitVector &isCode, int64_t lanes)
      : builder(builder), body(body), lanes(lanes), tables(body, isCode) {
    for (auto [index, argument] : llvm::enumerate(body.getArguments()))
      (isCode[index] ? codes : wide)[argument] = inputs[index];
  }

  Value run() {
    for (Operation &op : body.without_terminator())
      if (!isa<arith::ConstantOp>(op) && !tables.find(op.getResult(0)))
        emit(op);
    return widened(body.getTerminator()->getOperand(0));
  }

private:
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
    if (const kernel::CodeTable *table = tables.find(value)) {
      auto entries = RankedTensorType::get(kernel::kCodes, value.getType());
      result = kernel::LookupOp::create(builder, value.getLoc(), type, codes.lookup(table->argument),
                                        DenseElementsAttr::get(entries, table->values));
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
  kernel::CodeTables tables;
};
} // namespace

Value tile::widenTabulated(OpBuilder &builder, Block &body, ValueRange inputs, const llvm::SmallBitVector &isCode,
                           int64_t lanes) {
  return Tabulator(builder, body, inputs, isCode, lanes).run();
}
