// Selects each kernel's schedule: pinned, else the target's default.
#ifndef AICC_COMPILER_PIPELINE_SELECTSCHEDULES_H
#define AICC_COMPILER_PIPELINE_SELECTSCHEDULES_H

#include "compiler/Pipeline/Pipeline.h"

namespace aicc {
/// A pass that attaches the device, names it in every kernel and gives every kernel without a pinned schedule the
/// default of the device's target.
std::unique_ptr<mlir::Pass> createSelectSchedules(const PipelineOptions &options);
} // namespace aicc

#endif // AICC_COMPILER_PIPELINE_SELECTSCHEDULES_H
