// What the tolerance accepts and, as important, what it does not.
#include "Scratch.h"
#include "compiler/Data/RandomInput.h"
#include "compiler/Data/Tolerance.h"
#include <cmath>
#include <limits>

using namespace aicc::data;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Comparison compareValues(ElementType type, llvm::ArrayRef<double> found,
                         llvm::ArrayRef<double> expected, const ToleranceParams &params = {}) {
  int64_t size = found.size();
  return compare(makeArray(type, {size}, found), makeArray(ElementType::F64, {size}, expected),
                 params);
}

// A row times a matrix, K long: the result in f32 arithmetic and the reference in f64.
struct Product {
  Array result;
  Array reference;
  ToleranceParams params;
};

// What a wrong kernel does.
enum class Fault { None, DropsLastProduct, RoundsAccumulator };

float accumulate(const Array &a, const Array &b, int64_t row, Fault fault) {
  int64_t length = a.size();
  float sum = 0;
  for (int64_t k = 0; k != length - (fault == Fault::DropsLastProduct); ++k) {
    sum = std::fmaf(float(a.get(k)), float(b.get(row * length + k)), sum);
    if (fault == Fault::RoundsAccumulator && k % 64 == 63)
      sum = float(roundTo(ElementType::BF16, sum));
  }
  return sum;
}

Product multiply(ElementType operand, ElementType result, int64_t rows, int64_t length,
                 Fault fault) {
  Array a = makeArray(operand, {length}), b = makeArray(operand, {rows, length});
  fillRandom(a, 5, 0);
  fillRandom(b, 5, 1);
  Product product{makeArray(result, {rows}), makeArray(ElementType::F64, {rows}), {}};
  for (int64_t row = 0; row != rows; ++row) {
    double sum = 0;
    for (int64_t k = 0; k != length; ++k)
      sum += a.get(k) * b.get(row * length + k);
    product.reference.set(row, sum);
    product.result.set(row, accumulate(a, b, row, fault));
  }
  product.params.operandType = operand;
  product.params.reductionLength = length;
  return product;
}

Comparison checkProduct(ElementType operand, ElementType result, int64_t length, Fault fault) {
  Product product = multiply(operand, result, 300, length, fault);
  return compare(product.result, product.reference, product.params);
}

// f32 accumulation in order, the worst order that a schedule uses, passes with room to spare.
TEST(ToleranceTest, AcceptsF32AccumulationAtEveryLength) {
  for (ElementType operand : {ElementType::F32, ElementType::F16, ElementType::BF16})
    for (int64_t length : {1, 7, 64, 1024, 8192}) {
      Comparison comparison = checkProduct(operand, ElementType::F32, length, Fault::None);
      EXPECT_TRUE(comparison.passed) << describe(comparison, {300});
      EXPECT_LT(comparison.maxRelative, 0.5) << length;
    }
}

// One rounding to the result's type may fall to the other side; no more than that.
TEST(ToleranceTest, AcceptsOneRoundingOfTheResult) {
  for (ElementType type : {ElementType::F16, ElementType::BF16}) {
    Comparison comparison = checkProduct(type, type, 1024, Fault::None);
    EXPECT_TRUE(comparison.passed) << describe(comparison, {300});
  }
}

TEST(ToleranceTest, RejectsADroppedProduct) {
  for (ElementType result : {ElementType::F32, ElementType::BF16})
    for (int64_t length : {64, 1024, 8192}) {
      Comparison comparison =
          checkProduct(ElementType::BF16, result, length, Fault::DropsLastProduct);
      EXPECT_FALSE(comparison.passed) << nameOf(result).str() << " " << length;
      EXPECT_GT(comparison.maxRelative, 1);
    }
}

// Partial sums rounded to bf16 between blocks of k.
TEST(ToleranceTest, RejectsARoundedAccumulator) {
  for (ElementType result : {ElementType::F32, ElementType::BF16})
    EXPECT_FALSE(
        checkProduct(ElementType::BF16, result, 1024, Fault::RoundsAccumulator).passed);
}

