// A function of an artifact called on buffers between pages that nobody may touch: what runs past
// an end ends the process there and then, in place of changing another buffer.
#ifndef AICC_AUTOTUNE_MEASURE_GUARDEDCALL_H
#define AICC_AUTOTUNE_MEASURE_GUARDEDCALL_H

#include "compiler/Data/Array.h"
#include "compiler/Driver/LoadedArtifact.h"
#include "runtime/aicc_runtime.h"

namespace aicc::autotune {
/// Bytes whose last one lies before a page without access, at most 63 bytes for alignment between
/// them; another such page lies before them, less than a page away. Every page is touched.
class GuardedBytes {
public:
  static llvm::Expected<GuardedBytes> create(size_t bytes);
  ~GuardedBytes();
  GuardedBytes(GuardedBytes &&other) noexcept;
  GuardedBytes &operator=(GuardedBytes &&) = delete;

  void *data() { return begin; }
  size_t size() const { return count; }
  /// What happened to the bytes between the ends and the pages without access, in words that go on with the buffer's
  /// name; empty where they are as they were.
  llvm::StringRef findDamage() const;

private:
  GuardedBytes() = default;
  char *mapping = nullptr, *begin = nullptr;
  size_t mapped = 0, count = 0;
  size_t head = 0, slack = 0; ///< bytes before and behind the `count` ones
};

/// One function with one set of operands, called as often as wanted. Refers to the artifact.
class GuardedCall {
public:
  /// Packs the weights and copies `inputs`, all of the function's arguments. `threads`: the most
  /// that a call keeps busy.
  static llvm::Expected<std::unique_ptr<GuardedCall>> create(const driver::LoadedArtifact &artifact,
                                                             const artifact::Entry &entry,
                                                             llvm::ArrayRef<data::Array> inputs, int32_t threads);
  /// Calls the function once.
  llvm::Error run() { return artifact.call(entry.symbol, pointers); }
  /// The first byte of result `number`.
  GuardedBytes &result(unsigned number) { return results[number]; }
  /// A copy of result `number`, or an error where there is no memory for it.
  llvm::Expected<data::Array> fetch(unsigned number);
  /// An error that names the buffer where something ran past an end of one.
  llvm::Error checkEnds() const;

private:
  GuardedCall(const driver::LoadedArtifact &artifact, const artifact::Entry &entry)
      : artifact(artifact), entry(entry), context(aicc_context_default()) {}
  llvm::Error addInputs(llvm::ArrayRef<data::Array> arrays);
  llvm::Error addResults();
  llvm::Error addScratch();
  void *pointerOf(const artifact::Parameter &parameter);

  const driver::LoadedArtifact &artifact;
  const artifact::Entry &entry;
  driver::Signature signature;
  aicc_context context;
  std::vector<GuardedBytes> inputs, results,
      scratch;                    ///< scratch: the arena, then the packed weights
  std::optional<size_t> prepared; ///< the place of the packed weights in `scratch`
  std::vector<void *> pointers;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_GUARDEDCALL_H
