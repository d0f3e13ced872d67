// The phases as pass lists; comments state only orders that must be kept.
#include "compiler/Pipeline/Pipeline.h"
#include "compiler/Target/Target.h"
#include "passes/Graph/Passes.h"
#include "passes/Lower/Passes.h"
#include "passes/Schedule/Passes.h"
#include "passes/Tile/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Affine/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
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

static void addImport(OpPassManager &passes) {
  // Functions call each other no more: each entry plans its own arena.
  passes.addPass(createInlinerPass());
  passes.addPass(createSymbolDCEPass());
  passes.addPass(graph::createLowerTosa());
  passes.addNestedPass<FuncOp>(graph::createLowerAttention());
  passes.addNestedPass<FuncOp>(graph::createSimplifyPowers());
  passes.addNestedPass<FuncOp>(graph::createGeneraliseNamedOps());
  passes.addNestedPass<FuncOp>(graph::createWidenSmallFloats());
  passes.addNestedPass<FuncOp>(graph::createRaiseLookups());
  passes.addNestedPass<FuncOp>(graph::createFoldDataMovement());
  // Constants are in bodies here, which is where halves of bytes show; what is raised is folded like the rest.
  passes.addNestedPass<FuncOp>(graph::createRaiseNibbles());
  passes.addNestedPass<FuncOp>(graph::createFoldDataMovement());
  passes.addNestedPass<FuncOp>(graph::createFuseElementwise());
}

static void addGraph(OpPassManager &passes) {
  // Kernels take closed bodies; canonicalisation would move constants out of them again.
  passes.addNestedPass<FuncOp>(graph::createCloseBodies());
  passes.addNestedPass<FuncOp>(graph::createChooseRegions());
  passes.addPass(graph::createFormKernels());
  passes.addNestedPass<FuncOp>(createCanonicalizerPass());
  passes.addNestedPass<FuncOp>(createCSEPass());
}

static void addSchedule(OpPassManager &passes, const PipelineOptions &options) {
  int64_t threads = options.threads;
  passes.addPass(schedule::createSelectSchedule(
      [threads](kernel::KernelOp kernel, const device::Device &device) -> FailureOr<schedule::TreeAttr> {
        llvm::Expected<const target::Target *> target = target::findTarget(device);
        if (!target)
          return kernel.emitError() << llvm::toString(target.takeError());
        return (*target)->defaultSchedule(kernel, device, threads);
      }));
  passes.addPass(schedule::createCheckSchedule());
}

static void addBuffers(OpPassManager &passes) {
  passes.addPass(lower::createBufferiseGraph());
  // Weights are found through reshapes of arguments, which canonicalisation folds.
  passes.addNestedPass<FuncOp>(createCanonicalizerPass());
  passes.addPass(lower::createPlaceWeights());
}

static void addTile(OpPassManager &passes) {
  passes.addPass(tile::createLowerKernels());
  OpPassManager &functions = passes.nest<FuncOp>();
  functions.addPass(tile::createTileBands());
  functions.addPass(tile::createStageOperands());
  functions.addPass(tile::createPeelEdges());
  functions.addPass(createCanonicalizerPass());
  functions.addPass(tile::createVectoriseTiles());
  functions.addPass(tile::createLowerPacks());
  // Scratch is still known by name here, and edges by their marks.
  functions.addPass(tile::createVerifyLowered());
  passes.addPass(tile::createPlanScratch());
  // Calls of kernels leave copies of strided operands, which become loops like what no kernel holds.
  passes.addNestedPass<FuncOp>(createConvertLinalgToLoopsPass());
  // Loads and stores are scalar or whole vectors here, and buffers are not placed yet.
  passes.addPass(lower::createPackNibbles());
  // Calls allocate their kernel's scratch: the arena holds it too.
  passes.addNestedPass<FuncOp>(lower::createPlanArena());
  // Bodies of threads do not say for which device they are.
  passes.addNestedPass<FuncOp>(lower::createExpandLookups());
  passes.addNestedPass<FuncOp>(lower::createPairConversions());
  passes.addPass(tile::createThreadKernels());
  passes.addNestedPass<FuncOp>(lower::createApproximateMath());
  passes.addNestedPass<FuncOp>(createCanonicalizerPass());
  passes.addNestedPass<FuncOp>(createCSEPass());
}

/// Whether the processor has instructions between f32 and bf16.
static bool convertsBrainFloats(const device::Device &device) {
  return llvm::any_of(device.silicon.isa, [](StringRef feature) {
    return llvm::is_contained({"avx512bf16", "avxneconvert", "bf16", "zvfbfmin"}, feature);
  });
}

static void addLower(OpPassManager &passes, const PipelineOptions &options) {
  auto device = device::fromAttr(options.device, nullptr);
  passes.addNestedPass<FuncOp>(lower::createLowerDots());
  if (!convertsBrainFloats(*device))
    passes.addNestedPass<FuncOp>(lower::createExpandBrainFloats());
  // Copies and views become addresses before affine maps do: they create affine.apply.
  passes.addNestedPass<FuncOp>(memref::createExpandStridedMetadataPass());
  passes.addNestedPass<FuncOp>(createLowerAffinePass());
  passes.addNestedPass<FuncOp>(createLoopInvariantCodeMotionPass());
  passes.addNestedPass<FuncOp>(createCSEPass());
  passes.addNestedPass<FuncOp>(createSCFToControlFlowPass());
  // What has no intrinsic is called lane by lane, for which the C library's pass takes vectors apart.
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createConvertMathToLibmPass());
  ConvertVectorToLLVMPassOptions vectors;
  vectors.x86Vector = true;
  passes.addPass(createConvertVectorToLLVMPass(vectors));
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createFinalizeMemRefToLLVMConversionPass());
  ConvertFuncToLLVMPassOptions functions;
  functions.useBarePtrCallConv = true;
  passes.addPass(createConvertFuncToLLVMPass(functions));
  passes.addPass(createConvertControlFlowToLLVMPass());
  passes.addPass(createConvertIndexToLLVMPass());
  passes.addPass(createUBToLLVMConversionPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  passes.addPass(createCSEPass());
  lower::EmitEntriesOptions entries;
  entries.features = options.requiredFeatures;
  entries.cpu = device->target.cpu;
  entries.targetFeatures = device->target.features;
  passes.addPass(lower::createEmitEntries(entries));
}

void aicc::addPhase(OpPassManager &passes, Phase phase, const PipelineOptions &options) {
  switch (phase) {
  case Phase::Import:
    return addImport(passes);
  case Phase::Graph:
    return addGraph(passes);
  case Phase::Schedule:
    return addSchedule(passes, options);
  case Phase::Buffers:
    return addBuffers(passes);
  case Phase::Tile:
    return addTile(passes);
  case Phase::Lower:
    return addLower(passes, options);
  }
}
