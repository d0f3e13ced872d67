// Times the kernels of an explained module on this machine, each in a function of its own.
#ifndef AICC_COMPILER_DRIVER_MEASUREKERNELS_H
#define AICC_COMPILER_DRIVER_MEASUREKERNELS_H

#include "compiler/Driver/Explain.h"

namespace aicc::driver {
/// Compiles each kernel of `explanation`, which `compilation` was explained by, with the schedule that it has and calls
/// it on random inputs, weights packed before: sets `measured`. Where this machine cannot run the device's code, sets
/// `notMeasured` and measures nothing.
llvm::Error measureKernels(const Compilation &compilation, Explanation &explanation);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_MEASUREKERNELS_H
