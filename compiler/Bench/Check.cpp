// Samples and projections; see Check.h.
#include "compiler/Bench/Check.h"
#include "compiler/Bench/AttentionCheck.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <limits>
#include <random>

using namespace aicc;
using namespace aicc::bench;
using llvm::Expected;

namespace {
/// A matrix of exact values with any strides, in elements.
struct Matrix {
  std::vector<float> values;
  int64_t rowStride, columnStride;
  double at(int64_t row, int64_t column) const { return values[row * rowStride + column * columnStride]; }
};

/// C[m, n] = rowScale[m] columnScale[n] sum_k x[m, k] w[n, k], evaluated where it is asked for.
class Product {
public:
  Product(const Row &row, llvm::ArrayRef<data::Array> inputs);

  double element(int64_t i, int64_t j) const {
    double sum = 0;
    for (int64_t p = 0; p < row.k; ++p)
      sum += x.at(i, p) * w.at(j, p);
    return sum * rowScales[i] * columnScales[j];
  }
  /// The product of every row with `signs` [n].
  std::vector<double> project(const std::vector<double> &signs) const;

private:
  const Row &row;
  Matrix x, w;
  std::vector<double> rowScales, columnScales;
};
} // namespace

std::vector<float> bench::valuesOf(const data::Array &array) {
  std::vector<float> values(array.size());
  for (int64_t i = 0; i < array.size(); ++i)
    values[i] = float(array.get(i));
  return values;
}

/// Weights of 4 bits, dequantised and rounded as the module does it.
static std::vector<float> dequantised(const data::Array &codes, const data::Array &scales) {
  int64_t group = codes.size() / scales.size();
  std::vector<float> values(codes.size());
  for (int64_t i = 0; i < codes.size(); ++i)
    values[i] = float(data::roundTo(data::ElementType::BF16, float(codes.get(i)) * float(scales.get(i / group))));
  return values;
}

static std::vector<double> scalesOf(const data::Array *array, int64_t count) {
  std::vector<double> scales(count, 1);
  for (int64_t i = 0; array && i < count; ++i)
    scales[i] = array->get(i);
  return scales;
}

Product::Product(const Row &row, llvm::ArrayRef<data::Array> inputs) : row(row) {
  bool isI8 = row.dtype == Dtype::I8;
  x = {valuesOf(inputs[0]), row.k, 1};
  w = {row.dtype == Dtype::W4 ? dequantised(inputs[1], inputs[2]) : valuesOf(inputs[1]), row.k, 1};
  if (row.layout == Layout::KN)
    w.rowStride = 1, w.columnStride = row.n;
  rowScales = scalesOf(isI8 ? &inputs[2] : nullptr, row.m);
  columnScales = scalesOf(isI8 ? &inputs[3] : nullptr, row.n);
}

std::vector<double> Product::project(const std::vector<double> &signs) const {
  std::vector<double> weights(row.k, 0), result(row.m, 0);
  bool isKN = row.layout == Layout::KN;
  // The inner loop runs along memory.
  for (int64_t outer = 0; outer < (isKN ? row.k : row.n); ++outer)
    for (int64_t inner = 0; inner < (isKN ? row.n : row.k); ++inner) {
      int64_t j = isKN ? inner : outer, p = isKN ? outer : inner;
      weights[p] += signs[j] * columnScales[j] * w.at(j, p);
    }
  for (int64_t i = 0; i < row.m; ++i)
    for (int64_t p = 0; p < row.k; ++p)
      result[i] += rowScales[i] * x.at(i, p) * weights[p];
  return result;
}

/// How a GEMM row rounds; see docs/Numerics.md.
static data::ToleranceParams paramsOf(const Row &row) {
  data::ToleranceParams params;
  bool isI8 = row.dtype == Dtype::I8, isF32 = row.dtype == Dtype::F32;
  params.operandType = isI8 || isF32 ? data::ElementType::F32 : data::ElementType::BF16;
  params.reductionLength = isI8 ? 1 : row.k;
  params.steps = isI8 ? 3 : 0;
  params.optionalRoundings = row.dtype == Dtype::W4 ? 1 : 0;
  return params;
}

/// Notes the error `found` - `expected`, of which `allowed` is accepted. NaN is never accepted.
static void note(CheckReport &report, double found, double expected, double allowed, llvm::StringRef what) {
  double error = std::abs(found - expected), share = error / allowed;
  if (std::isnan(error))
    error = share = std::numeric_limits<double>::infinity();
  report.ofTolerance = std::max(report.ofTolerance, share);
  if (share > 1 && report.passed)
    report.message = llvm::formatv("{0}: expected {1}, found {2}, allowed {3}", what, expected, found, allowed);
  report.passed &= share <= 1;
}

namespace {
/// Elements of a product, by their place in memory.
struct Sample {
  std::vector<int64_t> places;
  std::vector<double> values;
};
} // namespace

