// An artifact as a contestant: loaded and called as any host does it. See benchmarks/peers/Protocol.h.
#ifndef AICC_COMPILER_BENCH_SERVEDARTIFACT_H
#define AICC_COMPILER_BENCH_SERVEDARTIFACT_H

#include "benchmarks/peers/Protocol.h"
#include "compiler/Driver/Invocation.h"

namespace aicc::bench {
/// The memory of the device that artifacts of `backend` run on; null where that is the host's processor. A HardwareError
/// where no such device is here.
llvm::Expected<std::unique_ptr<target::DeviceMemory>> openDevice(llvm::StringRef backend);

/// One function with sets of operands that calls rotate over. On a device that is not the host's processor, operands lie in
/// the device's memory, and the device's clock counts.
class ServedArtifact {
public:
  /// The words of `request` name the library, with its manifest beside it, the folder of `inputs`, the number of `copies`
  /// of them and the most `threads` that a call keeps busy. Refers to `memory`; null: the host's.
  static llvm::Expected<std::unique_ptr<ServedArtifact>> open(const peers::Request &request, artifact::Info info,
                                                              target::DeviceMemory *memory);
  /// What answers commands; refers to this.
  peers::Contestant contestant();
  /// The first result of the last call.
  llvm::Expected<const data::Array *> result();

private:
  /// One set of operands, with a function that is ready to be called on it.
  struct Operands {
    std::vector<data::Array> inputs;
    std::unique_ptr<driver::Invocation> invocation;
  };

  explicit ServedArtifact(target::DeviceMemory *memory) : memory(memory) {}
  llvm::Error addSet(const peers::Request &request);
  std::string prepare();
  std::string call();
  llvm::Expected<std::vector<double>> time(int64_t calls);
  llvm::Error writeResults(const std::string &path);

  target::DeviceMemory *memory;
  driver::SoleEntry function;
  std::vector<std::unique_ptr<Operands>> sets;
  size_t next = 0, last = 0;
};
} // namespace aicc::bench

#endif // AICC_COMPILER_BENCH_SERVEDARTIFACT_H
