// Whether a candidate's numbers are right. The reference of a kernel is computed once a seed and
// kept.
//
// A small kernel is compared with the oracle, element by element. Of a large one the oracle
// computes some indices of its longest free dimension, all elements of each; everywhere else a
// candidate may differ from the default schedule's result, which has passed the same check, by
// twice the tolerance.
#ifndef AICC_AUTOTUNE_MEASURE_JUDGE_H
#define AICC_AUTOTUNE_MEASURE_JUDGE_H

#include "autotune/Database/Record.h"
#include "autotune/Kernel/KernelModule.h"
#include "compiler/Data/Tolerance.h"
#include "compiler/Driver/LoadedArtifact.h"

namespace aicc::autotune {
/// What a check found.
struct Finding {
  bool passed = false;
  double maxError = 0; ///< the largest difference divided by what is allowed there
  std::string message; ///< of a failure, for people
};

class Judge {
public:
  /// Files go to `folder`, which has to exist.
  Judge(kernel::KernelOp kernel, std::string folder);

  /// Draws the inputs of `seed`, writes them as files and computes the reference. Does nothing the
  /// second time.
  llvm::Error prepare(uint64_t seed);
  /// The folder with one .npy file an input of `seed`.
  std::string inputsFolder(uint64_t seed) const;
  /// Takes the default schedule's `result`, which has passed, as what others are compared with
  /// where the oracle is not.
  void setStandard(uint64_t seed, data::Array result);
  /// Checks `result`, the kernel's for the inputs of `seed`, which `prepare` knows.
  Finding check(uint64_t seed, const data::Array &result) const;

  /// The result's type and shape.
  const driver::TensorSlot &getResult() const { return signature.results.front(); }
  /// Bytes of all operands, as artifacts take them.
  int64_t getInputBytes() const;
  /// What the results are compared with: "oracle-f64", or the part of it.
  std::string describeReference() const;
  /// The tolerance that `check` used for `seed`: absolute and relative.
  data::Tolerance toleranceOf(uint64_t seed) const;

private:
  /// What is known of one seed.
  struct Reference {
    oracle::Slice slice; ///< what was computed
    std::optional<data::Array> values;
    data::ToleranceParams params;
    std::optional<data::Array> standard;
  };
  void chooseSlice(int64_t flops);
  llvm::Error compute(uint64_t seed, llvm::ArrayRef<data::Array> inputs, Reference &reference);

  kernel::KernelOp kernel;
  std::string folder;
  driver::Signature signature;
  std::string sliceDim;     ///< of which the oracle computes some indices; empty: all of everything
  int64_t sliceIndices = 0; ///< how many
  std::map<uint64_t, Reference> references;
};

/// The elements of `array` whose index along `axis` is one of `indices`, in their order.
llvm::Expected<data::Array> gather(const data::Array &array, unsigned axis, llvm::ArrayRef<int64_t> indices);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_JUDGE_H
