// The default schedule of a kernel on a CPU: no table of shapes, only the kernel and the device file.
//
// What each knob follows, and in which direction (test/Target/CPU/default-schedule.py holds the model to it):
//
//   threads band       the team: the device's count, or fewer by request. The dimension that balances best is cut into
//                      one share a thread, rounded up to register tiles; kernels too small to wake a team have no band.
//                      Results that take longer to write than to compute are shared out by rows, walked row by row and
//                      written in whole cache lines; columns that need it are packed all at once before.
//   memory band, k     the longest block of a reduced dimension whose panel of one register tile's columns takes a
//                      fifth of L2: half the L2 capacity halves it, and so do columns that are twice as wide. Not
//                      cut where all rows are one register tile and panels are a stream that comes without being asked
//                      for.
//                      Columns in place that few rows read from memory are cut into eight rows, which are streams,
//                      where the device's memory fetches ahead within a window shorter than one of them
//                      (`stream_window`).
//   memory band, n     where k is cut for L2, the columns of one panel, so that their sums stay in L2.
//   memory band, m     the most rows whose whole depth takes a quarter of L3: half the L3 capacity halves it.
//   ahead              the next panel is asked for while rows pass this one several times, and while it is packed.
//   prefetch           where a panel is read once, and the core's window is too short to keep memory busy: as far ahead
//                      as memory's rate times its latency. Half the latency halves it.
//   unroll             a page of weights with one row, eight lines with a few, where weights arrive slowly.
//   register tile      fills the registers: half the registers at least halve its points, half the lanes (narrower
//                      registers) at least halve its columns. A slower L2 makes it taller and narrower, since a panel
//                      is then read less often, and so does memory that few rows keep busy. Siblings share the
//                      registers.
//   instruction        the device's first vector instruction for the types, else that of the accumulation type.
//   packing            weights are prepacked; other operands are packed where more than a few rows would read the
//                      columns, or where they do not lie as the lanes and the instruction take them.
#ifndef AICC_COMPILER_TARGET_CPU_DEFAULTSCHEDULE_H
#define AICC_COMPILER_TARGET_CPU_DEFAULTSCHEDULE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "passes/Schedule/PackedOperands.h"

namespace aicc::cpu {
/// The schedule that the analytic model expects to be fastest with a team of `threads` (0: the device's own count).
/// Prepacked operands in `fixed` have these layouts, whose panels the register tiles then divide.
schedule::TreeAttr defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads,
                                   const schedule::FixedLayouts &fixed = {});
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_DEFAULTSCHEDULE_H
