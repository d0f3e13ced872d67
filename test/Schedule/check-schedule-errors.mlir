// RUN: aicc-opt %s --split-input-file --verify-diagnostics --check-schedule

// A schedule is checked against the device that its kernel names.
#tree = #schedule.tree<computations = [<name = "sum", registers = <m = 4, n = 8>>]>
// expected-error @below {{has a schedule but names no device; expected aicc.device with a device's ID}}
kernel.kernel @no_device dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96xf32>
    attributes {aicc.schedule = #tree} {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<96xf32>
}

// -----

// expected-error @below {{expects aicc.schedule to be a #schedule.tree, found "fast"}}
kernel.kernel @no_tree dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96xf32>
    attributes {aicc.schedule = "fast"} {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<96xf32>
}
