// Bodies on scalars, widened to vectors; see ScalarBody.h.
#include "passes/Tile/ScalarBody.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace aicc;
using kernel::Combiner;

static Value widenConstant(OpBuilder &builder, arith::ConstantOp constant, VectorType type) {
  return arith::ConstantOp::create(builder, constant.getLoc(),
                                   DenseElementsAttr::get(type, cast<Attribute>(constant.getValue())));
}

/// Canonicalisation hoists constants out of bodies: what a body reads from outside is one scalar for all lanes.
static Value widenOperand(OpBuilder &builder, IRMapping &mapping, Value operand, int64_t lanes) {
  Value wide = mapping.lookupOrNull(operand);
  if (!wide) {
    wide = vector::BroadcastOp::create(builder, operand.getLoc(), VectorType::get(lanes, operand.getType()), operand);
    mapping.map(operand, wide);
  }
  return wide;
}

Value tile::widenBody(OpBuilder &builder, Block &body, ValueRange inputs, int64_t lanes,
                      function_ref<Value(kernel::IndexOp)> positions) {
  IRMapping mapping;
  mapping.map(body.getArguments(), inputs);
  for (Operation &op : body.without_terminator()) {
    auto type = VectorType::get(lanes, op.getResult(0).getType());
    if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
      mapping.map(op.getResult(0), widenConstant(builder, constant, type));
      continue;
    }
    if (auto index = dyn_cast<kernel::IndexOp>(op)) {
      mapping.map(op.getResult(0), positions(index));
      continue;
    }
    OperationState state(op.getLoc(), op.getName());
    for (Value operand : op.getOperands())
      state.operands.push_back(widenOperand(builder, mapping, operand, lanes));
    state.addAttributes(op.getAttrs());
    state.addTypes(type);
    mapping.map(op.getResult(0), builder.create(state)->getResult(0));
  }
  return widenOperand(builder, mapping, body.getTerminator()->getOperand(0), lanes);
}

Value tile::widen(OpBuilder &builder, Location loc, Value value, Type type) {
  if (value.getType() == type)
    return value;
  if (isa<FloatType>(getElementTypeOrSelf(type)))
    return arith::ExtFOp::create(builder, loc, type, value);
  return arith::ExtSIOp::create(builder, loc, type, value);
}

static vector::CombiningKind lanesKind(Combiner combiner) {
  using K = vector::CombiningKind;
  switch (combiner) {
  case Combiner::Add:
    return K::ADD;
  case Combiner::Mul:
    return K::MUL;
  case Combiner::MaximumF:
    return K::MAXIMUMF;
  case Combiner::MinimumF:
    return K::MINIMUMF;
  case Combiner::MaxNumF:
    return K::MAXNUMF;
  case Combiner::MinNumF:
    return K::MINNUMF;
  case Combiner::MaxSI:
    return K::MAXSI;
  case Combiner::MinSI:
    return K::MINSI;
  case Combiner::MaxUI:
    return K::MAXUI;
  case Combiner::MinUI:
    return K::MINUI;
  case Combiner::And:
    return K::AND;
  case Combiner::Or:
    return K::OR;
  case Combiner::Xor:
    return K::XOR;
  }
  llvm_unreachable("every combiner is listed");
}

Value tile::reduceLanes(OpBuilder &builder, Location loc, Combiner combiner, Value value) {
  // Floats are added in any order: one after the other, lanes would wait for each other. Maxima that pass over NaN never are NaN.
  bool hasOrder = isa<FloatType>(getElementTypeOrSelf(value)) && (combiner == Combiner::Add || combiner == Combiner::Mul);
  bool passesOverNaN = combiner == Combiner::MaxNumF || combiner == Combiner::MinNumF;
  auto flags = hasOrder ? arith::FastMathFlags::reassoc
                        : passesOverNaN ? arith::FastMathFlags::nnan : arith::FastMathFlags::none;
  return vector::ReductionOp::create(builder, loc, lanesKind(combiner), value, flags);
}
