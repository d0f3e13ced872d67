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
    getOperation().walk([&](kernel::CallOp call) { expand(call); });
    for (auto kernel : llvm::make_early_inc_range(getOperation().getOps<kernel::KernelOp>()))
      kernel.erase();
  }

  void expand(kernel::CallOp call) {
    auto kernel = getOperation().lookupSymbol<kernel::KernelOp>(call.getCallee());
    OpBuilder builder(call);
    call.replaceAllUsesWith(writeMeaning(builder, call.getLoc(), kernel, call.getInputs()));
    call.erase();
    ++numExpanded;
  }
};
} // namespace
