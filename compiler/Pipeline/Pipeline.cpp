// The phases as pass lists; comments state only orders that must be kept.
#include "compiler/Pipeline/Pipeline.h"
#include "compiler/Target/RegionTime.h"
#include "compiler/Target/Target.h"
#include "passes/Graph/Passes.h"
#include "passes/Lower/Passes.h"
#include "passes/Schedule/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace aicc;
using func::FuncOp;

static constexpr std::pair<Phase, StringLiteral> kPhases[] = {
    {Phase::Import, "import"},   {Phase::Graph, "graph"}, {Phase::Schedule, "schedule"},
    {Phase::Buffers, "buffers"}, {Phase::Tile, "tile"},   {Phase::Lower, "lower"}};

StringRef aicc::stringifyPhase(Phase phase) { return kPhases[unsigned(phase)].second; }

std::optional<Phase> aicc::parsePhase(StringRef name) {
  for (auto [phase, word] : kPhases)
    if (word == name)
      return phase;
  return std::nullopt;
}

std::string aicc::phaseNames() {
  return llvm::join(llvm::map_range(kPhases, [](auto &pair) { return pair.second.str(); }), ", ");
}

static void addImport(OpPassManager &passes, bool raiseAttention) {
  // Functions call each other no more: each entry plans its own arena.
  passes.addPass(createInlinerPass());
  passes.addPass(createSymbolDCEPass());
  passes.addPass(graph::createLowerTosa());
  passes.addNestedPass<FuncOp>(graph::createSimplifyPowers());
  passes.addNestedPass<FuncOp>(graph::createGeneraliseNamedOps());
  // Where one step is one generic yet: a mask is a tensor.
  if (raiseAttention)
    passes.addNestedPass<FuncOp>(graph::createRaiseAttention());
  passes.addNestedPass<FuncOp>(graph::createLowerAttention());
  passes.addNestedPass<FuncOp>(graph::createWidenSmallFloats());
  passes.addNestedPass<FuncOp>(graph::createRaiseLookups());
  passes.addNestedPass<FuncOp>(graph::createFoldDataMovement());
  // Constants are in bodies here, which is where halves of bytes show; what is raised is folded like the rest.
  passes.addNestedPass<FuncOp>(graph::createRaiseNibbles());
  passes.addNestedPass<FuncOp>(graph::createFoldDataMovement());
  passes.addNestedPass<FuncOp>(graph::createFuseElementwise());
}

/// The target of `device`; null where there is none, which who chose the device has reported.
static const target::Target *targetOf(const device::Device &device) {
  llvm::Expected<const target::Target *> target = target::findTarget(device);
  if (target)
    return *target;
  llvm::consumeError(target.takeError());
  return nullptr;
}

/// Prices of regions on the device, where it is known already.
static graph::PredictRegion predictorOf(const PipelineOptions &options) {
  if (!options.device)
    return {};
  FailureOr<device::Device> device = device::fromAttr(options.device, nullptr);
  const target::Target *target = succeeded(device) ? targetOf(*device) : nullptr;
  return target ? target::regionPredictor(*target, *device, options.threads) : graph::PredictRegion();
}

static void addGraph(OpPassManager &passes, const PipelineOptions &options) {
  // Kernels take closed bodies; canonicalisation would move constants out of them again.
  passes.addNestedPass<FuncOp>(graph::createCloseBodies());
  passes.addNestedPass<FuncOp>(graph::createChooseRegions(predictorOf(options)));
  passes.addPass(graph::createFormKernels());
  passes.addNestedPass<FuncOp>(createCanonicalizerPass());
  passes.addNestedPass<FuncOp>(createCSEPass());
}

static void addSchedule(OpPassManager &passes, const PipelineOptions &options) {
  int64_t threads = options.threads;
  passes.addPass(schedule::createSelectSchedule(
      [threads](kernel::KernelOp kernel, const device::Device &device,
                const schedule::FixedLayouts &fixed) -> FailureOr<schedule::TreeAttr> {
        llvm::Expected<const target::Target *> target = target::findTarget(device);
        if (!target)
          return kernel.emitError() << llvm::toString(target.takeError());
        return (*target)->defaultSchedule(kernel, device, threads, fixed);
      },
      options.find, threads));
  passes.addPass(schedule::createCheckSchedule());
}

static void addBuffers(OpPassManager &passes, const target::Target *target) {
  passes.addPass(lower::createBufferiseGraph());
  // Weights are found through reshapes of arguments, which canonicalisation folds.
  passes.addNestedPass<FuncOp>(createCanonicalizerPass());
  lower::PlaceWeightsOptions weights;
  weights.inlineBytes = target->inlineConstantBytes;
  passes.addPass(lower::createPlaceWeights(weights));
}

/// Phases behind the schedule: which constants lie where, what tiles and machine code are, is the target's business.
static void addTargetPhase(OpPassManager &passes, Phase phase, const PipelineOptions &options) {
  auto device = device::fromAttr(options.device, nullptr);
  const target::Target *target = targetOf(*device);
  if (!target)
    return;
  target::LoweringOptions lowering = {*device, options.requiredFeatures};
  if (phase == Phase::Buffers)
    return addBuffers(passes, target);
  return phase == Phase::Tile ? target->addTile(passes, lowering) : target->addLower(passes, lowering);
}

void aicc::addPhase(OpPassManager &passes, Phase phase, const PipelineOptions &options) {
  switch (phase) {
  case Phase::Import:
    return addImport(passes, options.raiseAttention);
  case Phase::Graph:
    return addGraph(passes, options);
  case Phase::Schedule:
    return addSchedule(passes, options);
  case Phase::Buffers:
  case Phase::Tile:
  case Phase::Lower:
    return addTargetPhase(passes, phase, options);
  }
}
