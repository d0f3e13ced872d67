// A kernel as modules of its own: one that calls it under a schedule, and one that says the same in linalg for the oracle.
// How the numbers of a record are checked where the module that its kernel came from is not.
#ifndef AICC_AUTOTUNE_DATABASE_KERNELMODULES_H
#define AICC_AUTOTUNE_DATABASE_KERNELMODULES_H

#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "mlir/IR/OwningOpRef.h"

namespace aicc::autotune {
/// A module whose function @main calls `kernel`, a kernel with static shapes, pinned to `tree` on the device `deviceId`.
mlir::OwningOpRef<mlir::ModuleOp> scheduledModule(kernel::KernelOp kernel, schedule::TreeAttr tree,
                                                  llvm::StringRef deviceId);

/// A module whose function @main computes what `kernel`, a kernel with static shapes, computes: one linalg.generic a
/// computation, nothing fused, sums in the computation's result type.
mlir::OwningOpRef<mlir::ModuleOp> referenceModule(kernel::KernelOp kernel);
} // namespace aicc::autotune

#endif // AICC_AUTOTUNE_DATABASE_KERNELMODULES_H
