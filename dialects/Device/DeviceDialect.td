// The device dialect: where a kernel runs.
#ifndef AICC_DIALECTS_DEVICE_DEVICEDIALECT
#define AICC_DIALECTS_DEVICE_DEVICEDIALECT

include "mlir/IR/DialectBase.td"

def DeviceDialect : Dialect {
  let name = "device";
  let cppNamespace = "::aicc::device";
  let summary = "What one device is: memory levels, parallel resources, registers, instructions, links";
  let description = [{
    A device stands beside a kernel (dialect `kernel`: what to compute) and under a schedule (dialect `schedule`:
    how): it names the memory levels, parallel resources and instructions that a schedule speaks of. Upstream's
    `dlti` knows the frame (a system holds devices by ID) and leaves the properties open; this dialect fixes them, so
    that a wrong file is found where it is read and not where it is used. The files are `devices/*.json`.

    A module may hold several devices. Nothing here says which of them a kernel uses: each kernel names its own.

    ```mlir
    module attributes {dlti.target_system_spec = #dlti.target_system_spec<
      "two-core" = #device.device<"two-core", {backend = "cpu", levels = [{kind = "memory", name = "memory"} ],
                                               silicon = {isa = ["avx2"], units = 2, vendor = "generic"}}>>} {
    }
    ```
  }];
  let dependentDialects = ["::mlir::DLTIDialect"];
  let useDefaultAttributePrinterParser = 1;
}

#endif // AICC_DIALECTS_DEVICE_DEVICEDIALECT
