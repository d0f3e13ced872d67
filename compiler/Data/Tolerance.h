// When a result counts as right.
//
// docs/Numerics.md derives the formula. In short, with eps = distance from 1 to the next value:
//
//   a        = 4 eps(accumulator) (sqrt(K) + steps) + (roundings - 1 + 3 optional) eps(operand)
//   relative = a + eps(result)
//   absolute = a scale + floor
//   accepted   |found - expected| <= absolute + relative |expected|
//
// scale is the root mean square of the finite elements of the reference, or of one row of it, floor covers denormals.
// Integers have no tolerance.
#ifndef AICC_COMPILER_DATA_TOLERANCE_H
#define AICC_COMPILER_DATA_TOLERANCE_H

#include "compiler/Data/Array.h"
#include <optional>
#include <vector>

namespace aicc::data {

/// How a result was computed, as far as its error depends on it. The defaults fit one element-wise
/// operation.
struct ToleranceParams {
  /// Narrowest type that an operand of the computation has; f64 makes the accumulator f64, every other
  /// type f32.
  ElementType operandType = ElementType::F32;
  /// K: elements summed for one element of the result. With several reductions one after the other,
  /// their sum. 1 without a reduction.
  int64_t reductionLength = 1;
  /// Element-wise operations one after the other on the longest path, each within 4 ulp.
  int64_t steps = 0;
  /// Roundings to a tensor type one after the other on the longest path, that of the result included.
  int64_t roundings = 1;
  /// Roundings of expanded codes one after the other on the longest path, which a kernel may leave
  /// out or apply to the code in place of the product. Not counted in `roundings`.
  int64_t optionalRoundings = 0;
  /// Errors are relative to the row that an element lies in, along the innermost dimension: what the weights of a
  /// softmax are multiplied with makes rows of very different size, one a query. Rows of fewer than 16 elements are no
  /// measure.
  bool scalesByRow = false;
  /// Magnitude that rounding errors are relative to. Default: root mean square of the reference, or of the row.
  /// Give the root mean square of sum |a_i b_i| where the sums cancel by construction.
  std::optional<double> scale;
};

/// A result is accepted when |found - expected| <= absolute + relative * |expected|.
struct Tolerance {
  double absolute = 0;
  double relative = 0;

  /// The largest accepted difference for `expected`.
  double allowedAt(double expected) const;
};

/// The tolerance of a result of type `result` whose reference has root mean square `scale`. Zero for
/// integers.
Tolerance toleranceFor(ElementType result, const ToleranceParams &params, double scale);

/// Root mean square of the finite elements; 0 if there is none. Does not overflow.
double rootMeanSquare(const Array &array);
double rootMeanSquare(llvm::ArrayRef<double> values);

/// The tolerance of each element of a result.
class Tolerances {
public:
  /// `reference` is what elements of type `result` are compared with; `params` say whether it is scaled as a whole.
  Tolerances(ElementType result, const Array &reference, const ToleranceParams &params);

  /// That of the element with this row-major index.
  const Tolerance &operator[](int64_t index) const { return parts[index / together]; }

private:
  int64_t together; ///< elements that share a scale
  std::vector<Tolerance> parts;
};

/// What `compare` found. Differences are those of mismatches too; infinite where one side is NaN and
/// the other is not, or where an infinity meets another value.
struct Comparison {
  /// Largest |found - expected|.
  double maxAbsolute = 0;
  /// Largest |found - expected| divided by what is allowed there; at most 1 in a result that passes.
  double maxRelative = 0;
  /// Number of elements compared.
  int64_t elements = 0;
  /// Number of elements outside the tolerance.
  int64_t mismatches = 0;
  /// Linear row-major index of the first of them, -1 without any.
  int64_t firstMismatch = -1;
  /// The reference, rounded to the result's type, and the result there.
  double expected = 0;
  double found = 0;
  /// The largest difference accepted there.
  double allowed = 0;
  /// True without mismatches.
  bool passed = true;
};

/// Compares each element of `result` with that of `reference`, which has the same shape and is a float
/// array (in practice f64) for a float result, an integer or float array for an integer result. The
/// reference is rounded to the result's type first. NaN equals NaN, an infinity equals itself only,
/// both zeros are equal, integers are equal or wrong.
Comparison compare(const Array &result, const Array &reference, const ToleranceParams &params);

/// One line for people: the verdict, and for a failure the first mismatch with its index in an array
/// of shape `shape`.
std::string describe(const Comparison &comparison, llvm::ArrayRef<int64_t> shape);

} // namespace aicc::data

#endif // AICC_COMPILER_DATA_TOLERANCE_H
