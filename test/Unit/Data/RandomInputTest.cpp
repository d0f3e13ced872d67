// Inputs are the documented function of seed, argument and position.
#include "Scratch.h"
#include "compiler/Data/RandomInput.h"
#include <cmath>
#include <numeric>
#include <set>

using namespace aicc::data;

namespace {

Array randomArray(ElementType type, int64_t size, uint64_t seed, unsigned argument) {
  Array array = makeArray(type, {size});
  fillRandom(array, seed, argument);
  return array;
}

double meanOf(const std::vector<double> &values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double correlation(const std::vector<double> &a, const std::vector<double> &b) {
  double sum = 0;
  for (size_t i = 0; i != a.size(); ++i)
    sum += a[i] * b[i];
  return sum / double(a.size()) * 3;
}

// Golden values, computed apart in Python: a change here changes every recorded check.
TEST(RandomInputTest, ValuesNeverChange) {
  using Values = std::vector<double>;
  auto values = [](ElementType type) { return valuesOf(randomArray(type, 3, 7, 2)); };
  EXPECT_EQ(values(ElementType::F64),
            (Values{-0x1.403d8c2453200p-3, -0x1.ef0d81c82db00p-5, -0x1.9f0ebabc2e30cp-1}));
  EXPECT_EQ(values(ElementType::F32),
            (Values{-0x1.403d90p-3, -0x1.ef0dc0p-5, -0x1.9f0ebcp-1}));
  EXPECT_EQ(values(ElementType::F16), (Values{fromHalf(0xb100), fromHalf(0xabbc), fromHalf(0xba7c)}));
  EXPECT_EQ(values(ElementType::BF16),
            (Values{fromBFloat(0xbe20), fromBFloat(0xbd77), fromBFloat(0xbf4f)}));
  EXPECT_EQ(values(ElementType::I8), (Values{107, 120, 24}));
  EXPECT_EQ(values(ElementType::I16), (Values{107, 120, 24}));
  EXPECT_EQ(values(ElementType::I32), (Values{-2, -1, -7}));
  EXPECT_EQ(values(ElementType::I64), (Values{-2, -1, -7}));
  EXPECT_EQ(values(ElementType::I1), (Values{0, 0, 0}));
  EXPECT_EQ(values(ElementType::I4), (Values{6, 7, 1}));
}

// An element depends on its position, not on the shape around it.
TEST(RandomInputTest, ShapeDoesNotMatter) {
  Array flat = randomArray(ElementType::F32, 12, 3, 0), square = makeArray(ElementType::F32, {3, 4});
  fillRandom(square, 3, 0);
  EXPECT_EQ(valuesOf(flat), valuesOf(square));
}

TEST(RandomInputTest, FloatsFillTheirRangeEvenly) {
  for (ElementType type : {ElementType::F64, ElementType::F32, ElementType::F16, ElementType::BF16}) {
    std::vector<double> values = valuesOf(randomArray(type, 100000, 1, 0));
    auto [low, high] = std::minmax_element(values.begin(), values.end());
    EXPECT_GE(*low, -1);
    EXPECT_LT(*high, 1);
    EXPECT_LT(*low, -0.99);
    EXPECT_GT(*high, 0.98);
    // The standard deviation of the mean is 0.0018; that of the variance of 1/3 is 0.0009.
    EXPECT_NEAR(meanOf(values), 0, 0.01);
    EXPECT_NEAR(correlation(values, values), 1, 0.03);
  }
}

TEST(RandomInputTest, IntegersReachEveryValueOfTheirRange) {
  auto distinct = [](ElementType type) {
    std::vector<double> values = valuesOf(randomArray(type, 20000, 1, 0));
    return std::set<double>(values.begin(), values.end());
  };
  for (ElementType type : {ElementType::I8, ElementType::I16}) {
    std::set<double> found = distinct(type);
    EXPECT_EQ(found.size(), 256u);
    EXPECT_EQ(*found.begin(), -128);
  }
  for (ElementType type : {ElementType::I32, ElementType::I64}) {
    std::set<double> found = distinct(type);
    EXPECT_EQ(found.size(), 16u);
    EXPECT_EQ(*found.begin(), -8);
  }
  EXPECT_EQ(distinct(ElementType::I1), (std::set<double>{0, 1}));
}

// Neighbouring arguments, neighbouring seeds, and neither shifted against the other.
TEST(RandomInputTest, ArgumentsAndSeedsAreIndependent) {
  auto values = [](uint64_t seed, unsigned argument) {
    return valuesOf(randomArray(ElementType::F32, 20000, seed, argument));
  };
  std::vector<double> base = values(1, 0);
  for (auto [seed, argument] : {std::pair(1, 1u), {1, 2u}, {2, 0u}, {0, 1u}, {2, 1u}}) {
    std::vector<double> other = values(seed, argument);
    // The standard deviation is 0.007.
    EXPECT_NEAR(correlation(base, other), 0, 0.04);
    std::rotate(other.begin(), other.begin() + 1, other.end());
    EXPECT_NEAR(correlation(base, other), 0, 0.04);
  }
}

} // namespace
