// The pass that reads device files.
#ifndef AICC_COMPILER_DEVICE_PASSES_H
#define AICC_COMPILER_DEVICE_PASSES_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "mlir/Pass/Pass.h"

namespace aicc::device {
#define GEN_PASS_DECL
#include "compiler/Device/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "compiler/Device/Passes.h.inc"
} // namespace aicc::device

#endif // AICC_COMPILER_DEVICE_PASSES_H
