// Kernels for tests of the tuner, from a module's text to a legal space.
#ifndef AICC_TEST_UNIT_TUNE_KERNELS_H
#define AICC_TEST_UNIT_TUNE_KERNELS_H

#include "autotune/Space/LegalSpace.h"
#include "compiler/Driver/Compiler.h"
#include "mlir/Parser/Parser.h"
#include <gtest/gtest.h>

namespace aicc::test {
/// The first kernel of a module, with everything that it refers to.
class OneKernel {
public:
  /// Fails the test where `text` cannot be compiled for the shipped device `target`.
  explicit OneKernel(llvm::StringRef text, llvm::StringRef target = "amd-zen5", int64_t threads = 0) {
    mlir::DialectRegistry registry;
    registerPipelineDialects(registry);
    context = std::make_unique<mlir::MLIRContext>(registry, mlir::MLIRContext::Threading::DISABLED);
    driver::CompileOptions options;
    options.target = target.str(), options.threads = threads;
    compilation = std::make_unique<driver::Compilation>(*context, options);
    compilation->adopt(mlir::parseSourceString<mlir::ModuleOp>(text, context.get()), "test");
    std::string fault = llvm::toString(compilation->runUntil(Phase::Graph));
    EXPECT_EQ(fault, "");
    kernel = *compilation->getModule().getOps<kernel::KernelOp>().begin();
    space = std::make_unique<autotune::LegalSpace>(kernel, compilation->getDevice(), compilation->getTarget(), threads);
  }

  std::unique_ptr<mlir::MLIRContext> context;
  std::unique_ptr<driver::Compilation> compilation;
  kernel::KernelOp kernel;
  std::unique_ptr<autotune::LegalSpace> space;
};

/// y[m, n] = sum over k of x[m, k] w[n, k], with or without `attributes` of w.
inline std::string matmul(int64_t m, int64_t n, int64_t k, const std::string &attributes = "{aicc.weight}") {
  std::string x = "tensor<" + std::to_string(m) + "x" + std::to_string(k) + "xf32>";
  std::string w = "tensor<" + std::to_string(n) + "x" + std::to_string(k) + "xf32>";
  std::string y = "tensor<" + std::to_string(m) + "x" + std::to_string(n) + "xf32>";
  return "func.func @main(%x: " + x + ", %w: " + w + " " + attributes + ") -> " + y +
         " {\n  %e = tensor.empty() : " + y +
         "\n  %z = arith.constant 0.0 : f32\n  %f = linalg.fill ins(%z : f32) outs(%e : " + y + ") -> " + y +
         "\n  %c = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, "
         "n, k) -> (n, k)>, "
         "affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : " +
         x + ", " + w + ") outs(%f : " + y + ") -> " + y + "\n  return %c : " + y + "\n}\n";
}

/// A row's sum, which no contraction's knobs describe.
inline std::string rowSum() {
  return R"(func.func @main(%x: tensor<64x512xf32>) -> tensor<64xf32> {
  %e = tensor.empty() : tensor<64xf32>
  %z = arith.constant 0.0 : f32
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<64xf32>) -> tensor<64xf32>
  %r = linalg.reduce ins(%x : tensor<64x512xf32>) outs(%f : tensor<64xf32>) dimensions = [1]
    (%a: f32, %b: f32) { %s = arith.addf %a, %b : f32 linalg.yield %s : f32 }
  return %r : tensor<64xf32>
})";
}
} // namespace aicc::test

#endif // AICC_TEST_UNIT_TUNE_KERNELS_H
