// How: the schedule dialect. See ScheduleAttrs.td for what each attribute promises.
#ifndef AICC_DIALECTS_SCHEDULE_SCHEDULE_H
#define AICC_DIALECTS_SCHEDULE_SCHEDULE_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"

#include "dialects/Schedule/ScheduleDialect.h.inc"
#include "dialects/Schedule/ScheduleEnums.h.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Schedule/ScheduleAttrs.h.inc"

namespace aicc::schedule {
/// The band name that attaches a computation to the register tile.
inline constexpr llvm::StringLiteral kRegisters = "registers";
/// Where a computation is attached: in each step of the innermost loop of the contraction that it feeds.
inline constexpr llvm::StringLiteral kStep = "step";
/// Where a computation is attached: its codes in each step of that loop, its scales on the sums of
/// an iteration.
inline constexpr llvm::StringLiteral kSums = "sums";
/// The band name that attaches a computation outside all bands.
inline constexpr llvm::StringLiteral kRoot = "root";

/// True where `inner` places its computation in the steps of a contraction's loop: `step` or
/// `sums`.
bool isInSteps(ComputationAttr inner);
/// True where `inner` places its computation at `sums`.
bool isOnSums(ComputationAttr inner);
} // namespace aicc::schedule

#endif // AICC_DIALECTS_SCHEDULE_SCHEDULE_H
