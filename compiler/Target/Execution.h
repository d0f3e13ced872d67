// Running entries that the host's processor does not run itself: on a device that is here, or in an emulator of it.
#ifndef AICC_COMPILER_TARGET_EXECUTION_H
#define AICC_COMPILER_TARGET_EXECUTION_H

#include "compiler/Artifact/ArtifactInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace aicc::target {
/// What a device, or its driver, did not do.
class DeviceError : public llvm::ErrorInfo<DeviceError> {
public:
  static inline char ID = 0;
  DeviceError(bool isFault, std::string message) : isFault(isFault), message(std::move(message)) {}
  void log(llvm::raw_ostream &stream) const override { stream << message; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

  /// Whether a kernel faulted, did not end, or computed wrongly: a fault of this compiler. Else what is here does not
  /// suffice: no device, another driver, too little memory.
  const bool isFault;

private:
  std::string message;
};

/// The memory of a device that is here. Blocks live as long as the process: freeing one would wait for the device, which
/// may hang.
class DeviceMemory {
public:
  virtual ~DeviceMemory() = default;
  /// A block of `bytes` bytes, aligned to 256, which the host may not touch.
  virtual llvm::Expected<void *> allocate(int64_t bytes) = 0;
  /// Copies `bytes` bytes from the host's memory.
  virtual llvm::Error write(void *device, const void *host, int64_t bytes) = 0;
  /// Copies `bytes` bytes to the host's memory, behind the work that was started.
  virtual llvm::Error read(void *host, const void *device, int64_t bytes) = 0;
  /// Milliseconds from the begin of `work` to its end by the device's own clock. `work` enqueues on the stream that it is
  /// given, in the order of which `write` and `read` are, too, and does not wait.
  virtual llvm::Expected<double> time(llvm::function_ref<llvm::Error(void *stream)> work) = 0;
  /// Whether an emulator answers in place of a device: its times mean nothing.
  virtual bool isEmulated() const = 0;
};

/// A buffer that an emulated entry takes, in the host's memory.
struct EmulatedBuffer {
  std::string name;        ///< in messages: "argument 0"
  void *data = nullptr;
  int64_t bytes = 0;
  bool isWritten = false;  ///< whether the entry may write it
  bool isRead = true;      ///< whether what is there before may be read
};

/// What an emulator has to say about an instruction.
struct EmulatedFinding {
  bool isError; ///< false: slow, not wrong
  std::string where, what;
};

/// What emulated calls did.
struct EmulationReport {
  std::vector<EmulatedFinding> findings;
  uint64_t launches = 0, instructions = 0; ///< instructions of warps
  uint64_t bankConflicts = 0; ///< passes over the banks of shared memory beyond what the widths of accesses need
  uint64_t extraSectors = 0;  ///< sectors of global memory beyond what holds the bytes accessed
};

/// Executes the device's code of one artifact.
class Emulator {
public:
  virtual ~Emulator() = default;
  /// Runs one call. `buffers` are the entry's parameters, `arena` its scratch. Adds to `report`.
  virtual llvm::Error call(const artifact::Entry &entry, llvm::ArrayRef<EmulatedBuffer> buffers,
                           const EmulatedBuffer &arena, EmulationReport &report) = 0;
};
} // namespace aicc::target

#endif // AICC_COMPILER_TARGET_EXECUTION_H
