// The pass that reads device files; passes/ read none.
#ifndef AICC_COMPILER_DEVICE_PASSES
#define AICC_COMPILER_DEVICE_PASSES

include "mlir/Pass/PassBase.td"

def LoadDevice : Pass<"load-device", "::mlir::ModuleOp"> {
  let summary = "Attach shipped devices by ID, or devices from files";
  let description = [{
    Input: any module. Output: the module with each device of `ids` in its `dlti.target_system_spec`; kernels without
    `aicc.device` name the first. An ID that contains `/` or ends in `.json` is a path.

    ```mlir
    module {
    }
    // becomes, with ids=x86-64-avx512
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<
      "x86-64-avx512" = #device.device<"x86-64-avx512", {backend = "cpu", …}>>} {
    }
    ```
  }];
  let options = [ListOption<"ids", "ids", "std::string", "IDs of shipped devices, or paths of device files">];
  let dependentDialects = ["::aicc::device::DeviceDialect", "::aicc::kernel::KernelDialect"];
}

#endif // AICC_COMPILER_DEVICE_PASSES
