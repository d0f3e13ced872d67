// The default schedule of a kernel on an NVIDIA GPU: no table of shapes, only the kernel and the
// device file.
//
// Contractions: every combination of tiles of CTA, warp and slice, buffers, splits of the sums,
// order of tiles, and roles of A and B is priced by the model in GemmModel.h; the cheapest legal
// one is taken. What it follows, and in which direction (test/Target/NVIDIA/default-schedule.py
// holds it to this):
//
//   tile of a CTA   large enough for few reads of L2, small enough for waves that end together:
//   with half the
//                   multiprocessors, a problem that just filled them takes larger tiles or fewer
//                   splits
//   split of k      only where tiles are fewer than multiprocessors; fewer parts with fewer
//   multiprocessors buffers         as many slices as memory's latency needs to arrive, within
//   shared memory: half the shared memory
//                   takes smaller tiles, thinner slices or fewer buffers
//   raster          where the operands do not fit L2, groups of rows that do
//   workers         where tiles queue and one's loads beside another's stores save more than 2 %
//   swap            where fewer rows than the instruction's longer side are left
//   instruction     mma.sync for the types, tf32 only where the kernel allows it, else fma on tiles
//   of a lane
//
// All other kernels: one thread an element.
#ifndef AICC_COMPILER_TARGET_NVIDIA_DEFAULTSCHEDULE_H
#define AICC_COMPILER_TARGET_NVIDIA_DEFAULTSCHEDULE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "passes/Schedule/PackedOperands.h"

namespace aicc::nvidia {
/// The schedule that the analytic model expects to be fastest. `threads`, a team of a CPU, means
/// nothing here.
schedule::TreeAttr defaultSchedule(kernel::KernelOp kernel, const device::Device &device, int64_t threads,
                                   const schedule::FixedLayouts &fixed = {});
} // namespace aicc::nvidia

#endif // AICC_COMPILER_TARGET_NVIDIA_DEFAULTSCHEDULE_H
