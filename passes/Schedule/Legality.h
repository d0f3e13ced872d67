// Whether a schedule fits a kernel and a device. Each rule is one small named predicate with its physical reason
// (`Rules.h`); they run in a fixed order and the first violated one ends the check.
#ifndef AICC_PASSES_SCHEDULE_LEGALITY_H
#define AICC_PASSES_SCHEDULE_LEGALITY_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"

namespace aicc::schedule {
/// On a kernel or its module: the factors of f32 contractions may be rounded to tf32, which keeps 10 bits behind the point.
inline constexpr llvm::StringLiteral kAllowTf32Attr = "aicc.allow_tf32";
/// True where `kernel` or what holds it carries that attribute.
bool mayRoundToTf32(kernel::KernelOp kernel);

/// Succeeds where `schedule` is legal for `kernel` on `device`; otherwise reports the first violated rule: its name,
/// what it expected, what it found, and why the hardware or the arithmetic asks for it.
mlir::LogicalResult checkSchedule(kernel::KernelOp kernel, const device::Device &device, TreeAttr schedule,
                                  llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

/// The name of the first rule that `schedule` violates, or nothing where it is legal. Reports nothing: for searches.
std::optional<llvm::StringRef> firstViolation(kernel::KernelOp kernel, const device::Device &device, TreeAttr schedule);

/// Every rule as (name, physical reason), in the order in which they are checked.
llvm::SmallVector<std::pair<llvm::StringRef, llvm::StringRef>> legalityRules();
} // namespace aicc::schedule

#endif // AICC_PASSES_SCHEDULE_LEGALITY_H
