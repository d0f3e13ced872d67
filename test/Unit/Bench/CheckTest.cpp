// The sampled check of large products passes right results and no wrong ones.
#include "compiler/Bench/Check.h"
#include "compiler/Data/RandomInput.h"

#include <gtest/gtest.h>
#include <limits>

using namespace aicc;
using namespace aicc::bench;

namespace {
/// Operands of a row, and its result, rounded once from f64.
struct Case {
  Row row;
  std::vector<data::Array> inputs;
  data::Array result;
};
} // namespace

static data::Array makeArray(data::ElementType type, llvm::ArrayRef<int64_t> shape, int argument) {
  data::Array array = llvm::cantFail(data::Array::create(type, shape));
  if (argument >= 0)
    data::fillRandom(array, 1, unsigned(argument));
  return array;
}

static Case makeCase(Dtype dtype, Layout layout, int64_t m, int64_t n, int64_t k) {
  Row row;
  row.m = m, row.n = n, row.k = k, row.dtype = dtype, row.layout = layout;
  bool isI8 = dtype == Dtype::I8;
  auto type = isI8 ? data::ElementType::I8 : dtype == Dtype::BF16 ? data::ElementType::BF16 : data::ElementType::F32;
  std::vector<data::Array> inputs;
  inputs.push_back(makeArray(type, {m, k}, 0));
  inputs.push_back(layout == Layout::NK ? makeArray(type, {n, k}, 1) : makeArray(type, {k, n}, 1));
  if (isI8) {
    inputs.push_back(makeArray(data::ElementType::F32, {m}, 2));
    inputs.push_back(makeArray(data::ElementType::F32, {n}, 3));
  }
  data::Array result = makeArray(isI8 ? data::ElementType::F32 : type, {m, n}, -1);
  for (int64_t i = 0; i < m; ++i)
    for (int64_t j = 0; j < n; ++j) {
      double sum = 0;
      for (int64_t p = 0; p < k; ++p)
        sum += inputs[0].get(i * k + p) * inputs[1].get(layout == Layout::NK ? j * k + p : p * n + j);
      result.set(i * n + j, isI8 ? sum * inputs[2].get(i) * inputs[3].get(j) : sum);
    }
  return {row, std::move(inputs), std::move(result)};
}

TEST(CheckSample, PassesRightResults) {
  for (Dtype dtype : {Dtype::F32, Dtype::BF16, Dtype::I8})
    for (Layout layout : {Layout::NK, Layout::KN}) {
      Case it = makeCase(dtype, layout, 7, 70, 90);
      CheckReport report = checkSample(it.row, it.inputs, it.result);
      EXPECT_TRUE(report.passed) << nameOf(dtype).str() << " " << nameOf(layout).str() << ": " << report.message;
      EXPECT_EQ(report.method, "sampled");
      EXPECT_LE(report.ofTolerance, 1);
    }
}

/// A product that is left out changes every element by about RMS / sqrt(K).
TEST(CheckSample, RefusesALostProduct) {
  for (Dtype dtype : {Dtype::F32, Dtype::BF16, Dtype::I8}) {
    Case it = makeCase(dtype, Layout::NK, 7, 70, 90);
    for (int64_t i = 0; i < 7; ++i)
      it.inputs[0].set(i * 90 + 89, 0);
    EXPECT_FALSE(checkSample(it.row, it.inputs, it.result).passed) << nameOf(dtype).str();
  }
}

TEST(CheckSample, RefusesNaN) {
  Case it = makeCase(Dtype::F32, Layout::NK, 3, 10, 20);
  it.result.set(29, std::numeric_limits<double>::quiet_NaN());
  CheckReport report = checkSample(it.row, it.inputs, it.result);
  EXPECT_FALSE(report.passed);
  EXPECT_FALSE(report.message.empty());
}

/// One wrong element in a million is seldom sampled; the product of its row with a vector of signs shows it.
TEST(CheckSample, RefusesOneWrongElementOfMany) {
  Case it = makeCase(Dtype::F32, Layout::KN, 4, 250000, 2);
  it.result.set(3 * 250000 + 123456, it.result.get(3 * 250000 + 123456) + 1);
  CheckReport report = checkSample(it.row, it.inputs, it.result);
  EXPECT_FALSE(report.passed);
  EXPECT_NE(report.message.find("row 3"), std::string::npos) << report.message;
}

TEST(LargestDifference, CountsNaNAsInfinite) {
  data::Array a = makeArray(data::ElementType::F32, {3}, -1), b = makeArray(data::ElementType::F32, {3}, -1);
  b.set(1, 0.5);
  EXPECT_EQ(largestDifference(a, b), 0.5);
  b.set(2, std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(largestDifference(a, b), std::numeric_limits<double>::infinity());
  a.set(2, std::numeric_limits<double>::quiet_NaN());
  EXPECT_EQ(largestDifference(a, b), 0.5);
}
