// RUN: aicc-opt %s --generalise-named-ops --fold-data-movement --fuse-elementwise | FileCheck %s

#id2 = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
#col = affine_map<(i, j) -> (j)>

// A chain that reads its input in two places becomes one generic.
// CHECK-LABEL: func.func @gelu
// CHECK-SAME:      %[[X:[^:]*]]: tensor<8x32xf32>
// CHECK:         linalg.generic {{.*}} ins(%[[X]] : tensor<8x32xf32>)
// CHECK:           math.erf
// CHECK-NOT:     linalg.generic
func.func @gelu(%x: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %half = arith.constant dense<0.5> : tensor<8x32xf32>
  %one = arith.constant dense<1.0> : tensor<8x32xf32>
  %sqrt = arith.constant dense<0.707106769> : tensor<8x32xf32>
  %0 = arith.mulf %x, %sqrt : tensor<8x32xf32>
  %1 = math.erf %0 : tensor<8x32xf32>
  %2 = arith.addf %1, %one : tensor<8x32xf32>
  %3 = arith.mulf %x, %half : tensor<8x32xf32>
  %4 = arith.mulf %2, %3 : tensor<8x32xf32>
  return %4 : tensor<8x32xf32>
}

// Squares are part of their sum, which is no contraction then; the division that follows it is apart.
// CHECK-LABEL: func.func @mean_of_squares
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT:     linalg.generic
func.func @mean_of_squares(%x: tensor<8x32xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %n = arith.constant dense<32.0> : tensor<8xf32>
  %0 = arith.mulf %x, %x : tensor<8x32xf32>
  %1 = linalg.reduce { arith.addf } ins(%0 : tensor<8x32xf32>) outs(%init : tensor<8xf32>) dimensions = [1]
  %2 = arith.divf %1, %n : tensor<8xf32>
  return %2 : tensor<8xf32>
}

// Operands of contractions are not computed in them, neither of a product of matrices nor of a matrix and a vector.
// CHECK-LABEL: func.func @contractions
// CHECK:         math.exp
// CHECK:         linalg.generic {{.*}}"reduction"
// CHECK:         math.exp
// CHECK:         linalg.generic {{.*}}"reduction"
// CHECK-NEXT:    ^bb0
// CHECK-NEXT:      arith.mulf
// CHECK-NEXT:      arith.addf
func.func @contractions(%a: tensor<8x16xf32>, %b: tensor<16x32xf32>, %x: tensor<32xf32>, %c: tensor<8x32xf32>, %y: tensor<8xf32>) -> tensor<8xf32> {
  %0 = math.exp %a : tensor<8x16xf32>
  %1 = linalg.matmul ins(%0, %b : tensor<8x16xf32>, tensor<16x32xf32>) outs(%c : tensor<8x32xf32>) -> tensor<8x32xf32>
  %2 = math.exp %1 : tensor<8x32xf32>
  %3 = linalg.matvec ins(%2, %x : tensor<8x32xf32>, tensor<32xf32>) outs(%y : tensor<8xf32>) -> tensor<8xf32>
  return %3 : tensor<8xf32>
}

// A producer with two readers is computed once.
// CHECK-LABEL: func.func @two_readers
// CHECK-COUNT-3: linalg.generic
func.func @two_readers(%x: tensor<8x32xf32>, %init: tensor<8xf32>) -> (tensor<8x32xf32>, tensor<8xf32>) {
  %0 = math.exp %x : tensor<8x32xf32>
  %1 = math.tanh %0 : tensor<8x32xf32>
  %2 = linalg.reduce { arith.addf } ins(%0 : tensor<8x32xf32>) outs(%init : tensor<8xf32>) dimensions = [1]
  return %1, %2 : tensor<8x32xf32>, tensor<8xf32>
}

