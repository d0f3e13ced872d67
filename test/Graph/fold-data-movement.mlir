// RUN: aicc-opt %s --generalise-named-ops --fold-data-movement | FileCheck %s

// CHECK-DAG: #[[$MK:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>
// CHECK-DAG: #[[$NK:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[$KN:.*]] = affine_map<(d0, d1, d2) -> (d2, d1)>
// CHECK-DAG: #[[$MN:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[$ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$T:.*]] = affine_map<(d0, d1) -> (d1, d0)>
// CHECK-DAG: #[[$COL:.*]] = affine_map<(d0, d1) -> (d1)>

// A contraction reads a weight through its transposition.
// CHECK-LABEL: func.func @transpose
// CHECK-SAME:      %[[A:[^:]*]]: tensor<8x16xf32>, %[[B:[^:]*]]: tensor<32x16xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.generic {indexing_maps = [#[[$MK]], #[[$NK]], #[[$MN]]]{{.*}} ins(%[[A]], %[[B]] :
// CHECK-NOT:     linalg.generic
func.func @transpose(%a: tensor<8x16xf32>, %b: tensor<32x16xf32>, %init: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %e = tensor.empty() : tensor<16x32xf32>
  %t = linalg.transpose ins(%b : tensor<32x16xf32>) outs(%e : tensor<16x32xf32>) permutation = [1, 0]
  %0 = linalg.matmul ins(%a, %t : tensor<8x16xf32>, tensor<16x32xf32>) outs(%init : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// A sum reads a row through its broadcast, and a matrix through its transposition.
// CHECK-LABEL: func.func @broadcast
// CHECK-SAME:      %[[A:[^:]*]]: tensor<32x8xf32>, %[[B:[^:]*]]: tensor<32xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.generic {indexing_maps = [#[[$T]], #[[$COL]], #[[$ID]]]{{.*}} ins(%[[A]], %[[B]] :
// CHECK-NOT:     linalg.generic
func.func @broadcast(%a: tensor<32x8xf32>, %b: tensor<32xf32>) -> tensor<8x32xf32> {
  %e = tensor.empty() : tensor<8x32xf32>
  %t = linalg.transpose ins(%a : tensor<32x8xf32>) outs(%e : tensor<8x32xf32>) permutation = [1, 0]
  %row = linalg.broadcast ins(%b : tensor<32xf32>) outs(%e : tensor<8x32xf32>) dimensions = [0]
  %0 = arith.addf %t, %row : tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// A transposition with no reader to fold into stays.
// CHECK-LABEL: func.func @returned
// CHECK:         linalg.generic {indexing_maps = [#[[$T]], #[[$ID]]]
func.func @returned(%a: tensor<32x8xf32>, %e: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %t = linalg.transpose ins(%a : tensor<32x8xf32>) outs(%e : tensor<8x32xf32>) permutation = [1, 0]
  return %t : tensor<8x32xf32>
}

// A broadcast that alone tells how far a reduction goes stays.
// CHECK-LABEL: func.func @extent
// CHECK-COUNT-2: linalg.generic
func.func @extent(%a: tensor<8xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8x16xf32>
  %0 = linalg.broadcast ins(%a : tensor<8xf32>) outs(%e : tensor<8x16xf32>) dimensions = [1]
  %1 = linalg.reduce { arith.addf } ins(%0 : tensor<8x16xf32>) outs(%init : tensor<8xf32>) dimensions = [1]
  return %1 : tensor<8xf32>
}

// Splat constants and filled tensors are scalars in the bodies that read them.
// CHECK-LABEL: func.func @scalars
// CHECK-SAME:      %[[A:[^:]*]]: tensor<8x32xf32>, %[[S:[^:]*]]: f32
// CHECK-NOT:     linalg.fill
// CHECK-COUNT-2: linalg.generic {{.*}} ins(%{{[^,]*}} : tensor<8x32xf32>)
// CHECK:           arith.mulf %{{.*}}, %[[S]] : f32
func.func @scalars(%a: tensor<8x32xf32>, %s: f32) -> tensor<8x32xf32> {
  %half = arith.constant dense<0.5> : tensor<8x32xf32>
  %e = tensor.empty() : tensor<8x32xf32>
  %fill = linalg.fill ins(%s : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %0 = arith.addf %a, %half : tensor<8x32xf32>
  %1 = arith.mulf %0, %fill : tensor<8x32xf32>
  return %1 : tensor<8x32xf32>
}

// An operand of a contraction stays a tensor, and so does what the contraction starts from.
// CHECK-LABEL: func.func @contraction
// CHECK-SAME:      %{{[^:]*}}: tensor<8x16xf32>, %[[INIT:[^:]*]]: tensor<8x32xf32>
// CHECK:         linalg.generic {indexing_maps = [#[[$MK]], #[[$KN]], #[[$MN]]]{{.*}} outs(%[[INIT]] :
func.func @contraction(%a: tensor<8x16xf32>, %init: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %b = arith.constant dense<0.5> : tensor<16x32xf32>
  %0 = linalg.matmul ins(%a, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%init : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// A batch of one between reshapes is no batch.
// CHECK-LABEL: func.func @batch_of_one
// CHECK-NOT:     tensor.{{expand|collapse}}_shape
// CHECK:         linalg.generic {indexing_maps = [#[[$MK]], #[[$KN]], #[[$MN]]]
// CHECK-NOT:     tensor.{{expand|collapse}}_shape
func.func @batch_of_one(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %a3 = tensor.expand_shape %a [[0, 1], [2]] output_shape [1, 8, 16] : tensor<8x16xf32> into tensor<1x8x16xf32>
  %b3 = tensor.expand_shape %b [[0, 1], [2]] output_shape [1, 16, 32] : tensor<16x32xf32> into tensor<1x16x32xf32>
  %e = tensor.empty() : tensor<1x8x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x32xf32>) -> tensor<1x8x32xf32>
  %0 = linalg.batch_matmul ins(%a3, %b3 : tensor<1x8x16xf32>, tensor<1x16x32xf32>) outs(%f : tensor<1x8x32xf32>) -> tensor<1x8x32xf32>
  %1 = tensor.collapse_shape %0 [[0, 1], [2]] : tensor<1x8x32xf32> into tensor<8x32xf32>
  return %1 : tensor<8x32xf32>
}

// Work on the rows of several sequences, expanded after a product, is done on the product's shape.
// CHECK-LABEL: func.func @sequences
// CHECK:         %[[MM:.*]] = linalg.generic {{.*}}"reduction"
// CHECK:         %[[SUM:.*]] = linalg.generic {indexing_maps = [#[[$ID]], #[[$COL]], #[[$ID]]]{{.*}} ins(%[[MM]], %{{.*}} :
// CHECK:         tensor.expand_shape %[[SUM]]
func.func @sequences(%a: tensor<32x16xf32>, %b: tensor<16x32xf32>, %init: tensor<32x32xf32>, %bias: tensor<32xf32>) -> tensor<4x8x32xf32> {
  %0 = linalg.matmul ins(%a, %b : tensor<32x16xf32>, tensor<16x32xf32>) outs(%init : tensor<32x32xf32>) -> tensor<32x32xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [4, 8, 32] : tensor<32x32xf32> into tensor<4x8x32xf32>
  %e = tensor.empty() : tensor<4x8x32xf32>
  %row = linalg.broadcast ins(%bias : tensor<32xf32>) outs(%e : tensor<4x8x32xf32>) dimensions = [0, 1]
  %2 = arith.addf %1, %row : tensor<4x8x32xf32>
  return %2 : tensor<4x8x32xf32>
}

// A result that is written wholly does not hold on to the tensor that it is written to.
// CHECK-LABEL: func.func @unread_init
// CHECK-SAME:      %{{[^:]*}}: tensor<8x32xf32>, %[[B:[^:]*]]: tensor<8x32xf32>
// CHECK:         %[[E:.*]] = tensor.empty
// CHECK:         linalg.generic {{.*}} outs(%[[E]] :
func.func @unread_init(%a: tensor<8x32xf32>, %b: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %0 = linalg.exp ins(%a : tensor<8x32xf32>) outs(%b : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// Work on one element keeps its loops.
// CHECK-LABEL: func.func @one
// CHECK:         linalg.generic {indexing_maps = [#[[$ID]], #[[$ID]]]
func.func @one(%a: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %0 = math.tanh %a : tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

// A scalar that is f64 in the graph and rounded in the body is a constant of the body's type.
// CHECK-LABEL: func.func @rounded_constant
// CHECK-DAG:     %[[C:.*]] = arith.constant 0.797884583 : f32
// CHECK:         arith.mulf %{{.*}}, %[[C]] : f32
// CHECK-NOT:     arith.truncf
func.func @rounded_constant(%a: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %c = arith.constant 0.79788456080286541 : f64
  %e = tensor.empty() : tensor<8x32xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]} ins(%a : tensor<8x32xf32>) outs(%e : tensor<8x32xf32>) {
  ^bb0(%x: f32, %o: f32):
    %r = arith.truncf %c : f64 to f32
    %1 = arith.mulf %x, %r : f32
    linalg.yield %1 : f32
  } -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}
