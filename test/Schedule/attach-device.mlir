// A device given as text is added to the module and named by kernels that name none.
// RUN: aicc-opt %s --attach-device='device=#device.device<"tiny",{backend="cpu",levels=[{kind="memory",name="memory"}],silicon={units=1:i64,vendor="generic"}}>' | FileCheck %s
// RUN: not aicc-opt %s --attach-device='device=7' 2>&1 | FileCheck %s --check-prefix=ERROR

// ERROR: attach-device expects a #device.device attribute in option device, found '7'
// CHECK: module attributes {dlti.target_system_spec = #dlti.target_system_spec<"tiny" = #device.device<"tiny"
// CHECK: kernel.kernel @first
// CHECK-SAME: attributes {aicc.device = "tiny"}
kernel.kernel @first dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96xf32> {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<96xf32>
}
