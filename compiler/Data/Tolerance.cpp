// Tolerances and the comparison of results with references. docs/Numerics.md explains the constants.
#include "compiler/Data/Tolerance.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <limits>

using namespace aicc::data;

// 20 standard deviations of the accumulated rounding error of a typical element, or 6 of an element
// whose row is three times as large as the typical one.
static constexpr double deviations = 4;

// Five standard deviations of what leaving out the rounding of each weight changes in an element
// whose row is three times as large as the typical one, in units of eps.
static constexpr double leftOut = 3;

// The root mean square of so many elements is within a third of that of all that could stand there.
static constexpr int64_t fewestInRow = 16;

// Smallest normal f32: what an instruction that flushes denormals can lose in one product.
static constexpr double smallestNormal = 0x1p-126;

double Tolerance::allowedAt(double expected) const {
  return absolute + relative * std::fabs(expected);
}

// What underflow may cost: one denormal for each rounding of the result, and for each product either
// a denormal of the accumulator or, where vdpbf16ps flushes, a normal value for operand and sum each.
static double underflowFloor(ElementType result, ElementType accumulator,
                             const ToleranceParams &params) {
  bool flushes = params.operandType == ElementType::BF16;
  double product = flushes ? 2 * smallestNormal : smallestDenormal(accumulator);
  // Where weights are denormal their roundings are absolute.
  double denormals =
      2 * std::sqrt(double(params.reductionLength)) * smallestDenormal(params.operandType);
  return params.roundings * smallestDenormal(result) + params.reductionLength * product +
         double(params.optionalRoundings) * denormals;
}

Tolerance aicc::data::toleranceFor(ElementType result, const ToleranceParams &params,
                                   double scale) {
  if (!isFloat(result))
    return {};
  ElementType accumulator =
      params.operandType == ElementType::F64 ? ElementType::F64 : ElementType::F32;
  double growth = std::sqrt(double(params.reductionLength)) + double(params.steps);
  double accumulated = deviations * epsilon(accumulator) * growth +
                       (double(params.roundings - 1) + leftOut * double(params.optionalRoundings)) *
                           epsilon(params.operandType);
  return {accumulated * scale + underflowFloor(result, accumulator, params),
          accumulated + epsilon(result)};
}

// Of `count` values, which `value` gives by number. Squares of values relative to the largest neither overflow nor
// vanish all.
static double rootMeanSquareOf(int64_t count, llvm::function_ref<double(int64_t)> value) {
  double largest = 0, sum = 0;
  for (int64_t i = 0; i != count; ++i)
    if (double size = std::fabs(value(i)); std::isfinite(size))
      largest = std::max(largest, size);
  if (largest == 0)
    return 0;
  int64_t finite = 0;
  for (int64_t i = 0; i != count; ++i)
    if (double share = value(i) / largest; std::isfinite(share)) {
      sum += share * share;
      ++finite;
    }
  return largest * std::sqrt(sum / double(finite));
}

double aicc::data::rootMeanSquare(const Array &array) {
  return rootMeanSquareOf(array.size(), [&](int64_t i) { return array.get(i); });
}

double aicc::data::rootMeanSquare(llvm::ArrayRef<double> values) {
  return rootMeanSquareOf(values.size(), [&](int64_t i) { return values[i]; });
}

Tolerances::Tolerances(ElementType result, const Array &reference, const ToleranceParams &params) {
  bool isByRow = params.scalesByRow && !reference.shape().empty() && reference.shape().back() >= fewestInRow;
  together = isByRow ? reference.shape().back() : std::max<int64_t>(1, reference.size());
  for (int64_t first = 0; first < reference.size(); first += together) {
    auto expected = [&](int64_t i) { return reference.get(first + i); };
    double scale = isFloat(result) ? params.scale.value_or(rootMeanSquareOf(together, expected)) : 0;
    parts.push_back(toleranceFor(result, params, scale));
  }
}