// What a kernel may make of weights that are expanded from codes, and what it may not.
enum class Scaling {
  Rounded,           // each weight, as the reference
  LeftOut,           // scales on the sums of groups, weights are not rounded
  RoundsCodes,       // the number of the code is rounded in place of the weight
  NeighboursScale,   // one group of each column has the scale of the next
  ShiftedGroups,     // groups begin one element late
  ZeroPointOff,      // every code is taken one too large
  DropsScale,        // one group of each column is not scaled
};

// A row times 4-bit weights with scales by groups of 32, as the number of a code times a scale, rounded to bf16.
struct QuantisedProduct {
  static constexpr int64_t group = 32;
  int64_t length;
  Array x = makeArray(ElementType::BF16, {length}), codes = makeArray(ElementType::I4, {300, length}),
        scales = makeArray(ElementType::F16, {300, length / group});

  double scale(int64_t row, int64_t k, Scaling how) const {
    int64_t groups = length / group, at = std::max<int64_t>(k - (how == Scaling::ShiftedGroups), 0) / group;
    if (at == groups / 2 && how == Scaling::NeighboursScale)
      at = (at + 1) % groups;
    return at == groups / 2 && how == Scaling::DropsScale ? 1 : scales.get(row * groups + at);
  }

  // Numbers of codes need as many digits as f32 has, like those of NF4.
  double weight(int64_t row, int64_t k, Scaling how) const {
    double number = (codes.get(row * length + k) + (how == Scaling::ZeroPointOff)) * 0.1234567;
    if (how == Scaling::RoundsCodes)
      number = roundTo(ElementType::BF16, number);
    double product = number * scale(row, k, how);
    return how == Scaling::Rounded ? roundTo(ElementType::BF16, product) : product;
  }

  double sum(int64_t row, Scaling how) const {
    double result = 0;
    for (int64_t k = 0; k != length; ++k)
      result += x.get(k) * weight(row, k, how);
    return result;
  }
};

Comparison checkQuantised(int64_t length, Scaling how) {
  QuantisedProduct product{length};
  fillRandom(product.x, 5, 0);
  fillRandom(product.codes, 5, 1);
  fillRandom(product.scales, 5, 2);
  Array result = makeArray(ElementType::F32, {300}), reference = makeArray(ElementType::F64, {300});
  for (int64_t row = 0; row != 300; ++row) {
    reference.set(row, product.sum(row, Scaling::Rounded));
    result.set(row, product.sum(row, how));
  }
  ToleranceParams params;
  params.operandType = ElementType::BF16;
  params.reductionLength = length;
  params.optionalRoundings = 1;
  return compare(result, reference, params);
}

// The rounding of a weight may be left out, or be that of its code, also where one scale makes a column large.
TEST(ToleranceTest, AcceptsWeightsThatAreNotRounded) {
  for (int64_t length : {32, 64, 1024, 4096})
    for (Scaling how : {Scaling::LeftOut, Scaling::RoundsCodes}) {
      Comparison comparison = checkQuantised(length, how);
      EXPECT_TRUE(comparison.passed) << length << " " << describe(comparison, {300});
    }
}

// It does not hide a wrong scale, a wrong zero point or a group that is off by one.
TEST(ToleranceTest, RejectsWrongScalesAndGroups) {
  for (int64_t length : {64, 1024, 4096})
    for (Scaling how : {Scaling::NeighboursScale, Scaling::ShiftedGroups, Scaling::ZeroPointOff, Scaling::DropsScale})
      EXPECT_GT(checkQuantised(length, how).maxRelative, 2) << length << " " << int(how);
}

