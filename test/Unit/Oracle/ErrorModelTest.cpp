// Which roundings of a graph a kernel may leave out: those of numbers made of codes that a contraction multiplies by.
#include "compiler/Oracle/ErrorModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace aicc;

namespace {
/// A product of %x with values that `body` makes of %q (of element type `code`) and %s, rounded to bf16; the result of
/// the product is rounded too, and so are the values where `returnsValues`.
data::ToleranceParams paramsOf(const std::string &code, bool returnsValues) {
  MLIRContext context;
  context.loadDialect<arith::ArithDialect, func::FuncDialect, linalg::LinalgDialect, tensor::TensorDialect>();
  std::string convert = code == "bf16" ? "extf" : "sitofp";
  std::string source = R"(
#nk = affine_map<(n, k) -> (n, k)>
func.func @main(%x: tensor<2x8xbf16>, %q: tensor<4x8xCODE>, %s: tensor<4x8xf32>) -> TYPE {
  %ew = tensor.empty() : tensor<4x8xbf16>
  %w = linalg.generic {indexing_maps = [#nk, #nk, #nk], iterator_types = ["parallel", "parallel"]}
      ins(%q, %s : tensor<4x8xCODE>, tensor<4x8xf32>) outs(%ew : tensor<4x8xbf16>) {
  ^bb0(%a: CODE, %b: f32, %o: bf16):
    %c = arith.CONVERT %a : CODE to f32
    %d = arith.mulf %c, %b : f32
    %e = arith.truncf %d : f32 to bf16
    linalg.yield %e : bf16
  } -> tensor<4x8xbf16>
  %zero = arith.constant 0.0 : f32
  %ey = tensor.empty() : tensor<2x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%ey : tensor<2x4xf32>) -> tensor<2x4xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                        affine_map<(m, n, k) -> (m, n)>],
                       iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<2x8xbf16>, tensor<4x8xbf16>) outs(%f : tensor<2x4xf32>) {
  ^bb0(%a: bf16, %b: bf16, %c: f32):
    %d = arith.extf %a : bf16 to f32
    %e = arith.extf %b : bf16 to f32
    %g = arith.mulf %d, %e : f32
    %h = arith.addf %c, %g : f32
    linalg.yield %h : f32
  } -> tensor<2x4xf32>
  return RESULT : TYPE
})";
  auto replace = [&](const std::string &word, const std::string &by) {
    for (size_t at = 0; (at = source.find(word, at)) != std::string::npos; at += by.size())
      source.replace(at, word.size(), by);
  };
  replace("CODE", code);
  replace("CONVERT", convert);
  replace("TYPE", returnsValues ? "tensor<4x8xbf16>" : "tensor<2x4xf32>");
  replace("RESULT", returnsValues ? "%w" : "%y");
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(source, &context);
  EXPECT_TRUE(module);
  return oracle::toleranceOfResults(*module->getOps<func::FuncOp>().begin()).front();
}

TEST(ErrorModelTest, RoundingOfWeightsMadeOfCodesIsOptional) {
  for (const char *code : {"i4", "i8"}) {
    data::ToleranceParams params = paramsOf(code, /*returnsValues=*/false);
    EXPECT_EQ(params.optionalRoundings, 1) << code;
    EXPECT_EQ(params.roundings, 1) << code;
    EXPECT_EQ(params.reductionLength, 8) << code;
  }
}

// They have been rounded before; nothing says that a kernel sees them exactly.
TEST(ErrorModelTest, RoundingOfOtherValuesIsNot) {
  data::ToleranceParams params = paramsOf("bf16", /*returnsValues=*/false);
  EXPECT_EQ(params.optionalRoundings, 0);
  EXPECT_EQ(params.roundings, 2);
}

TEST(ErrorModelTest, RoundingOfResultsIsNot) {
  data::ToleranceParams params = paramsOf("i4", /*returnsValues=*/true);
  EXPECT_EQ(params.optionalRoundings, 0);
  EXPECT_EQ(params.roundings, 1);
}
} // namespace
