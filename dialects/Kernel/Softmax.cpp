// See Softmax.h.
#include "dialects/Kernel/Softmax.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace aicc;
using kernel::Combiner;

bool kernel::isMaximum(Combiner combiner) { return combiner == Combiner::MaximumF || combiner == Combiner::MaxNumF; }

bool kernel::addsUp(Computation op) {
  auto combiner = op->getAttrOfType<CombinerAttr>("combiner");
  return op.getKind() == Kind::Contract || (combiner && combiner.getValue() == Combiner::Add);
}

/// `value` without a factor that is constant: powers of two take one.
static Value withoutFactor(Value value) {
  auto product = value.getDefiningOp<arith::MulFOp>();
  return product && matchPattern(product.getRhs(), m_Constant()) ? product.getLhs() : value;
}

arith::SubFOp kernel::differenceUnder(Operation *op) {
  if (!isa_and_nonnull<math::ExpOp, math::Exp2Op>(op))
    return {};
  return withoutFactor(op->getOperand(0)).getDefiningOp<arith::SubFOp>();
}
