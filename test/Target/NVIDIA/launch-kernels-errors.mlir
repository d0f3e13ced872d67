// launch-kernels refuses what it cannot obey, and says which part of the schedule that is.
// RUN: aicc-opt --launch-kernels --split-input-file --verify-diagnostics %s

// expected-error @below {{has no schedule; run select-schedule first or pin one in aicc.schedule}}
kernel.kernel @unscheduled dims [m = 4] (%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = kernel.map "double" over [m] (%x[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    %d = arith.addf %a, %a : f32
    kernel.yield %d : f32
  }
  kernel.yield %0 : tensor<4xf32>
}

// -----

// expected-error @below {{the register tile of double has several points, without bands around it}}
kernel.kernel @wide dims [m = 4] (%x: tensor<4xf32>) -> tensor<4xf32> attributes {
    aicc.schedule = #schedule.tree<computations = [<name = "double", registers = <m = 4>>]>} {
  %0 = kernel.map "double" over [m] (%x[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    %d = arith.addf %a, %a : f32
    kernel.yield %d : f32
  }
  kernel.yield %0 : tensor<4xf32>
}
