// lower-dots: spells kernel.dot as LLVM's intrinsics.
#include "passes/Lower/Passes.h"

#include "passes/Tile/DotProduct.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace aicc::lower {
#define GEN_PASS_DEF_LOWERDOTS
#include "passes/Lower/Passes.h.inc"
} // namespace aicc::lower

using namespace mlir;
using namespace aicc;

namespace {
class LowerDots : public lower::impl::LowerDotsBase<LowerDots> {
public:
  using Base::Base;

  void runOnOperation() override {
    SmallVector<kernel::DotOp> dots;
    getOperation().walk([&](kernel::DotOp dot) { dots.push_back(dot); });
    for (kernel::DotOp dot : dots)
      if (failed(replace(dot)))
        return signalPassFailure();
  }

private:
  static LogicalResult replace(kernel::DotOp dot) {
    auto type = cast<VectorType>(dot.getResult().getType());
    int64_t bits = type.getNumElements() * type.getElementTypeBitWidth();
    const tile::DotSpelling *spelling = tile::dotSpelling(dot.getInstruction(), bits);
    if (!spelling)
      return dot.emitError() << "no intrinsic is known for instruction \"" << dot.getInstruction() << "\" on registers of "
                             << bits << " bits";
    OpBuilder builder(dot);
    SmallVector<Value> operands = {dot.getLhs(), dot.getRhs()};
    if (spelling->isAdding)
      operands.insert(operands.begin(), dot.getAccumulator());
    Value result =
        LLVM::CallIntrinsicOp::create(builder, dot.getLoc(), type, builder.getStringAttr(spelling->intrinsic), operands)
            ->getResult(0);
    if (!spelling->isAdding)
      result = arith::AddIOp::create(builder, dot.getLoc(), dot.getAccumulator(), result);
    dot.replaceAllUsesWith(result);
    dot.erase();
    return success();
  }
};
} // namespace
