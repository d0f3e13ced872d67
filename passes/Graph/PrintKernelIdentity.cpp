// print-kernel-identity: reports which problem each kernel is for the tuner.
#include "dialects/Kernel/Identity.h"
#include "passes/Graph/Passes.h"

namespace aicc::graph {
#define GEN_PASS_DEF_PRINTKERNELIDENTITY
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;

namespace {
class PrintKernelIdentity : public graph::impl::PrintKernelIdentityBase<PrintKernelIdentity> {
public:
  using Base::Base;

  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<kernel::KernelOp>())
      if (failed(report(kernel)))
        signalPassFailure();
    markAllAnalysesPreserved();
  }

private:
  LogicalResult report(kernel::KernelOp kernel) {
    FailureOr<std::string> canonical = kernel::canonicalText(kernel);
    if (failed(canonical))
      return failure();
    InFlightDiagnostic remark = kernel.emitRemark() << "kernel " << kernel.getSymName() << " has identity "
                                                    << kernel::digest(*canonical);
    if (text)
      remark.attachNote() << *canonical;
    return success();
  }
};
} // namespace
