// Which roundings of a graph a kernel may leave out: those of numbers made of codes, and of the weights of a softmax,
// that a contraction multiplies by.
#include "compiler/Oracle/ErrorModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace aicc;

namespace {
/// Puts `by` in the place of each `word` of `text`.
void replace(std::string &text, const std::string &word, const std::string &by) {
  for (size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += by.size())
    text.replace(at, word.size(), by);
}

/// The lines that make %y of %zero and the sums over eight products of four rows of `left` with two rows of `right`.
std::string productOf(const std::string &left, const std::string &right) {
  std::string text = R"(
  %ey = tensor.empty() : tensor<4x2xf32>
  %f = linalg.fill ins(%zero : f32) outs(%ey : tensor<4x2xf32>) -> tensor<4x2xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                        affine_map<(m, n, k) -> (m, n)>],
                       iterator_types = ["parallel", "parallel", "reduction"]}
      ins(LEFT, RIGHT : tensor<4x8xbf16>, tensor<2x8xbf16>) outs(%f : tensor<4x2xf32>) {
  ^bb0(%a: bf16, %b: bf16, %c: f32):
    %d = arith.extf %a : bf16 to f32
    %e = arith.extf %b : bf16 to f32
    %g = arith.mulf %d, %e : f32
    %h = arith.addf %c, %g : f32
    linalg.yield %h : f32
  } -> tensor<4x2xf32>
)";
  replace(text, "LEFT", left);
  replace(text, "RIGHT", right);
  return text;
}

/// The parameters of the first result of the function in `source`.
data::ToleranceParams firstParams(const std::string &source) {
  MLIRContext context;
  context.loadDialect<arith::ArithDialect, func::FuncDialect, linalg::LinalgDialect, math::MathDialect,
                      tensor::TensorDialect>();
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(source, &context);
  EXPECT_TRUE(module);
  return oracle::toleranceOfResults(*module->getOps<func::FuncOp>().begin()).front();
}

/// A product of %x with values that `body` makes of %q (of element type `code`) and %s, rounded to bf16; the result of
/// the product is rounded too, and so are the values where `returnsValues`.
data::ToleranceParams paramsOf(const std::string &code, bool returnsValues) {
  std::string convert = code == "bf16" ? "extf" : "sitofp";
  std::string source = R"(
#nk = affine_map<(n, k) -> (n, k)>
func.func @main(%x: tensor<4x8xbf16>, %q: tensor<2x8xCODE>, %s: tensor<2x8xf32>) -> TYPE {
  %ew = tensor.empty() : tensor<2x8xbf16>
  %w = linalg.generic {indexing_maps = [#nk, #nk, #nk], iterator_types = ["parallel", "parallel"]}
      ins(%q, %s : tensor<2x8xCODE>, tensor<2x8xf32>) outs(%ew : tensor<2x8xbf16>) {
  ^bb0(%a: CODE, %b: f32, %o: bf16):
    %c = arith.CONVERT %a : CODE to f32
    %d = arith.mulf %c, %b : f32
    %e = arith.truncf %d : f32 to bf16
    linalg.yield %e : bf16
  } -> tensor<2x8xbf16>
  %zero = arith.constant 0.0 : f32
PRODUCT  return RESULT : TYPE
})";
  replace(source, "PRODUCT", productOf("%x", "%w"));
  replace(source, "CODE", code);
  replace(source, "CONVERT", convert);
  replace(source, "TYPE", returnsValues ? "tensor<2x8xbf16>" : "tensor<4x2xf32>");
  replace(source, "RESULT", returnsValues ? "%w" : "%y");
  return firstParams(source);
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

/// A product of %v with values that `body` makes of %x and, in %sum, of the sums of its exponentials, rounded to bf16.
data::ToleranceParams paramsOfQuotient(const std::string &body) {
  std::string source = R"(
#nk = affine_map<(n, k) -> (n, k)>
#n = affine_map<(n, k) -> (n)>
func.func @main(%x: tensor<4x8xf32>, %v: tensor<2x8xbf16>) -> tensor<4x2xf32> {
  %zero = arith.constant 0.0 : f32
  %es = tensor.empty() : tensor<4xf32>
  %fs = linalg.fill ins(%zero : f32) outs(%es : tensor<4xf32>) -> tensor<4xf32>
  %sum = linalg.generic {indexing_maps = [#nk, #n], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xf32>) outs(%fs : tensor<4xf32>) {
  ^bb0(%a: f32, %o: f32):
    %b = math.exp %a : f32
    %c = arith.addf %o, %b : f32
    linalg.yield %c : f32
  } -> tensor<4xf32>
  %ep = tensor.empty() : tensor<4x8xbf16>
  %p = linalg.generic {indexing_maps = [#nk, #n, #nk], iterator_types = ["parallel", "parallel"]}
      ins(%x, %sum : tensor<4x8xf32>, tensor<4xf32>) outs(%ep : tensor<4x8xbf16>) {
  ^bb0(%a: f32, %s: f32, %o: bf16):
    %one = arith.constant 1.0 : f32
    %e = math.exp %a : f32
    BODY
    %r = arith.truncf %q : f32 to bf16
    linalg.yield %r : bf16
  } -> tensor<4x8xbf16>
PRODUCT  return %y : tensor<4x2xf32>
})";
  replace(source, "PRODUCT", productOf("%p", "%v"));
  replace(source, "BODY", body);
  return firstParams(source);
}

TEST(ErrorModelTest, RoundingOfSoftmaxWeightsIsOptional) {
  for (const char *body :
       {"%q = arith.divf %e, %s : f32", "%i = arith.divf %one, %s : f32\n %q = arith.mulf %e, %i : f32"}) {
    data::ToleranceParams params = paramsOfQuotient(body);
    EXPECT_EQ(params.optionalRoundings, 1) << body;
    EXPECT_EQ(params.roundings, 1) << body;
    EXPECT_TRUE(params.scalesByRow) << body;
  }
}

// Of a SwiGLU, x / (1 + exp(-x)), and of exponentials that nothing divides.
TEST(ErrorModelTest, RoundingOfOtherExponentialsIsNot) {
  for (const char *body :
       {"%t = arith.addf %e, %one : f32\n %q = arith.divf %a, %t : f32", "%q = arith.addf %e, %a : f32"}) {
    data::ToleranceParams params = paramsOfQuotient(body);
    EXPECT_EQ(params.optionalRoundings, 0) << body;
    EXPECT_EQ(params.roundings, 2) << body;
  }
}

TEST(ErrorModelTest, RowsOfOtherProductsHaveOneScale) {
  EXPECT_FALSE(paramsOf("i4", /*returnsValues=*/false).scalesByRow);
  EXPECT_FALSE(paramsOfQuotient("%t = arith.addf %e, %one : f32\n %q = arith.divf %a, %t : f32").scalesByRow);
}

// The weights are multiplied with the values before they are divided by their sums.
TEST(ErrorModelTest, RowsOfProductsWithExponentialsHaveTheirOwn) {
  EXPECT_TRUE(paramsOfQuotient("%q = math.exp %a : f32").scalesByRow);
}
} // namespace
