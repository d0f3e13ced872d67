// Devices survive printing and parsing, alone and as entries of a DLTI system that holds several.
// RUN: aicc-opt %s | aicc-opt | FileCheck %s

// CHECK: module attributes {dlti.target_system_spec = #dlti.target_system_spec<
// CHECK-SAME: "big" = #device.device<"big", {
// CHECK-SAME: backend = "cpu"
// CHECK-SAME: shape = array<i64: 1, 16, 2>
// CHECK-SAME: capacity = 32768 : i64
// CHECK-SAME: "small" = #device.device<"small", {backend = "nvidia", levels = [{kind = "memory", name = "memory"}], silicon = {architecture = "sm_90a", units = 78 : i64, vendor = "NVIDIA"}}>
module attributes {dlti.target_system_spec = #dlti.target_system_spec<
  "big" = #device.device<"big", {
    backend = "cpu",
    description = "Every key once.",
    target = {triple = "x86_64-unknown-linux-gnu", cpu = "x86-64-v4", features = "+gfni"},
    silicon = {vendor = "generic", isa = ["avx512f"], units = 2 : i64},
    clock = 3.5e9 : f64,
    levels = [{name = "memory", kind = "memory", shared_by = "chip", bandwidth = 3.3e10 : f64, unit_bandwidth = 3.0e10 : f64},
              {name = "scratch", kind = "scratchpad", shared_by = "cta", capacity = 65536 : i64, unit_capacity = 65536 : i64},
              {name = "L1", kind = "cache", shared_by = "core", capacity = 32768 : i64, line = 64 : i64}],
    parallel = [{name = "threads", within = "chip", count = 2 : i64, limit = 2 : i64, width = 1 : i64}],
    registers = {bits = 512 : i64, count = 32 : i64, unit_count = 64 : i64, scalable = false},
    instructions = [{name = "vdpbf16ps", kind = "vector", shape = array<i64: 1, 16, 2>, n_multiple = 16 : i64,
                     a = "bf16", b = "bf16", acc = "f32", flops_per_cycle = 64 : i64, peak_flops = 4.48e11 : f64}],
    links = [{name = "nvlink", bandwidth = 4.0e11 : f64}]}>,
  "small" = #device.device<"small", {backend = "nvidia", levels = [{name = "memory", kind = "memory"}],
                                     silicon = {vendor = "NVIDIA", architecture = "sm_90a", units = 78}}>>} {
}

// CHECK: func.func private @alone() attributes {device = #device.device<"alone", {
func.func private @alone() attributes {
  device = #device.device<"alone", {backend = "cpu", levels = [{name = "memory", kind = "memory"}],
                                    silicon = {vendor = "generic"}}>}
