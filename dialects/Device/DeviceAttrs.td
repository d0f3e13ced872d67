// Attributes of the device dialect: one device.
#ifndef AICC_DIALECTS_DEVICE_DEVICEATTRS
#define AICC_DIALECTS_DEVICE_DEVICEATTRS

include "dialects/Device/DeviceDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/Interfaces/DataLayoutInterfaces.td"

def Device_DeviceAttr : AttrDef<DeviceDialect, "Device", [
    DeclareAttrInterfaceMethods<DLTIQueryInterface>,
    DeclareAttrInterfaceMethods<TargetDeviceSpecInterface>]> {
  let mnemonic = "device";
  let summary = "One device by ID, as an entry of a DLTI target system";
  let description = [{
    `id` is the device's ID, the same word as the name of its file and as its key in `dlti.target_system_spec`.
    `properties` is what `devices/schema.json` describes, without the source marks of the numbers. Numbers are in SI
    base units (bytes, bytes/s, Hz, FLOP/s): sizes and counts as `i64`, rates as `i64` or `f64`; an unknown number is
    absent. The keys, each with the C++ structure that views it (`Device.h`):

    | key | holds |
    |---|---|
    | `backend` | who compiles for it: `cpu`, `nvidia`, `amd`, `ascend` |
    | `description` | one sentence for people |
    | `target` | `triple`, `cpu`, `features`, `chip`: what LLVM is told |
    | `silicon` | `vendor`, `isa` or `architecture`, `units`: what keys records |
    | `clock` | Hz |
    | `levels` | `MemoryLevel`, outermost first |
    | `parallel` | `ParallelResource` |
    | `registers` | `RegisterFile` |
    | `instructions` | `Instruction` |
    | `links` | `Link` |

    Only `backend`, `silicon` and `levels` are required. The verifier checks structure: keys, types, signs, unique
    names. It does not check that a number is right, nor that LLVM knows the target.

    ```mlir
    #device.device<"half-l1", {
      backend = "cpu",
      instructions = [{a = "f32", acc = "f32", b = "f32", flops_per_cycle = 3.200000e+01 : f64, kind = "vector",
                       name = "vfmadd231ps", shape = array<i64: 1, 16, 1>} ],
      levels = [{bandwidth = 3.300000e+10 : f64, kind = "memory", name = "memory", shared_by = "chip"},
                {capacity = 16384 : i64, kind = "cache", line = 64 : i64, name = "L1", shared_by = "core"} ],
      parallel = [{count = 2 : i64, name = "threads", within = "chip"} ],
      registers = {bits = 512 : i64, count = 32 : i64},
      silicon = {isa = ["avx512f"], units = 2 : i64, vendor = "generic"}}>
    ```
  }];
  let parameters = (ins "::mlir::StringAttr":$id, "::mlir::DictionaryAttr":$properties,
                        ArrayRefParameter<"::mlir::DataLayoutEntryInterface",
                                          "the properties once more, as DLTI lists them">:$entries);
  let builders = [AttrBuilder<(ins "::llvm::StringRef":$id, "::mlir::DictionaryAttr":$properties)>];
  let skipDefaultBuilders = 1;
  let genVerifyDecl = 1;
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    /// The attribute, or null after reporting through `emitError` what is wrong with `properties`.
    static DeviceAttr getChecked(::llvm::function_ref<::mlir::InFlightDiagnostic()> emitError, ::llvm::StringRef id,
                                 ::mlir::DictionaryAttr properties);
  }];
}

#endif // AICC_DIALECTS_DEVICE_DEVICEATTRS
