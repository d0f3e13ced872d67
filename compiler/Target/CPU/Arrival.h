// How panels of a contraction's columns arrive from where they lie, beside the arithmetic that uses them.
#ifndef AICC_COMPILER_TARGET_CPU_ARRIVAL_H
#define AICC_COMPILER_TARGET_CPU_ARRIVAL_H

#include "compiler/Target/CPU/KernelParts.h"

namespace aicc::cpu {
/// Columns lie in L3 where they take at most half of it, else in memory.
class Arrival {
public:
  explicit Arrival(KernelParts &parts) : parts(parts) {}

  /// The share of the arithmetic of `rows` rows on a panel, with instruction `with`, during which the next panel is on
  /// its way: 0 to 1. 0 where the device file does not say.
  double share(const device::Instruction *with, int64_t rows);

  /// True where prepacked columns arrive no faster than all rows together use them.
  bool isSlow(const device::Instruction *with);

  /// True where all columns fit L3, so that they may be there still from the call before.
  bool mayBeNear();

  /// Bytes of columns that have to be on their way for memory to be busy: Little's law, rate times latency. 0 for
  /// columns that lie in L3, which answers soon enough, and where the device file does not say.
  double bytesOnTheirWay();

  /// Bytes that have to be on their way for one core to get all that `level` can deliver; 0 where the device file does not
  /// say how much that is.
  static double bytesInFlight(const device::MemoryLevel &level);

  /// True where a core that does `operations` between one cache line and the next has too few loads in flight to get
  /// all that memory can deliver.
  bool isWindowShort(double operations);

  /// Bytes of all columns.
  int64_t bytes();

private:
  const device::MemoryLevel *source();

  KernelParts &parts;
};
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_ARRIVAL_H
