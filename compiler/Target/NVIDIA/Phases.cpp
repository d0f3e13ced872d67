// See Phases.h; comments state only orders that must be kept.
#include "compiler/Target/NVIDIA/Phases.h"
#include "compiler/Target/NVIDIA/Passes.h"
#include "passes/Lower/Passes.h"

#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/ConvertToLLVM/ToLLVMPass.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/GPU/GPUToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/NVVM/NVVMToLLVMIRTranslation.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace aicc;
using func::FuncOp;

void nvidia::registerDialects(DialectRegistry &registry) {
  registry.insert<gpu::GPUDialect, NVVM::NVVMDialect>();
  arith::registerConvertArithToLLVMInterface(registry);
  cf::registerConvertControlFlowToLLVMInterface(registry);
  registerConvertMathToLLVMInterface(registry);
  registerGPUDialectTranslation(registry);
  registerNVVMDialectTranslation(registry);
}

void nvidia::registerPasses() { registerNVIDIAPasses(); }

void nvidia::addTile(OpPassManager &passes, const target::LoweringOptions &) {
  passes.addPass(createLaunchKernels());
  // Launches pass buffers on: the arena holds them.
  passes.addNestedPass<FuncOp>(lower::createPlanArena());
  OpPassManager &functions = passes.nest<gpu::GPUModuleOp>().nest<LLVM::LLVMFuncOp>();
  functions.addPass(lower::createExpandLookups());
  functions.addPass(lower::createApproximateMath());
  functions.addPass(createCanonicalizerPass());
  functions.addPass(createCSEPass());
}

void nvidia::addLower(OpPassManager &passes, const target::LoweringOptions &) {
  passes.addPass(lower::createPlanLaunches());
  OpPassManager &device = passes.nest<gpu::GPUModuleOp>();
  device.addPass(createSCFToControlFlowPass());
  device.addPass(createConvertToLLVMPass());
  device.addPass(createReconcileUnrealizedCastsPass());
  device.addPass(createCSEPass());
}
