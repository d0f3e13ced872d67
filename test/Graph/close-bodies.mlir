// RUN: aicc-opt %s --close-bodies | FileCheck %s

#id1 = affine_map<(i) -> (i)>

// CHECK-DAG: #[[$ID:.*]] = affine_map<(d0) -> (d0)>
// CHECK-DAG: #[[$SCALAR:.*]] = affine_map<(d0) -> ()>

// A constant is copied into each body that reads it.
// CHECK-LABEL: func.func @constant
// CHECK-NEXT:    tensor.empty
// CHECK-NEXT:    linalg.generic
// CHECK-NEXT:    ^bb0
// CHECK-NEXT:      %[[HALF:.*]] = arith.constant 5.000000e-01 : f32
// CHECK-NEXT:      arith.mulf %{{.*}}, %[[HALF]] : f32
func.func @constant(%x: tensor<8xf32>) -> tensor<8xf32> {
  %half = arith.constant 0.5 : f32
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id1, #id1], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = arith.mulf %a, %half : f32
    linalg.yield %1 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// Another number becomes an operand, of the tensor from which it comes where there is one.
// CHECK-LABEL: func.func @numbers
// CHECK-SAME:      %[[X:[^:]*]]: tensor<8xf32>, %[[S:[^:]*]]: f32, %[[T:[^:]*]]: tensor<f32>
// CHECK:         %[[ST:.*]] = tensor.from_elements %[[S]] : tensor<f32>
// CHECK:         linalg.generic {indexing_maps = [#[[$ID]], #[[$SCALAR]], #[[$SCALAR]], #[[$ID]]]{{.*}} ins(%[[X]], %[[ST]], %[[T]] :
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %[[B:.*]]: f32, %[[C:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      %[[P:.*]] = arith.mulf %[[A]], %[[B]]
// CHECK-NEXT:      arith.addf %[[P]], %[[C]]
func.func @numbers(%x: tensor<8xf32>, %s: f32, %t: tensor<f32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %u = tensor.extract %t[] : tensor<f32>
  %0 = linalg.generic {indexing_maps = [#id1, #id1], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = arith.mulf %a, %s : f32
    %2 = arith.addf %1, %u : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
