// RUN: aicc-opt %s --split-input-file --lower-tosa | FileCheck %s

// A contraction with a bias and an activation: no TOSA is left.
// CHECK-LABEL: func.func @dense
// CHECK-NOT:     tosa
// CHECK:         linalg.batch_matmul
// CHECK:         linalg.generic
// CHECK:           arith.addf
// CHECK:         linalg.generic
// CHECK:           math.tanh
func.func @dense(%x: tensor<1x8x16xf32>, %w: tensor<1x16x32xf32>, %bias: tensor<32xf32>) -> tensor<1x8x32xf32> {
  %zero = "tosa.const"() {values = dense<0.0> : tensor<1xf32>} : () -> tensor<1xf32>
  %shape = tosa.const_shape {values = dense<[1, 1, 32]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %row = tosa.reshape %bias, %shape : (tensor<32xf32>, !tosa.shape<3>) -> tensor<1x1x32xf32>
  %0 = tosa.matmul %x, %w, %zero, %zero : (tensor<1x8x16xf32>, tensor<1x16x32xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x8x32xf32>
  %1 = tosa.add %0, %row : (tensor<1x8x32xf32>, tensor<1x1x32xf32>) -> tensor<1x8x32xf32>
  %2 = tosa.tanh %1 : (tensor<1x8x32xf32>) -> tensor<1x8x32xf32>
  return %2 : tensor<1x8x32xf32>
}

// -----

// A module without TOSA stays as it is, dead code included.
// CHECK-LABEL: func.func @untouched
// CHECK-NEXT:    arith.constant
// CHECK-NEXT:    math.tanh
func.func @untouched(%x: tensor<8xf32>) -> tensor<8xf32> {
  %dead = arith.constant 1.0 : f32
  %0 = math.tanh %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}
