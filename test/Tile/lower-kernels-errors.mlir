// RUN: aicc-opt %s --split-input-file --verify-diagnostics --lower-kernels

// A kernel is lowered by its schedule.
// expected-error @below {{has no schedule; run select-schedule first or pin one in aicc.schedule}}
kernel.kernel @plain dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96xf32> {
  %0 = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %0 : tensor<96xf32>
}

// -----

// A copy holds a box of an operand, by its dimensions: none of scales, which are read at quotients.
// expected-error @below {{map reads arg1, which is staged, by other indices than its dimensions}}
kernel.kernel @staged_scales dims [n = 64, k = 64] (%q: tensor<64x64xi8>, %s: tensor<64x2xf32>) -> tensor<64x64xf32> attributes {
    aicc.schedule = #schedule.tree<bands = [<name = "memory", tile = <n = 32>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <>>>]>],
                                   computations = [<name = "map", registers = <n = 1, k = 32>>]>} {
  %0 = kernel.map "map" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k] : (tensor<64x64xi8>, tensor<64x2xf32>) -> tensor<64x64xf32> {
  ^bb0(%a: i8, %b: f32):
    %1 = arith.sitofp %a : i8 to f32
    %2 = arith.mulf %1, %b : f32
    kernel.yield %2 : f32
  }
  kernel.yield %0 : tensor<64x64xf32>
}