// A producer that is read by broadcast would be computed once a column.
// CHECK-LABEL: func.func @read_by_broadcast
// CHECK-COUNT-2: linalg.generic
func.func @read_by_broadcast(%x: tensor<8x32xf32>, %r: tensor<8xf32>) -> tensor<8x32xf32> {
  %e = tensor.empty() : tensor<8x32xf32>
  %0 = math.exp %r : tensor<8xf32>
  %1 = linalg.broadcast ins(%0 : tensor<8xf32>) outs(%e : tensor<8x32xf32>) dimensions = [1]
  %2 = arith.mulf %x, %1 : tensor<8x32xf32>
  return %2 : tensor<8x32xf32>
}

// A producer that only spreads smaller tensors stays before a reduction.
// CHECK-LABEL: func.func @spread
// CHECK-COUNT-2: linalg.generic
func.func @spread(%u: tensor<8xf32>, %v: tensor<32xf32>, %init: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8x32xf32>
  %0 = linalg.generic {indexing_maps = [#row, #col, #id2], iterator_types = ["parallel", "parallel"]}
      ins(%u, %v : tensor<8xf32>, tensor<32xf32>) outs(%e : tensor<8x32xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %2 = arith.addf %a, %b : f32
    linalg.yield %2 : f32
  } -> tensor<8x32xf32>
  %1 = linalg.reduce { arith.maximumf } ins(%0 : tensor<8x32xf32>) outs(%init : tensor<8xf32>) dimensions = [1]
  return %1 : tensor<8xf32>
}

// A rounding between two generics stays where they meet.
// CHECK-LABEL: func.func @rounding
// CHECK:         %[[R:.*]] = arith.truncf {{.*}} : f32 to bf16
// CHECK-NEXT:    %[[W:.*]] = arith.extf %[[R]] : bf16 to f32
// CHECK-NEXT:    math.tanh %[[W]] : f32
// CHECK-NOT:     linalg.generic
func.func @rounding(%x: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %0 = arith.truncf %x : tensor<8x32xf32> to tensor<8x32xbf16>
  %1 = arith.extf %0 : tensor<8x32xbf16> to tensor<8x32xf32>
  %2 = math.tanh %1 : tensor<8x32xf32>
  return %2 : tensor<8x32xf32>
}

// A reader of a product keeps the product's shape; what else it reads is computed in that shape and is part of it: a bias
// by head, where heads are groups that share keys.
// CHECK-LABEL: func.func @bias_of_groups
// CHECK-SAME:      %{{.*}}, %{{.*}}, %[[SLOPES:[^:]*]]: tensor<4xf32>, %[[AT:[^:]*]]: tensor<8xf32>
// CHECK:         %[[SCORES:.*]] = linalg.generic {{.*}}"reduction"
// CHECK:         %[[BY_GROUP:.*]] = tensor.expand_shape %[[SLOPES]] {{.*}} into tensor<2x2xf32>
// CHECK:         linalg.generic {{.*}} ins(%[[SCORES]], %[[BY_GROUP]], %[[AT]] : tensor<2x2x8xf32>, tensor<2x2xf32>, tensor<8xf32>)
// CHECK-NOT:     linalg.generic
func.func @bias_of_groups(%q: tensor<2x2x16xf32>, %k: tensor<2x8x16xf32>, %slopes: tensor<4xf32>, %at: tensor<8xf32>) -> tensor<2x2x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<2x2x8xf32>
  %e = tensor.empty() : tensor<4x8xf32>
  %scores = linalg.contract indexing_maps = [affine_map<(h, g, j, d) -> (h, g, d)>, affine_map<(h, g, j, d) -> (h, j, d)>, affine_map<(h, g, j, d) -> (h, g, j)>]
      ins(%q, %k : tensor<2x2x16xf32>, tensor<2x8x16xf32>) outs(%zero : tensor<2x2x8xf32>) -> tensor<2x2x8xf32>
  %bias = linalg.generic {indexing_maps = [#row, #col, #id2], iterator_types = ["parallel", "parallel"]}
      ins(%slopes, %at : tensor<4xf32>, tensor<8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.mulf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<4x8xf32>
  %split = tensor.expand_shape %bias [[0, 1], [2]] output_shape [2, 2, 8] : tensor<4x8xf32> into tensor<2x2x8xf32>
  %1 = arith.addf %scores, %split : tensor<2x2x8xf32>
  return %1 : tensor<2x2x8xf32>
}
