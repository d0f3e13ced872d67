// An artifact in this process: its library opened, its constants mapped and verified, its entries callable.
#ifndef AICC_COMPILER_DRIVER_LOADEDARTIFACT_H
#define AICC_COMPILER_DRIVER_LOADEDARTIFACT_H

#include "compiler/Driver/Session.h"
#include "compiler/Artifact/ArtifactInfo.h"
#include "compiler/Data/ElementType.h"
#include "compiler/Driver/Errors.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

namespace aicc::driver {
/// A tensor that a function takes or gives.
struct TensorSlot {
  data::ElementType type;
  std::vector<int64_t> shape;
  int64_t tiedResult = -1; ///< arguments: the result that is written in place, or -1
  double range = 1;        ///< arguments: random floats lie in [-range, range)
};

/// All arguments and results of a function as its module declares them, packed weights and tied results included.
struct Signature {
  std::vector<TensorSlot> arguments, results;
};

/// The most pointers that an entry may take.
constexpr size_t kMaxPointers = 128;

/// The library, its description and its constants. Neither copies nor moves: calls hold references to it.
class LoadedArtifact {
public:
  /// Opens `library`, and the weights file beside it where `info` names one, whose digest must be that of `info`.
  /// Fails with HardwareError where the library is for another kind of processor.
  static llvm::Expected<std::unique_ptr<LoadedArtifact>> open(llvm::StringRef library, artifact::Info info);
  ~LoadedArtifact();
  LoadedArtifact(const LoadedArtifact &) = delete;
  LoadedArtifact &operator=(const LoadedArtifact &) = delete;

  const artifact::Info &getInfo() const { return info; }

  /// The bytes of the library.
  llvm::StringRef getBytes() const { return bytes->getBuffer(); }

  /// The entry of `function`; an empty name finds the only one. The error lists what there is.
  llvm::Expected<const artifact::Entry *> findEntry(llvm::StringRef function) const;

  /// The entry that packs the weights of `entry`, or null where none are packed.
  const artifact::Entry *findPrepare(const artifact::Entry &entry) const;

  /// What the module declares for `entry`.
  llvm::Expected<Signature> signatureOf(const artifact::Entry &entry) const;

  /// The first byte of the constants, 64-byte aligned; null where the artifact has none.
  void *getConstants() const { return constants ? const_cast<char *>(constants->const_data()) : nullptr; }

  /// Calls the exported function `symbol` with at most `kMaxPointers` pointers, the context first.
  llvm::Error call(llvm::StringRef symbol, llvm::ArrayRef<void *> pointers) const;

private:
  explicit LoadedArtifact(artifact::Info info) : info(std::move(info)) {}
  llvm::Error mapConstants(llvm::StringRef path);

  artifact::Info info;
  void *handle = nullptr;
  std::unique_ptr<llvm::MemoryBuffer> bytes;
  std::unique_ptr<llvm::sys::fs::mapped_file_region> constants;
};

/// The one function of an artifact.
struct SoleEntry {
  /// Opens `library` as LoadedArtifact does; fails also where it has several functions.
  static llvm::Expected<SoleEntry> open(llvm::StringRef library, artifact::Info info);

  std::unique_ptr<LoadedArtifact> artifact;
  const artifact::Entry *entry = nullptr; ///< of `artifact`
  Signature signature;
};
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_LOADEDARTIFACT_H
