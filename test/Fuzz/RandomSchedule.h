// Random walks through the legal schedules of a kernel.
#ifndef AICC_TEST_FUZZ_RANDOMSCHEDULE_H
#define AICC_TEST_FUZZ_RANDOMSCHEDULE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// A legal schedule of `kernel` on `device`, some random steps away from `start`, which is one: other tiles, orders,
/// bands, register tiles, unrollings, stages, layouts and places of computations. Every step that is not legal is
/// taken back; with `mostChanges`, the walk ends there, so that the change that breaks something can be found.
schedule::TreeAttr randomSchedule(Random &random, kernel::KernelOp kernel, const device::Device &device,
                                  schedule::TreeAttr start, int64_t mostChanges);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_RANDOMSCHEDULE_H
