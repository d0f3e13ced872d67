// The pipeline: named phases, each an option struct's worth of passes and one sentence about what holds after it.
#ifndef AICC_COMPILER_PIPELINE_PIPELINE_H
#define AICC_COMPILER_PIPELINE_PIPELINE_H

#include "dialects/Device/Device.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Schedule/ScheduleSource.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

namespace aicc {
/// The phases in the order in which they run.
enum class Phase {
  Import,   ///< every structured operation is a linalg.generic on tensors; small floats are computed in f32
  Graph,    ///< every recognised region is a call of a kernel
  Schedule, ///< every kernel names its device and has a schedule that fits both
  Buffers,  ///< tensors are buffers; weights are packed once; public functions end in their results
  Tile,     ///< kernels are functions of loops and native-width vectors; nothing is copied that no schedule asked for
  Lower     ///< LLVM dialect; exported functions follow the artifact's ABI
};

/// "import", "graph", … as on the command line; and back.
llvm::StringRef stringifyPhase(Phase phase);
std::optional<Phase> parsePhase(llvm::StringRef name);
/// All names, for messages: "import, graph, …".
std::string phaseNames();

/// What the phases need to know.
struct PipelineOptions {
  device::DeviceAttr device;    ///< the device that every kernel is compiled for
  std::string symbolPrefix;     ///< exported functions are called <prefix>_<function>
  bool raiseAttention = true;   ///< attention that a graph spells out becomes graph.attention
  int64_t threads = 0;          ///< team of default schedules; 0: the device's own count
  schedule::FindSchedule find;  ///< asked for schedules before the target's default is taken; may be empty
  std::string requiredFeatures; ///< what the artifact checks when it is loaded
};

/// Registers every dialect, interface and translation that modules may use or that the phases create.
void registerPipelineDialects(mlir::DialectRegistry &registry);

/// Appends the passes of `phase`.
void addPhase(mlir::OpPassManager &passes, Phase phase, const PipelineOptions &options);
} // namespace aicc

#endif // AICC_COMPILER_PIPELINE_PIPELINE_H
