// lower-tosa: runs upstream's lowering of TOSA where a module holds any.
#include "passes/Graph/Passes.h"

#include "mlir/Conversion/TosaToArith/TosaToArith.h"
#include "mlir/Conversion/TosaToLinalg/TosaToLinalg.h"
#include "mlir/Conversion/TosaToTensor/TosaToTensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

namespace aicc::graph {
#define GEN_PASS_DEF_LOWERTOSA
#include "passes/Graph/Passes.h.inc"
} // namespace aicc::graph

using namespace mlir;
using namespace aicc;

namespace {
class LowerTosa : public graph::impl::LowerTosaBase<LowerTosa> {
public:
  using Base::Base;

  void getDependentDialects(DialectRegistry &registry) const override {
    Base::getDependentDialects(registry);
    lowering().getDependentDialects(registry);
  }

  void runOnOperation() override {
    int64_t found = 0;
    getOperation().walk([&](Operation *op) { found += isTosa(op); });
    numTosa += found;
    OpPassManager pipeline = lowering();
    if (found && failed(runPipeline(pipeline, getOperation())))
      signalPassFailure();
  }

private:
  static bool isTosa(Operation *op) {
    return op->getName().getDialectNamespace() == tosa::TosaDialect::getDialectNamespace();
  }

  /// Without upstream's validation: it asks for a TOSA profile, which graphs do not carry.
  static OpPassManager lowering() {
    OpPassManager pipeline(ModuleOp::getOperationName());
    tosa::addTosaToLinalgPasses(pipeline, TosaToLinalgOptions(), TosaToLinalgNamedOptions(),
                                /*validationOptions=*/std::nullopt);
    pipeline.addNestedPass<func::FuncOp>(createTosaToTensorPass());
    TosaToArithPassOptions arith;
    arith.includeApplyRescale = true;
    pipeline.addNestedPass<func::FuncOp>(createTosaToArithPass(arith));
    // Takes along constants that nothing reads any more.
    pipeline.addNestedPass<func::FuncOp>(createCanonicalizerPass());
    return pipeline;
  }
};
} // namespace
