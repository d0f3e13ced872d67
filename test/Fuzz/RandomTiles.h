// Random legal schedules of contractions on NVIDIA GPUs.
#ifndef AICC_TEST_FUZZ_RANDOMTILES_H
#define AICC_TEST_FUZZ_RANDOMTILES_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "test/Fuzz/Random.h"

namespace aicc::fuzz {
/// A schedule of `kernel` on `device` with random tiles of CTAs, warps or threads and slices, buffers, split sums,
/// raster, workers and roles of the factors, among them sizes that no default has; legal, and one that the lowering
/// obeys. Null where the kernel is no contraction with such a schedule, or none is found.
schedule::TreeAttr randomTiles(Random &random, kernel::KernelOp kernel, const device::Device &device);
} // namespace aicc::fuzz

#endif // AICC_TEST_FUZZ_RANDOMTILES_H
