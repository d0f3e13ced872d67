// What a module must be before any pass runs: the errors a user can make, each with its place.
#ifndef AICC_COMPILER_DRIVER_CHECKINPUT_H
#define AICC_COMPILER_DRIVER_CHECKINPUT_H

#include "mlir/IR/BuiltinOps.h"

namespace aicc::driver {
/// Fails, after diagnostics, where `module` has no public function, where a public function has arguments or results
/// that are no tensors of supported types with static shapes, or where `aicc.inout` does not fit.
mlir::LogicalResult checkInput(mlir::ModuleOp module);
} // namespace aicc::driver

#endif // AICC_COMPILER_DRIVER_CHECKINPUT_H