// The formula of docs/Numerics.md, with numbers.
TEST(ToleranceTest, FormulaIsTheDocumentedOne) {
  ToleranceParams params;
  params.operandType = ElementType::BF16;
  params.reductionLength = 4096;
  Tolerance one = toleranceFor(ElementType::BF16, params, 10);
  EXPECT_DOUBLE_EQ(one.relative, 0x1p-7 + 4 * 0x1p-23 * 64);
  EXPECT_DOUBLE_EQ(one.absolute, 10 * 4 * 0x1p-23 * 64);
  params.steps = 2;
  params.roundings = 3;
  Tolerance more = toleranceFor(ElementType::F32, params, 1);
  EXPECT_DOUBLE_EQ(more.absolute, 4 * 0x1p-23 * 66 + 2 * 0x1p-7);
  EXPECT_DOUBLE_EQ(more.relative, more.absolute + 0x1p-23);
  params.optionalRoundings = 1;
  double denormals = 2 * 64 * smallestDenormal(ElementType::BF16);
  Tolerance optional = toleranceFor(ElementType::F32, params, 1);
  EXPECT_DOUBLE_EQ(optional.relative, more.relative + 3 * 0x1p-7);
  EXPECT_NEAR(optional.absolute, more.absolute + 3 * 0x1p-7 + denormals, 1e-12);
  params.optionalRoundings = 0;
  params.operandType = ElementType::F64;
  EXPECT_DOUBLE_EQ(toleranceFor(ElementType::F64, params, 1).relative,
                   4 * 0x1p-52 * 66 + 3 * 0x1p-52);
  EXPECT_EQ(toleranceFor(ElementType::I32, params, 1).relative, 0);
  EXPECT_EQ(toleranceFor(ElementType::I32, params, 1).absolute, 0);
}

// A neighbour of a bf16 value passes, the next one does not.
TEST(ToleranceTest, OneUlpPassesAndTwoFail) {
  auto bits = [](uint16_t value) { return fromBFloat(value); };
  for (uint16_t value : {0x3f80, 0x3fff, 0x4049}) {
    EXPECT_TRUE(compareValues(ElementType::BF16, {bits(value + 1)}, {bits(value)}).passed);
    EXPECT_TRUE(compareValues(ElementType::BF16, {bits(value - 1)}, {bits(value)}).passed);
  }
  EXPECT_FALSE(compareValues(ElementType::BF16, {bits(0x3f82)}, {1}).passed);
  EXPECT_FALSE(compareValues(ElementType::BF16, {bits(0x4049 - 2)}, {bits(0x4049)}).passed);
}

TEST(ToleranceTest, ReferenceIsRoundedToTheResultsType) {
  EXPECT_TRUE(compareValues(ElementType::F16, {inf}, {70000}).passed);
  EXPECT_FALSE(compareValues(ElementType::F16, {65504}, {70000}).passed);
  EXPECT_EQ(compareValues(ElementType::BF16, {1}, {1 + 0x1p-9}).maxAbsolute, 0);
}

TEST(ToleranceTest, NaNAndInfinityEqualThemselvesOnly) {
  EXPECT_TRUE(compareValues(ElementType::F32, {nan, inf, -inf, 0.0}, {nan, inf, -inf, -0.0}).passed);
  const double pairs[][2] = {{nan, 1}, {1, nan}, {inf, -inf}, {inf, 1}, {1, inf}, {nan, inf}};
  for (auto [found, expected] : pairs) {
    Comparison comparison = compareValues(ElementType::F32, {1, found}, {1, expected});
    EXPECT_FALSE(comparison.passed) << found << " " << expected;
    EXPECT_EQ(comparison.mismatches, 1);
    EXPECT_EQ(comparison.firstMismatch, 1);
    EXPECT_EQ(comparison.maxAbsolute, inf);
  }
}

// A tensor of denormals may be flushed by vdpbf16ps, one of normal values may not.
TEST(ToleranceTest, FlushedDenormalsPassForBFloatOperandsOnly) {
  ToleranceParams params;
  params.operandType = ElementType::BF16;
  EXPECT_TRUE(compareValues(ElementType::F32, {0}, {0x1p-127}, params).passed);
  EXPECT_FALSE(compareValues(ElementType::F32, {0}, {0x1p-120}, params).passed);
  EXPECT_FALSE(compareValues(ElementType::F32, {0}, {0x1p-127}).passed);
}

TEST(ToleranceTest, ScaleCanBeGiven) {
  ToleranceParams params;
  EXPECT_FALSE(compareValues(ElementType::F32, {1e-7}, {0}, params).passed);
  params.scale = 1;
  EXPECT_TRUE(compareValues(ElementType::F32, {1e-7}, {0}, params).passed);
}