static Sample drawSample(const Row &row, const Product &product, std::mt19937_64 &random) {
  constexpr int kSamples = 4096;
  Sample sample;
  for (int number = 0; number < kSamples; ++number) {
    sample.places.push_back(int64_t(random() % uint64_t(row.m * row.n)));
    sample.values.push_back(product.element(sample.places.back() / row.n, sample.places.back() % row.n));
  }
  return sample;
}

static void checkElements(CheckReport &report, const Row &row, const Sample &sample, const data::Array &result,
                          const data::Tolerance &tolerance) {
  for (auto [place, value] : llvm::zip_equal(sample.places, sample.values)) {
    double rounded = data::roundTo(result.type(), value), found = result.get(place);
    report.maxError = std::max(report.maxError, std::abs(found - rounded));
    note(report, found, rounded, tolerance.allowedAt(rounded),
         llvm::formatv("element [{0}, {1}]", place / row.n, place % row.n).str());
  }
}

/// Every row of `result` times a vector of signs: in an element that no sample has, an error shows there.
static void checkProjection(CheckReport &report, const Row &row, const Product &product, const data::Array &result,
                            const data::Tolerance &tolerance, std::mt19937_64 &random) {
  constexpr double kDeviations = 6;
  std::vector<double> signs(row.n);
  for (double &sign : signs)
    sign = random() & 1 ? 1 : -1;
  std::vector<double> projected = product.project(signs);
  for (int64_t i = 0; i < row.m; ++i) {
    double found = 0, squares = 0;
    for (int64_t j = 0; j < row.n; ++j) {
      double value = result.get(i * row.n + j), allowed = tolerance.allowedAt(value);
      found += signs[j] * value, squares += allowed * allowed;
    }
    note(report, found, projected[i], kDeviations * std::sqrt(squares),
         llvm::formatv("row {0} times a vector of signs", i).str());
  }
}

CheckReport bench::checkSample(const Row &row, llvm::ArrayRef<data::Array> inputs, const data::Array &result) {
  Product product(row, inputs);
  std::mt19937_64 random(1);
  Sample sample = drawSample(row, product, random);
  data::Tolerance tolerance = data::toleranceFor(result.type(), paramsOf(row), data::rootMeanSquare(sample.values));
  CheckReport report;
  report.passed = true, report.method = "sampled";
  checkElements(report, row, sample, result, tolerance);
  checkProjection(report, row, product, result, tolerance, random);
  return report;
}

/// Every element of every result.
static CheckReport compareAll(llvm::ArrayRef<data::Array> results, llvm::ArrayRef<oracle::Reference> references) {
  CheckReport report;
  report.passed = true, report.method = "oracle";
  for (auto [number, result, reference] : llvm::enumerate(results, references)) {
    data::Comparison comparison = data::compare(result, reference.values, reference.tolerance);
    report.maxError = std::max(report.maxError, comparison.maxAbsolute);
    report.ofTolerance = std::max(report.ofTolerance, comparison.maxRelative);
    if (!comparison.passed && report.passed)
      report.message = llvm::formatv("result {0}: {1}", number, data::describe(comparison, result.shape()));
    report.passed &= comparison.passed;
  }
  return report;
}

Expected<CheckReport> Checker::check(const Row &row, mlir::ModuleOp module, llvm::StringRef entry,
                                     llvm::ArrayRef<data::Array> inputs, llvm::ArrayRef<data::Array> results) {
  constexpr int64_t kMostFlops = 1000000000;
  if (row.graph == Graph::Gemm && row.flops() > kMostFlops)
    return checkSample(row, inputs, results.front());
  if (row.attention && row.attention->denseFlops() > kMostFlops) {
    auto tolerances = oracle::computeTolerances(module, entry);
    if (!tolerances)
      return tolerances.takeError();
    return checkAttention(row, inputs, tolerances->front(), results.front());
  }
  std::string key = (row.id + " " + nameOf(row.dtype) + " " + nameOf(row.layout)).str();
  auto kept = references.find(key);
  if (kept == references.end()) {
    auto computed = oracle::computeReference(module, entry, inputs);
    if (!computed)
      return computed.takeError();
    kept = references.emplace(key, std::move(*computed)).first;
  }
  return compareAll(results, kept->second);
}

static double differenceOf(const data::Array &a, const data::Array &b) {
  double largest = 0;
  for (int64_t i = 0; i < a.size(); ++i) {
    double x = a.get(i), y = b.get(i), difference = std::abs(x - y);
    if (std::isnan(difference) && !(std::isnan(x) && std::isnan(y)) && x != y)
      difference = std::numeric_limits<double>::infinity();
    largest = std::max(largest, std::isnan(difference) ? 0 : difference);
  }
  return largest;
}

double bench::largestDifference(llvm::ArrayRef<data::Array> a, llvm::ArrayRef<data::Array> b) {
  double largest = 0;
  for (auto [one, other] : llvm::zip_equal(a, b))
    largest = std::max(largest, differenceOf(one, other));
  return largest;
}
