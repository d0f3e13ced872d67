// A device's memory whose blocks lie between bytes that nothing may write. A device has no pages that its kernels may not
// touch; what runs past an end by less than such a zone is seen afterwards.
#ifndef AICC_AUTOTUNE_MEASURE_GUARDEDMEMORY_H
#define AICC_AUTOTUNE_MEASURE_GUARDEDMEMORY_H

#include "compiler/Target/Execution.h"
#include <vector>

namespace aicc::autotune {
class GuardedMemory : public target::DeviceMemory {
public:
  explicit GuardedMemory(std::unique_ptr<target::DeviceMemory> memory) : memory(std::move(memory)) {}

  llvm::Expected<void *> allocate(int64_t bytes) override;
  llvm::Error write(void *device, const void *host, int64_t bytes) override {
    return memory->write(device, host, bytes);
  }
  llvm::Error read(void *host, const void *device, int64_t bytes) override { return memory->read(host, device, bytes); }
  llvm::Expected<double> time(llvm::function_ref<llvm::Error(void *stream)> work) override { return memory->time(work); }
  bool isEmulated() const override { return memory->isEmulated(); }

  /// An error that names the block where something ran past the begin or the end of one.
  llvm::Error checkZones();
  /// Writes one byte past the end of each block, for tests.
  llvm::Error spoil();

private:
  struct Block {
    char *begin;
    int64_t bytes;
  };
  llvm::Error checkZone(const char *zone, const Block &block);

  std::unique_ptr<target::DeviceMemory> memory;
  std::vector<Block> blocks;
};
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_MEASURE_GUARDEDMEMORY_H
