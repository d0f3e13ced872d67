// What a kernel means, evaluated by the oracle as a whole and in slices.
#include "autotune/Kernel/KernelModule.h"
#include "autotune/Measure/Judge.h"
#include "compiler/Driver/Invocation.h"
#include "compiler/Oracle/Oracle.h"
#include "mlir/IR/Verifier.h"
#include "test/Unit/Tune/Kernels.h"

using namespace aicc;
using namespace aicc::autotune;
using test::OneKernel;

static std::vector<data::Array> inputsFor(int64_t m, int64_t n, int64_t k) {
  driver::Signature signature;
  signature.arguments = {{data::ElementType::F32, {m, k}, -1}, {data::ElementType::F32, {n, k}, -1}};
  return std::move(*driver::makeRandomInputs(signature, 1));
}

// The meaning of a kernel evaluates to what the module evaluates to that it came from.
TEST(KernelModule, MeansWhatTheModuleMeans) {
  std::string text = test::matmul(5, 7, 33);
  OneKernel one(text);
  auto inputs = inputsFor(5, 7, 33);
  auto original = mlir::parseSourceString<mlir::ModuleOp>(text, one.context.get());
  auto expected = oracle::computeReference(*original, "main", inputs);
  auto found = oracle::computeReference(*meaningOf(one.kernel), kMain, inputs);
  ASSERT_TRUE(bool(expected) && bool(found));
  EXPECT_TRUE(data::compare(found->front().values, expected->front().values, {}).passed);
  EXPECT_EQ(found->front().tolerance.reductionLength, expected->front().tolerance.reductionLength);
}

// A slice computes some rows as the whole computes them.
TEST(KernelModule, SlicesAreParts) {
  OneKernel one(test::matmul(40, 7, 33));
  EXPECT_EQ(oracle::sliceableDim(one.kernel), "m");
  auto inputs = inputsFor(40, 7, 33);
  std::vector<int64_t> rows = {0, 3, 39};
  std::vector<data::Array> parts;
  parts.push_back(std::move(*gather(inputs[0], 0, rows)));
  parts.push_back(std::move(*gather(inputs[1], 0, {0, 1, 2, 3, 4, 5, 6})));
  auto whole = oracle::computeReference(*meaningOf(one.kernel), kMain, inputs);
  auto part = oracle::computeReference(*meaningOf(one.kernel, {"m", rows}), kMain, parts);
  ASSERT_TRUE(bool(whole) && bool(part));
  EXPECT_TRUE(data::compare(part->front().values, *gather(whole->front().values, 0, rows), {}).passed);
}

// What a computation does by position it does by the position in the whole, as a causal mask does.
TEST(KernelModule, SlicesKeepPositions) {
  OneKernel one(R"(
func.func @main(%x: tensor<40x7xf32>) -> tensor<40x7xf32> {
  %e = tensor.empty() : tensor<40x7xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>],
      iterator_types = ["parallel", "parallel"]} ins(%x : tensor<40x7xf32>) outs(%e : tensor<40x7xf32>) {
  ^bb0(%a: f32, %out: f32):
    %row = linalg.index 0 : index
    %number = arith.index_cast %row : index to i32
    %value = arith.sitofp %number : i32 to f32
    %sum = arith.addf %a, %value : f32
    linalg.yield %sum : f32
  } -> tensor<40x7xf32>
  return %0 : tensor<40x7xf32>
})");
  std::vector<data::Array> inputs, parts;
  inputs.push_back(std::move(*data::Array::create(data::ElementType::F32, {40, 7})));
  std::vector<int64_t> rows = {0, 3, 39};
  parts.push_back(std::move(*gather(inputs[0], 0, rows)));
  auto whole = oracle::computeReference(*meaningOf(one.kernel), kMain, inputs);
  auto part = oracle::computeReference(*meaningOf(one.kernel, {oracle::sliceableDim(one.kernel), rows}), kMain, parts);
  ASSERT_TRUE(bool(whole) && bool(part));
  EXPECT_TRUE(data::compare(part->front().values, *gather(whole->front().values, 0, rows), {}).passed);
  EXPECT_EQ(part->front().values.get(14), 39);
}

// What a module permits its kernels, their own modules permit: the compiler uses it, and the tolerance is tf32's.
TEST(KernelModule, KeepsPermissions) {
  std::string text = test::matmul(5, 7, 33);
  OneKernel strict(text), loose("module attributes {aicc.allow_tf32} {\n" + text + "}\n");
  auto inputs = inputsFor(5, 7, 33);
  auto toleranceOf = [&](const OneKernel &one) {
    auto references = llvm::cantFail(oracle::computeReference(*meaningOf(one.kernel), kMain, inputs));
    return data::toleranceFor(data::ElementType::F32, references.front().tolerance, 1).absolute;
  };
  EXPECT_GT(toleranceOf(loose), 100 * toleranceOf(strict));
  EXPECT_TRUE((*kernelModule(loose.kernel, {}))->hasAttr("aicc.allow_tf32"));
  EXPECT_FALSE((*kernelModule(strict.kernel, {}))->hasAttr("aicc.allow_tf32"));
}

// A kernel as a module of its own compiles to the same kernel.
TEST(KernelModule, KeepsTheIdentity) {
  OneKernel one(test::matmul(40, 7, 33));
  auto module = kernelModule(one.kernel, one.space->getDefault().tree);
  ASSERT_TRUE(succeeded(mlir::verify(*module)));
  auto kernel = *module->getOps<kernel::KernelOp>().begin();
  EXPECT_EQ(kernel->getAttr(kernel::kScheduleAttr), one.space->getDefault().tree);
}
