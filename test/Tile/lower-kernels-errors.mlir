// RUN: aicc-opt %s --verify-diagnostics --lower-kernels

// A kernel is lowered by its schedule.
// expected-error @below {{has no schedule; run select-schedule first or pin one in aicc.schedule}}
kernel.kernel @plain dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96xf32> {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<96xf32>
}
