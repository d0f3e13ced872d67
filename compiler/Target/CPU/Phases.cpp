// The phases tile and lower for CPUs; comments state only orders that must be kept.
#include "compiler/Target/CPU/Phases.h"
#include "passes/Lower/Passes.h"
#include "passes/Tile/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Affine/Transforms/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/X86Vector/X86VectorDialect.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace aicc;
using func::FuncOp;

void cpu::registerDialects(DialectRegistry &registry) { registry.insert<x86vector::X86VectorDialect>(); }

void cpu::registerPasses() {}

/// Options of approximate-math for `device`.
static lower::ApproximateMathOptions mathOptions(const device::Device &device) {
  lower::ApproximateMathOptions options;
  options.avx512 =
      device.registers && device.registers->bits == 512 && llvm::is_contained(device.silicon.isa, "avx512f");
  return options;
}

void cpu::addTile(OpPassManager &passes, const target::LoweringOptions &options) {
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
  passes.addNestedPass<FuncOp>(lower::createApproximateMath(mathOptions(options.device)));
  passes.addNestedPass<FuncOp>(createCanonicalizerPass());
  passes.addNestedPass<FuncOp>(createCSEPass());
}

/// Whether the processor has instructions between f32 and bf16.
static bool convertsBrainFloats(const device::Device &device) {
  return llvm::any_of(device.silicon.isa, [](StringRef feature) {
    return llvm::is_contained({"avx512bf16", "avxneconvert", "bf16", "zvfbfmin"}, feature);
  });
}

void cpu::addLower(OpPassManager &passes, const target::LoweringOptions &options) {
  const device::Device &device = options.device;
  passes.addNestedPass<FuncOp>(lower::createLowerDots());
  bool expandsBrainFloats = !convertsBrainFloats(device);
  if (expandsBrainFloats) {
    arith::ArithEmulateUnsupportedFloatsOptions emulated;
    emulated.sourceTypeStrs = {"bf16"}, emulated.targetTypeStr = "f32";
    passes.addNestedPass<FuncOp>(arith::createArithEmulateUnsupportedFloats(emulated));
    passes.addNestedPass<FuncOp>(lower::createExpandBrainFloats());
  }
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
  if (expandsBrainFloats)
    passes.addPass(lower::createBrainFloatsToWords());
  passes.addPass(createCSEPass());
  lower::EmitEntriesOptions entries;
  entries.features = options.requiredFeatures;
  entries.cpu = device.target.cpu;
  entries.targetFeatures = device.target.features;
  passes.addPass(lower::createEmitEntries(entries));
}
