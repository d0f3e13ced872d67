// The space of schedules of a kernel on a CPU.
//
// Plain contractions have the knobs of Contraction.h, which write the whole tree; products with
// weights of four bits those of ExpandedSpace.cpp. Every other kernel has the fields of its default
// schedule as knobs: threads, register tiles, unrolling, panels asked for ahead; the structure
// stays.
#ifndef AICC_COMPILER_TARGET_CPU_SPACE_H
#define AICC_COMPILER_TARGET_CPU_SPACE_H

#include "compiler/Target/Space.h"
#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"

namespace aicc::cpu {
/// The knobs of `kernel` on `device` for a team of `threads` (0: the device's own). The default
/// schedule is a point.
target::Space space(kernel::KernelOp kernel, const device::Device &device, int64_t threads);

/// The knobs of a plain contraction (`Contraction::fits`).
target::Space contractionSpace(kernel::KernelOp kernel, const device::Device &device, int64_t threads);

/// The knobs of a product whose columns are weights of four bits, or nothing where they are not. The
/// default schedule has no part in their values.
std::optional<target::Space> expandedSpace(kernel::KernelOp kernel, const device::Device &device, int64_t threads);

/// The fields of `tree`, a schedule of `kernel`, as knobs.
target::Space fieldSpace(kernel::KernelOp kernel, const device::Device &device, int64_t threads,
                         schedule::TreeAttr tree);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_SPACE_H
