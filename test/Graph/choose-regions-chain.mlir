// RUN: aicc compile %s --target x86-64-avx512 --emit=mlir --stop-after=graph -o - | FileCheck %s

// A contraction that reads another one's result through a reduction is one kernel with it, with all that stands between and
// the map behind: attention.
// CHECK-LABEL: func.func @attention
// CHECK-COUNT-1: kernel.call
// CHECK-NOT:     kernel.call
// CHECK-LABEL: func.func @two_layers
// CHECK-COUNT-2: kernel.call
// CHECK:       kernel.kernel @{{.*}} dims [b = 2, m = 8, m1 = 16, n = 32, k = 64, n1 = 48]
// CHECK:         kernel.contract "mm" over [b, m, m1, n, k]
// CHECK:         kernel.reduce "reduce" maxnumf over [b, m, m1, n]
// CHECK:         math.exp
// CHECK:         kernel.reduce "reduce1" add over [b, m, m1, n]
// CHECK:         kernel.contract "mm1" over [b, m, m1, n, n1]
// CHECK:         arith.divf
func.func @attention(%q: tensor<2x8x16x64xf32>, %k: tensor<2x1x32x64xf32>, %v: tensor<2x1x32x48xf32>) -> tensor<2x8x16x48xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<2x8x16x64xf32>, tensor<2x1x32x64xf32>, tensor<2x1x32x48xf32> -> tensor<2x8x16x48xf32>
  return %0 : tensor<2x8x16x48xf32>
}

// Without a reduction between them (layers of an MLP) each contraction is a kernel of its own: its weights would be read
// again for every few rows.
func.func @two_layers(%x: tensor<16x64xf32>, %w: tensor<64x32xf32>, %v: tensor<32x48xf32>) -> tensor<16x48xf32> {
  %zero = arith.constant 0.0 : f32
  %e0 = tensor.empty() : tensor<16x32xf32>
  %i0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<16x32xf32>) -> tensor<16x32xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<16x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<16x32xf32>) -> tensor<16x32xf32>
  %1 = linalg.exp ins(%0 : tensor<16x32xf32>) outs(%e0 : tensor<16x32xf32>) -> tensor<16x32xf32>
  %e1 = tensor.empty() : tensor<16x48xf32>
  %i1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<16x48xf32>) -> tensor<16x48xf32>
  %2 = linalg.matmul ins(%1, %v : tensor<16x32xf32>, tensor<32x48xf32>) outs(%i1 : tensor<16x48xf32>) -> tensor<16x48xf32>
  return %2 : tensor<16x48xf32>
}
