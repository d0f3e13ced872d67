// RUN: aicc-opt %s --lower-kernels | FileCheck %s

// CHECK: #[[$PACKED:.*]] = affine_map<(d0, d1, d2)[s0] -> ((d1 - s0) floordiv 16, (d2 - s0) floordiv 2, (d1 - s0) mod 16, (d2 - s0) mod 2)>

// A kernel becomes a private function of its name on buffers: operands, then results. Each computation is one tile over
// its whole space, in order, that starts its sum anew; what lies between two computations is scratch.
// CHECK-LABEL: func.func private @gemm(
// CHECK-SAME:    %[[X:.*]]: memref<8x32xf32>, %[[W:.*]]: memref<64x32xf32>, %[[B:.*]]: memref<64xf32>, %[[Y:.*]]: memref<8x64xf32>)
// CHECK-SAME:    aicc.device = "x86-64-avx512", aicc.dims = [#kernel.dim<m = 8>, #kernel.dim<n = 64>, #kernel.dim<k = 32>], aicc.schedule = #schedule.tree<
// CHECK:         %[[MM:.*]] = kernel.scratch "mm" at "memory" : memref<8x64xf32>
// CHECK:         kernel.tile "mm" contract over ["m", "n", "k"] at(%c0{{.*}}, %c0{{.*}}, %c0{{.*}}) size(%c8{{.*}}, %c64{{.*}}, %c32{{.*}}) symbols(%{{[^)]*}}) first(%true)
// CHECK-SAME:      ins(%[[X]], %[[W]] : memref<8x32xf32>, memref<64x32xf32>) outs(%[[MM]] : memref<8x64xf32>)
// CHECK:         kernel.tile "act" map over ["m", "n"] at({{.*}}) size({{.*}}) symbols({{[^)]*}}) first({{[^)]*}})
// CHECK-SAME:      ins(%[[MM]], %[[B]] : memref<8x64xf32>, memref<64xf32>) outs(%[[Y]] : memref<8x64xf32>)
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %[[C:.*]]: f32):
// CHECK-NEXT:      arith.addf %[[A]], %[[C]] : f32
// CHECK:         return
kernel.kernel @gemm dims [m = 8, n = 64, k = 32] (%x: tensor<8x32xf32>, %w: tensor<64x32xf32>, %b: tensor<64xf32>) -> tensor<8x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      computations = [<name = "mm", registers = <m = 4, n = 32>>, <name = "act", registers = <m = 4, n = 32>, attach = "registers">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<8x32xf32>, tensor<64x32xf32>) -> tensor<8x64xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<8x64xf32>, tensor<64xf32>) -> tensor<8x64xf32> {
  ^bb0(%a: f32, %c: f32):
    %2 = arith.addf %a, %c : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<8x64xf32>
}

// A prepacked weight is taken in its layout, padded to whole blocks, and read there.
// CHECK-LABEL: func.func private @prepacked(
// CHECK-SAME:    %{{.*}}: memref<8x31xbf16>, %[[W:.*]]: memref<4x16x16x2xbf16>, %{{.*}}: memref<8x60xf32>)
// CHECK:         kernel.tile "mm" {{.*}} ins(%{{.*}}, %[[W]] : memref<8x31xbf16>, memref<4x16x16x2xbf16>) outs({{.*}}) attributes {{{.*}}maps = [#{{.*}}, #[[$PACKED]], #{{.*}}]}
kernel.kernel @prepacked dims [m = 8, n = 60, k = 31] (%x: tensor<8x31xbf16>, %w: tensor<60x31xbf16> {aicc.weight}) -> tensor<8x60xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16, k = 2>>>]>],
      computations = [<name = "mm", registers = <m = 4, n = 16>>]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<8x31xbf16>, tensor<60x31xbf16>) -> tensor<8x60xf32>
  kernel.yield %0 : tensor<8x60xf32>
}
