// Whether aicc's result of a row is right, at a price that does not exceed that of the benchmark.
#ifndef AICC_COMPILER_BENCH_CHECK_H
#define AICC_COMPILER_BENCH_CHECK_H

#include "compiler/Bench/Row.h"
#include "compiler/Oracle/Oracle.h"
#include <map>

namespace aicc::bench {
/// What a comparison found.
struct CheckReport {
  bool passed = false;
  double maxError = 0;    ///< largest |found - expected| of what was compared
  double ofTolerance = 0; ///< the largest error as a share of what is allowed there; at most 1 where it passed
  std::string method;     ///< "oracle": every element; "sampled": see `checkSample`
  std::string message;    ///< of a failure, for people
};

/// Checks a GEMM row of type f32, bf16, i8 or w4 against f64 without computing all of it: 4096 elements drawn at random
/// by the rule of docs/Numerics.md, and for every row of the result its product with a random vector of signs. Errors
/// of single elements are independent of the signs, so by Hoeffding's bound the product of a right result leaves six
/// times the root of the sum of their squared tolerances with a probability below 1e-7.
CheckReport checkSample(const Row &row, llvm::ArrayRef<data::Array> inputs, const data::Array &result);

/// The elements of an operand: all types of operands are subsets of f32.
std::vector<float> valuesOf(const data::Array &array);

/// Checks rows, and keeps the oracle's results, which take long, for later rows of the same problem and type.
class Checker {
public:
  /// Checks all `results` of `module`, as it was parsed, whose only function is `entry`. GEMM rows of more than 1 GFLOP are
  /// sampled, and so is attention with as much for all pairs (AttentionCheck.h), which have one result; all others are
  /// compared with the oracle.
  llvm::Expected<CheckReport> check(const Row &row, mlir::ModuleOp module, llvm::StringRef entry,
                                    llvm::ArrayRef<data::Array> inputs, llvm::ArrayRef<data::Array> results);

private:
  std::map<std::string, std::vector<oracle::Reference>> references;
};

/// The largest |a - b| of two lists of results of the same shapes; infinite where one has a NaN and the other not.
double largestDifference(llvm::ArrayRef<data::Array> a, llvm::ArrayRef<data::Array> b);
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_CHECK_H
