// aicc-opt: mlir-opt with aicc's dialects and passes, for tests and for looking at single passes.
#include "compiler/Device/Passes.h"
#include "compiler/Pipeline/Pipeline.h"
#include "compiler/Target/Target.h"
#include "passes/Graph/Passes.h"
#include "passes/Lower/Passes.h"
#include "passes/Oracle/Passes.h"
#include "passes/Schedule/Passes.h"
#include "passes/Tile/Passes.h"

#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"

static void registerPasses() {
  mlir::registerTransformsPasses();
  mlir::registerLinalgPasses();
  mlir::bufferization::registerBufferizationPasses();
  aicc::device::registerDeviceFilePasses();
  aicc::graph::registerGraphPasses();
  aicc::schedule::registerSchedulePasses();
  aicc::tile::registerTilePasses();
  aicc::lower::registerLowerPasses();
  aicc::oracle::registerOraclePasses();
  aicc::target::registerPasses();
}

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  aicc::registerPipelineDialects(registry);
  registerPasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "aicc modular optimiser driver\n", registry));
}
