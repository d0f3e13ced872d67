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
inline std::string matmul(int64_t m, int64_t n, int64_t k, const std::string &attributes = "{aicc.weight}",
                          const std::string &type = "f32") {
  std::string x = "tensor<" + std::to_string(m) + "x" + std::to_string(k) + "x" + type + ">";
  std::string w = "tensor<" + std::to_string(n) + "x" + std::to_string(k) + "x" + type + ">";
  std::string y = "tensor<" + std::to_string(m) + "x" + std::to_string(n) + "xf32>";
  return "func.func @main(%x: " + x + ", %w: " + w + " " + attributes + ") -> " + y +
         " {\n  %e = tensor.empty() : " + y +
         "\n  %z = arith.constant 0.0 : f32\n  %f = linalg.fill ins(%z : f32) outs(%e : " + y + ") -> " + y +
         "\n  %c = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, "
         "n, k) -> (n, k)>, "
         "affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : " +
         x + ", " + w + ") outs(%f : " + y + ") -> " + y + "\n  return %c : " + y + "\n}\n";
}

/// y[m, n] = sum over k of x[m, k] w[n, k], where w are codes of four bits, of which 32 share a scale.
inline std::string matmulOfCodes(int64_t m, int64_t n, int64_t k) {
  std::string text = R"(#whole = affine_map<(a, b, c) -> (a, b, c)>
#groups = affine_map<(a, b, c) -> (a, b)>
func.func @main(%x: tensor<MxKxbf16>, %q: tensor<NxGx32xi4> {aicc.weight}, %s: tensor<NxGxf16> {aicc.weight})
    -> tensor<MxNxf32> {
  %e = tensor.empty() : tensor<NxGx32xbf16>
  %g = linalg.generic {indexing_maps = [#whole, #groups, #whole], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<NxGx32xi4>, tensor<NxGxf16>) outs(%e : tensor<NxGx32xbf16>) {
  ^bb0(%c: i4, %f: f16, %o: bf16):
    %0 = arith.sitofp %c : i4 to f32
    %1 = arith.extf %f : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    %3 = arith.truncf %2 : f32 to bf16
    linalg.yield %3 : bf16
  } -> tensor<NxGx32xbf16>
  %w = tensor.collapse_shape %g [[0], [1, 2]] : tensor<NxGx32xbf16> into tensor<NxKxbf16>
  %i = tensor.empty() : tensor<MxNxf32>
  %z = arith.constant 0.0 : f32
  %n = linalg.fill ins(%z : f32) outs(%i : tensor<MxNxf32>) -> tensor<MxNxf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                      affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<MxKxbf16>, tensor<NxKxbf16>) outs(%n : tensor<MxNxf32>) -> tensor<MxNxf32>
  return %r : tensor<MxNxf32>
})";
  const std::pair<const char *, int64_t> extents[] = {{"<M", m}, {"<N", n}, {"xN", n}, {"xK", k}, {"xG", k / 32}};
  for (auto [name, extent] : extents)
    for (size_t at = 0; (at = text.find(name, at)) != std::string::npos;)
      text.replace(at + 1, 1, std::to_string(extent));
  return text;
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

/// Attention of one query of each of `heads` heads over `keys` keys of `kvHeads` heads, of `size` f32 elements each. Keys are
/// the values, too, where `values` is "%k".
inline std::string decode(int64_t heads, int64_t kvHeads, int64_t keys, int64_t size, std::string values = "%v") {
  auto type = [&](int64_t number, int64_t length) {
    return "tensor<1x" + std::to_string(number) + "x" + std::to_string(length) + "x" + std::to_string(size) + "xf32>";
  };
  std::string q = type(heads, 1), k = type(kvHeads, keys);
  return "func.func @main(%q: " + q + ", %k: " + k + ", %v: " + k + ") -> " + q +
         " {\n  %0 = graph.attention %q, %k, " + values + " {scale = 0.125 : f64} : " + q + ", " + k + ", " + k + " -> " + q +
         "\n  return %0 : " + q + "\n}\n";
}
} // namespace aicc::test

#endif // AICC_TEST_UNIT_TUNE_KERNELS_H