namespace {

// One pair of elements: the values as doubles and how far apart they are.
struct Pair {
  double expected;
  double found;
  double difference;
};

Pair pairOfFloats(const Array &result, const Array &reference, int64_t index) {
  double expected = roundTo(result.type(), reference.get(index)), found = result.get(index);
  if (expected == found || (std::isnan(expected) && std::isnan(found)))
    return {expected, found, 0};
  double difference = std::fabs(found - expected);
  // Also for infinity against a finite value, and for the NaN of a difference with NaN.
  if (!std::isfinite(expected) || !std::isfinite(found))
    difference = std::numeric_limits<double>::infinity();
  return {expected, found, difference};
}

// Equality on integers, since double does not tell neighbours above 2^53 apart; the difference is at
// least 1 where they differ.
Pair pairOfIntegers(const Array &result, const Array &reference, int64_t index) {
  double expected = reference.get(index), found = result.get(index);
  int64_t element = loadInteger(result.type(), result.address(index));
  bool equal = expected == found;
  if (equal && !isFloat(reference.type()))
    equal = loadInteger(reference.type(), reference.address(index)) == element;
  else if (equal)
    equal = double(element) == expected && std::fabs(expected) <= 0x1p53;
  double difference = equal ? 0 : std::max(1.0, std::fabs(found - expected));
  return {expected, found, std::isnan(difference) ? INFINITY : difference};
}

void addPair(Comparison &comparison, const Pair &pair, double allowed) {
  int64_t index = comparison.elements++;
  if (pair.difference == 0)
    return;
  comparison.maxAbsolute = std::max(comparison.maxAbsolute, pair.difference);
  comparison.maxRelative = std::max(comparison.maxRelative, pair.difference / allowed);
  // Infinite differences are never accepted, not even by an infinite tolerance.
  if (pair.difference <= allowed && std::isfinite(pair.difference))
    return;
  if (comparison.mismatches++ != 0)
    return;
  comparison.firstMismatch = index;
  comparison.expected = pair.expected;
  comparison.found = pair.found;
  comparison.allowed = allowed;
  comparison.passed = false;
}

} // namespace

Comparison aicc::data::compare(const Array &result, const Array &reference,
                               const ToleranceParams &params) {
  assert(result.shape() == reference.shape() && "result and reference differ in shape");
  assert((!isFloat(result.type()) || isFloat(reference.type())) && "reference is not a float array");
  bool floats = isFloat(result.type());
  Tolerances tolerances(result.type(), reference, params);
  Comparison comparison;
  for (int64_t i = 0; i != result.size(); ++i) {
    Pair pair = floats ? pairOfFloats(result, reference, i) : pairOfIntegers(result, reference, i);
    addPair(comparison, pair, tolerances[i].allowedAt(pair.expected));
  }
  return comparison;
}

// The linear `index` as one index for each dimension, outermost first.
static std::string indexText(int64_t index, llvm::ArrayRef<int64_t> shape) {
  llvm::SmallVector<int64_t> indices(shape.size());
  for (size_t d = shape.size(); d-- != 0; index /= shape[d])
    indices[d] = index % shape[d];
  return shapeText(indices);
}

std::string aicc::data::describe(const Comparison &comparison, llvm::ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << (comparison.passed ? "passed: " : "failed: ");
  if (!comparison.passed)
    os << comparison.mismatches << " of ";
  os << comparison.elements << " elements"
     << (comparison.passed ? "" : " are outside the tolerance")
     << llvm::format(", largest difference %.3g, %.3g of the tolerance", comparison.maxAbsolute,
                     comparison.maxRelative);
  if (!comparison.passed)
    os << "; first at " << indexText(comparison.firstMismatch, shape)
       << llvm::format(": expected %.9g, found %.9g, allowed difference %.3g", comparison.expected,
                       comparison.found, comparison.allowed);
  return text;
}
