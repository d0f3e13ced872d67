// aicc's dialects and passes as a plugin of stock mlir-opt:
//   mlir-opt --load-dialect-plugin=aicc-plugin.so --load-pass-plugin=aicc-plugin.so
//            --pass-pipeline='builtin.module(load-device{ids=x86-64-avx512},check-schedule)'
#include "compiler/Device/Passes.h"
#include "dialects/Device/Device.h"
#include "dialects/Graph/Graph.h"
#include "dialects/Kernel/Kernel.h"
#include "dialects/Schedule/Schedule.h"
#include "passes/Graph/Passes.h"
#include "passes/Schedule/Passes.h"

#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"

static constexpr const char *kVersion = "0.1.0";

static void registerDialects(mlir::DialectRegistry *registry) {
  registry->insert<aicc::device::DeviceDialect, aicc::graph::GraphDialect, aicc::kernel::KernelDialect, aicc::schedule::ScheduleDialect>();
}

static void registerPasses() {
  aicc::device::registerDeviceFilePasses();
  aicc::graph::registerGraphPasses();
  aicc::schedule::registerSchedulePasses();
}

/// What mlir-opt asks a dialect plugin for.
extern "C" LLVM_ATTRIBUTE_WEAK mlir::DialectPluginLibraryInfo mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "aicc", kVersion, registerDialects};
}

/// What mlir-opt asks a pass plugin for.
extern "C" LLVM_ATTRIBUTE_WEAK mlir::PassPluginLibraryInfo mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "aicc", kVersion, registerPasses};
}
