// The rate that this machine's multiply-add units reach, measured: what runs are compared with.
#ifndef AICC_COMPILER_DRIVER_PEAK_H
#define AICC_COMPILER_DRIVER_PEAK_H

#include "compiler/Data/ElementType.h"
#include <optional>

namespace aicc::driver {
/// GFLOP/s of `threads` threads that do nothing but multiply and add on registers, for operands of `type`: f64; f32,
/// also for f16; bf16 by the processor's dot product where it has one, else f32; i8 by AVX-512 VNNI, or in 16 bits with
/// AVX2, in operations. The best of several slices, about 20 ms in all; clocks drift, so measure beside what is
/// compared. Nothing for other integers, or where the instruction is missing.
///
/// `mayUseAvx512` says whether code for the device that is compared may; without, AVX2 is the widest.
std::optional<double> measurePeakGflops(data::ElementType type, unsigned threads, bool mayUseAvx512 = true);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_PEAK_H
