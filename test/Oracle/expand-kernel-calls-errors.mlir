// RUN: not aicc-opt %s --expand-kernel-calls 2>&1 | FileCheck %s

// CHECK: error: expected a call on tensors of constant extents, which can be expanded; found another
kernel.kernel @k dims [m = 4] (%a0: tensor<4xf32>) -> tensor<4xf32> {
  %1 = kernel.map "map" over [m] (%a0[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%p: f32):
    %r = arith.addf %p, %p : f32
    kernel.yield %r : f32
  }
  kernel.yield %1 : tensor<4xf32>
}
func.func @main(%x: memref<4xf32>, %e: memref<4xf32>) {
  kernel.call @k ins(%x : memref<4xf32>) outs(%e : memref<4xf32>)
  return
}
