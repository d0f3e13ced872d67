// Random schedules of a contraction on a CPU, of the kind that somebody who tunes by hand would try.
#ifndef AICC_COMPILER_TARGET_CPU_SENSIBLESCHEDULE_H
#define AICC_COMPILER_TARGET_CPU_SENSIBLESCHEDULE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include <random>

namespace aicc::cpu {
/// A schedule of `kernel` on `device` for a team of `threads`, legal and within what the lowering obeys. Drawn are:
/// whether lanes run along the result or along the sum; the register tile, as large as the registers allow; the
/// unrolling; the dimension that threads share; blocks of rows, columns and depth and which of them is outside;
/// whether panels or lines are asked for ahead; and whether columns that are no weight are packed, per panel or per
/// block, or read as they lie. For weights of four bits a point of their space is drawn (`cpu::expandedSpace`): where
/// they are expanded, the register tile, the unrolling, the depth of a panel. Takes no part of the default schedule.
/// Null where the kernel is no single contraction of two operands along one dimension, or where no try was legal.
schedule::TreeAttr sensibleSchedule(std::mt19937_64 &random, kernel::KernelOp kernel, const device::Device &device,
                                    int64_t threads);
} // namespace aicc::cpu

#endif // AICC_COMPILER_TARGET_CPU_SENSIBLESCHEDULE_H
