// A function of a loaded artifact with everything that one call needs: weights packed, constants mapped, results
// touched, scratch memory lent.
#ifndef AICC_COMPILER_DRIVER_INVOCATION_H
#define AICC_COMPILER_DRIVER_INVOCATION_H

#include "compiler/Data/Array.h"
#include "compiler/Driver/LoadedArtifact.h"
#include "compiler/Target/Execution.h"
#include "runtime/aicc_runtime.h"

namespace aicc::driver {
/// Arrays for every argument of `signature`, drawn from `seed`.
llvm::Expected<std::vector<data::Array>> makeRandomInputs(const Signature &signature, uint64_t seed);

/// Where the buffers of entries lie and who executes them. By default this process's memory and the processor.
struct Execution {
  target::DeviceMemory *memory = nullptr;     ///< buffers are copied there
  target::Emulator *emulator = nullptr;       ///< executes in place of the artifact
  target::EmulationReport *report = nullptr;  ///< what the emulator adds to
  double seconds = 0;                         ///< after which a call on a device is given up; 0: never
};

/// One function, called as often as wanted on the same inputs. Refers to the artifact and to the inputs.
class Invocation {
public:
  /// Packs the weights and allocates. `inputs` are all of the function's arguments, in its order; none is written.
  /// `threads` is the most that a call keeps busy; 0: as many as the artifact likes.
  static llvm::Expected<std::unique_ptr<Invocation>> create(const LoadedArtifact &artifact,
                                                            const artifact::Entry &entry,
                                                            llvm::ArrayRef<data::Array> inputs, int32_t threads,
                                                            Execution execution = {});

  /// Puts arguments that are written in place back to what they were.
  llvm::Error reset();

  /// Whether there are such arguments.
  bool needsReset() const;

  /// Fills the scratch memory that calls are lent with bytes that make NaN of every floating-point type: what is read
  /// there before it is written shows. A new invocation has done so.
  llvm::Error poisonScratch();

  /// Calls the function once; the results are not looked at yet.
  llvm::Error call();
  /// On a device: only enqueues a call on `stream`.
  llvm::Error enqueue(void *stream);
  /// Fetches the results of the last call.
  llvm::Error collect();
  /// Both.
  llvm::Error run();

  /// Result `number` after a run.
  const data::Array &result(unsigned number) const { return results[number]; }

  const Signature &getSignature() const { return signature; }

private:
  Invocation(const LoadedArtifact &artifact, const artifact::Entry &entry, llvm::ArrayRef<data::Array> inputs,
             int32_t threads, Execution execution)
      : artifact(artifact), entry(entry), inputs(inputs), execution(execution), context(aicc_context_default()) {
    context.threads = threads;
  }
  llvm::Error checkInputs() const;
  llvm::Error allocate();
  llvm::Error packInputs();
  llvm::Error prepare();
  /// A buffer in the host's memory.
  struct Buffer {
    void *data = nullptr;
    int64_t bytes = 0;
  };
  Buffer bufferOf(const artifact::Parameter &parameter);
  Buffer resultBuffer(int64_t number);
  llvm::Expected<void *> place(Buffer buffer);
  llvm::Error pointersOf(const artifact::Entry &called, std::vector<void *> &result);
  llvm::Error callEntry(const artifact::Entry &called, aicc_context &lent, llvm::ArrayRef<void *> parameters);
  llvm::Error emulate(const artifact::Entry &called);

  const LoadedArtifact &artifact;
  const artifact::Entry &entry;
  llvm::ArrayRef<data::Array> inputs;
  Execution execution;
  Signature signature;
  std::map<void *, void *> placed; ///< buffers of the host to their copies on the device
  aicc_context context;
  std::vector<data::Array> results;
  std::unique_ptr<data::Array> arena, prepared;
  /// What stands for arrays of i4 in calls: bytes with two elements each. Null for other types.
  std::vector<std::unique_ptr<data::Array>> packedInputs, packedResults;
  std::vector<void *> pointers;
};
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_INVOCATION_H
