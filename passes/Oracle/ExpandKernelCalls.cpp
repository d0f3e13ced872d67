// expand-kernel-calls: what kernels compute, where they are called.
#include "passes/Oracle/KernelMeaning.h"
#include "passes/Oracle/Passes.h"

namespace aicc::oracle {
#define GEN_PASS_DEF_EXPANDKERNELCALLS
#include "passes/Oracle/Passes.h.inc"
} // namespace aicc::oracle

using namespace mlir;
using namespace aicc;
using namespace aicc::oracle;

namespace {
struct ExpandKernelCalls : oracle::impl::ExpandKernelCallsBase<ExpandKernelCalls> {
  void runOnOperation() override {
    SmallVector<kernel::CallOp> calls;
    getOperation().walk([&](kernel::CallOp call) { calls.push_back(call); });
    for (kernel::CallOp call : calls)
      if (failed(expand(call)))
        return signalPassFailure();
    for (auto kernel : llvm::make_early_inc_range(getOperation().getOps<kernel::KernelOp>()))
      kernel.erase();
  }

  LogicalResult expand(kernel::CallOp call) {
    auto isKnown = [](Type type) { return isa<RankedTensorType>(type) && cast<ShapedType>(type).hasStaticShape(); };
    if (!llvm::all_of(call->getOperandTypes(), isKnown))
      return call.emitError("expected a call on tensors of constant extents, which can be expanded; found another");
    auto kernel = getOperation().lookupSymbol<kernel::KernelOp>(call.getCallee());
    OpBuilder builder(call);
    call.replaceAllUsesWith(writeMeaning(builder, call.getLoc(), kernel, call.getInputs()));
    call.erase();
    ++numExpanded;
    return success();
  }
};
} // namespace
