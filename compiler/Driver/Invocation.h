// A function of a loaded artifact with everything that one call needs: weights packed, constants mapped, results
// touched, scratch memory lent.
#ifndef AICC_COMPILER_DRIVER_INVOCATION_H
#define AICC_COMPILER_DRIVER_INVOCATION_H

#include "compiler/Data/Array.h"
#include "compiler/Driver/LoadedArtifact.h"
#include "runtime/aicc_runtime.h"

namespace aicc::driver {
/// Arrays for every argument of `signature`, drawn from `seed`.
llvm::Expected<std::vector<data::Array>> makeRandomInputs(const Signature &signature, uint64_t seed);

/// One function, called as often as wanted on the same inputs. Refers to the artifact and to the inputs.
class Invocation {
public:
  /// Packs the weights and allocates. `inputs` are all of the function's arguments, in its order; none is written.
  /// `threads` is the most that a call keeps busy; 0: as many as the artifact likes.
  static llvm::Expected<std::unique_ptr<Invocation>> create(const LoadedArtifact &artifact,
                                                            const artifact::Entry &entry,
                                                            llvm::ArrayRef<data::Array> inputs, int32_t threads);

  /// Puts arguments that are written in place back to what they were.
  void reset();

  /// Calls the function once.
  llvm::Error run();

  /// Result `number` after a run.
  const data::Array &result(unsigned number) const { return results[number]; }

  const Signature &getSignature() const { return signature; }

private:
  Invocation(const LoadedArtifact &artifact, const artifact::Entry &entry, llvm::ArrayRef<data::Array> inputs,
             int32_t threads)
      : artifact(artifact), entry(entry), inputs(inputs), context(aicc_context_default()) {
    context.threads = threads;
  }
  llvm::Error checkInputs() const;
  llvm::Error allocate();
  llvm::Error packInputs();
  llvm::Error prepare();
  void *pointerOf(const artifact::Parameter &parameter);
  void *resultPointer(int64_t number);

  const LoadedArtifact &artifact;
  const artifact::Entry &entry;
  llvm::ArrayRef<data::Array> inputs;
  Signature signature;
  aicc_context context;
  std::vector<data::Array> results;
  std::unique_ptr<data::Array> arena, prepared;
  /// What stands for arrays of i4 in calls: bytes with two elements each. Null for other types.
  std::vector<std::unique_ptr<data::Array>> packedInputs, packedResults;
  std::vector<void *> pointers;
};
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_INVOCATION_H
