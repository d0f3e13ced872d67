// RUN: aicc-opt %s --expand-kernel-calls | FileCheck %s

// Each computation of a kernel becomes a generic where the kernel is called; sums start from their neutral element.
// CHECK-LABEL: func.func @twice(
// CHECK-SAME:    %[[X:.*]]: tensor<4x8xbf16>, %[[W:.*]]: tensor<6x8xbf16>, %[[B:.*]]: tensor<6xf32>)
// CHECK:         %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK:         %[[START:.*]] = linalg.fill ins(%[[ZERO]] : f32)
// CHECK:         %[[SUM:.*]] = linalg.generic {{.*}}"parallel", "parallel", "reduction"{{.*}} ins(%[[X]], %[[W]] : tensor<4x8xbf16>, tensor<6x8xbf16>) outs(%[[START]] : tensor<4x6xf32>)
// CHECK:           arith.extf
// CHECK:           arith.mulf
// CHECK:           arith.addf
// CHECK:         %[[BIASED:.*]] = linalg.generic {{.*}} ins(%[[SUM]], %[[B]] : tensor<4x6xf32>, tensor<6xf32>)
// CHECK:           arith.addf
// CHECK:         linalg.generic {{.*}} ins(%[[X]], %[[W]] :
// CHECK:         %[[SECOND:.*]] = linalg.generic
// CHECK:         return %[[BIASED]], %[[SECOND]]
// CHECK-NOT:     kernel.
kernel.kernel @k dims [m = 4, n = 6, k = 8] (%a0: tensor<4x8xbf16>, %a1: tensor<6x8xbf16>, %a2: tensor<6xf32>) -> tensor<4x6xf32> {
  %0 = kernel.contract "mm" over [m, n, k] (%a0[m, k], %a1[n, k]) -> [m, n] : (tensor<4x8xbf16>, tensor<6x8xbf16>) -> tensor<4x6xf32>
  %1 = kernel.map "map" over [m, n] (%0[m, n], %a2[n]) -> [m, n] : (tensor<4x6xf32>, tensor<6xf32>) -> tensor<4x6xf32> {
  ^bb0(%p: f32, %q: f32):
    %r = arith.addf %p, %q : f32
    kernel.yield %r : f32
  }
  kernel.yield %1 : tensor<4x6xf32>
}
func.func @twice(%x: tensor<4x8xbf16>, %w: tensor<6x8xbf16>, %b: tensor<6xf32>) -> (tensor<4x6xf32>, tensor<4x6xf32>) {
  %e = tensor.empty() : tensor<4x6xf32>
  %0 = kernel.call @k ins(%x, %w, %b : tensor<4x8xbf16>, tensor<6x8xbf16>, tensor<6xf32>) outs(%e : tensor<4x6xf32>) -> tensor<4x6xf32>
  %1 = kernel.call @k ins(%x, %w, %b : tensor<4x8xbf16>, tensor<6x8xbf16>, tensor<6xf32>) outs(%e : tensor<4x6xf32>) -> tensor<4x6xf32>
  return %0, %1 : tensor<4x6xf32>, tensor<4x6xf32>
}