TEST(ToleranceTest, IntegersAreExact) {
  Array result = makeArray(ElementType::I64, {2}), reference = makeArray(ElementType::I64, {2});
  int64_t large = (int64_t(1) << 53) + 1;
  storeInteger(ElementType::I64, result.address(1), large);
  storeInteger(ElementType::I64, reference.address(1), large);
  EXPECT_TRUE(compare(result, reference, {}).passed);
  // As doubles the two are equal.
  storeInteger(ElementType::I64, reference.address(1), large - 1);
  Comparison comparison = compare(result, reference, {});
  EXPECT_FALSE(comparison.passed);
  EXPECT_EQ(comparison.maxAbsolute, 1);
  EXPECT_EQ(comparison.firstMismatch, 1);
  EXPECT_TRUE(compareValues(ElementType::I32, {3, -4}, {3, -4}).passed);
  EXPECT_FALSE(compareValues(ElementType::I32, {3, -4}, {3, -4.5}).passed);
  EXPECT_FALSE(compareValues(ElementType::I8, {0}, {nan}).passed);
}

TEST(ToleranceTest, RootMeanSquareSkipsWhatIsNotFinite) {
  EXPECT_DOUBLE_EQ(rootMeanSquare(makeArray(ElementType::F64, {4}, {3, nan, -4, inf})),
                   std::sqrt(12.5));
  EXPECT_DOUBLE_EQ(rootMeanSquare(makeArray(ElementType::F64, {2}, {1e300, -1e300})), 1e300);
  EXPECT_EQ(rootMeanSquare(makeArray(ElementType::F64, {0})), 0);
}

// The first query of a causal mask sees one value, the others see many and have small means: what is a rounding error
// of the first is a fault in another.
TEST(ToleranceTest, ScalesByRowWhereRowsDifferInSize) {
  constexpr int64_t rows = 1024, length = 64;
  Array reference = makeArray(ElementType::F64, {rows, length}), result = makeArray(ElementType::BF16, {rows, length});
  fillRandom(reference, 7, 0);
  for (int64_t row = 1; row != rows; ++row)
    for (int64_t i = row * length; i != (row + 1) * length; ++i)
      reference.set(i, reference.get(i) / 64);
  reference.set(3, 0);
  for (int64_t i = 0; i != rows * length; ++i)
    result.set(i, reference.get(i));
  ToleranceParams whole, byRow;
  whole.operandType = byRow.operandType = ElementType::BF16;
  whole.roundings = byRow.roundings = 2;
  byRow.scalesByRow = true;
  result.set(3, 0.002);
  EXPECT_TRUE(compare(result, reference, byRow).passed);
  EXPECT_FALSE(compare(result, reference, whole).passed);
  result.set(3, 0);
  result.set(rows * length - 1, reference.get(rows * length - 1) + 0.002);
  EXPECT_FALSE(compare(result, reference, byRow).passed);
}

// One number says little about the size that its row could have.
TEST(ToleranceTest, ShortRowsHaveTheScaleOfTheWhole) {
  ToleranceParams params;
  params.operandType = ElementType::BF16, params.roundings = 2, params.scalesByRow = true;
  Array reference = makeArray(ElementType::F64, {4, 1}, {1, -1, 0.0001, 1});
  EXPECT_TRUE(compare(makeArray(ElementType::F32, {4, 1}, {1, -1, 0.004, 1}), reference, params).passed);
}

TEST(ToleranceTest, CountsMismatchesAndDescribesTheFirst) {
  Array result = makeArray(ElementType::F32, {2, 3}, {1, 2, 3, 4, 5.5, 7});
  Array reference = makeArray(ElementType::F64, {2, 3}, {1, 2, 3, 4, 5, 6});
  Comparison comparison = compare(result, reference, {});
  EXPECT_EQ(comparison.mismatches, 2);
  EXPECT_EQ(comparison.elements, 6);
  EXPECT_EQ(comparison.firstMismatch, 4);
  EXPECT_EQ(comparison.expected, 5);
  EXPECT_EQ(comparison.found, 5.5);
  EXPECT_EQ(comparison.maxAbsolute, 1);
  std::string text = describe(comparison, {2, 3});
  EXPECT_EQ(text.find("failed: 2 of 6 elements are outside the tolerance, largest difference 1, "),
            0u);
  EXPECT_NE(text.find("; first at [1, 1]: expected 5, found 5.5, allowed difference "),
            std::string::npos)
      << text;
  EXPECT_EQ(describe(compare(reference, reference, {}), {2, 3}),
            "passed: 6 elements, largest difference 0, 0 of the tolerance");
}

} // namespace
