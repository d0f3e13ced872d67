// Stock mlir-opt loads aicc's dialects and passes.
// RUN: mlir-opt %s --load-dialect-plugin=%aicc_lib/aicc-plugin.so --load-pass-plugin=%aicc_lib/aicc-plugin.so \
// RUN:   --pass-pipeline='builtin.module(load-device{ids=x86-64-avx2},check-schedule)' | FileCheck %s

// CHECK: module attributes {dlti.target_system_spec = #dlti.target_system_spec<"x86-64-avx2" = #device.device<"x86-64-avx2"
// CHECK: kernel.kernel @rows
// CHECK-SAME: aicc.device = "x86-64-avx2"
kernel.kernel @rows dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96xf32>
    attributes {aicc.schedule = #schedule.tree<computations = [<name = "sum", registers = <m = 4, n = 8>>]>} {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<96xf32>
}
