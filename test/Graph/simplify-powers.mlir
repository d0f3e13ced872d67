// RUN: aicc-opt %s --simplify-powers | FileCheck %s

// Small whole powers are products, of tensors and of scalars in bodies, whichever way the exponent is written.
// CHECK-LABEL: func.func @cube(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf32>)
// CHECK:         %[[S:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK:         %[[C:.*]] = arith.mulf %[[S]], %[[X]]
// CHECK:         return %[[C]]
func.func @cube(%x: tensor<4xf32>) -> tensor<4xf32> {
  %three = arith.constant dense<3.0> : tensor<4xf32>
  %0 = math.powf %x, %three : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func.func @fourth(
// CHECK-SAME:    %[[X:.*]]: f32)
// CHECK:         %[[S:.*]] = arith.mulf %[[X]], %[[X]]
// CHECK:         %[[F:.*]] = arith.mulf %[[S]], %[[S]]
// CHECK:         return %[[F]]
func.func @fourth(%x: f32) -> f32 {
  %four = arith.constant 4 : i32
  %0 = math.fpowi %x, %four : f32, i32
  return %0 : f32
}

// Others stay: roots, negative and large powers, powers that are not known.
// CHECK-LABEL: func.func @others(
// CHECK-COUNT-4: math.powf
func.func @others(%x: f32, %y: f32) -> (f32, f32, f32, f32) {
  %half = arith.constant 0.5 : f32
  %minus = arith.constant -2.0 : f32
  %ten = arith.constant 10.0 : f32
  %0 = math.powf %x, %half : f32
  %1 = math.powf %x, %minus : f32
  %2 = math.powf %x, %ten : f32
  %3 = math.powf %x, %y : f32
  return %0, %1, %2, %3 : f32, f32, f32, f32
}
