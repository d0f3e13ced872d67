// RUN: aicc-opt %s --load-device=ids=x86-64-avx512 --lower-kernels --tile-bands --canonicalize | FileCheck %s

// Where its register tile holds all of what is shared out, runs end at whole vectors along the lanes.
// CHECK-LABEL: func.func private @unnamed(
// CHECK:         kernel.tile "mm"
// CHECK:         kernel.parallel "threads" (%[[T:.*]]) count 2 {
// CHECK-NEXT:      %[[LOWER:.*]] = arith.muli %[[T]], %c16
// CHECK:           kernel.tile "act"
kernel.kernel @unnamed dims [m = 2, n = 28, k = 64] (%x: tensor<2x28x64xf32>, %w: tensor<2x64xf32>) -> tensor<2x28xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <n = 27>>],
      computations = [<name = "mm", registers = <m = 1, k = 16>>, <name = "act", registers = <m = 1>, attach = "root">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, n, k], %w[m, k]) -> [m, n] : (tensor<2x28x64xf32>, tensor<2x64xf32>) -> tensor<2x28xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<2x28xf32>) -> tensor<2x28xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<2x28xf32>
}
