// RUN: aicc-opt %s --generalise-named-ops --fold-data-movement | FileCheck %s

// CHECK-DAG: #[[$ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[$GROUP:.*]] = affine_map<(d0, d1) -> (d0, d1 floordiv 32)>
// CHECK-DAG: #[[$INSIDE:.*]] = affine_map<(d0, d1) -> (d1 mod 32)>
// CHECK-DAG: #[[$FIRST:.*]] = affine_map<(d0, d1) -> (d0 floordiv 32, d1)>

// Weights that are expanded by groups and reshaped afterwards are expanded over the reshaped dimensions: scales are read
// at `k floordiv 32`, the weights through a reshape that moves nothing, what differs inside a group at `k mod 32`.
// CHECK-LABEL: func.func @groups(
// CHECK-SAME:    %[[Q:[^:]*]]: tensor<8x4x32xi4>, %[[S:[^:]*]]: tensor<8x4xf32>, %[[O:[^:]*]]: tensor<32xf32>)
// CHECK:         %[[C:.*]] = tensor.collapse_shape %[[Q]] {{\[\[}}0], [1, 2]]
// CHECK:         %[[W:.*]] = linalg.generic {indexing_maps = [#[[$ID]], #[[$GROUP]], #[[$INSIDE]], #[[$ID]]]
// CHECK-SAME:      ins(%[[C]], %[[S]], %[[O]] : tensor<8x128xi4>, tensor<8x4xf32>, tensor<32xf32>)
// CHECK:         return %[[W]]
func.func @groups(%q: tensor<8x4x32xi4>, %s: tensor<8x4xf32>, %o: tensor<32xf32>) -> tensor<8x128xf32> {
  %e = tensor.empty() : tensor<8x4x32xf32>
  %w = linalg.generic {indexing_maps = [affine_map<(n, g, b) -> (n, g, b)>, affine_map<(n, g, b) -> (n, g)>,
      affine_map<(n, g, b) -> (b)>, affine_map<(n, g, b) -> (n, g, b)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s, %o : tensor<8x4x32xi4>, tensor<8x4xf32>, tensor<32xf32>) outs(%e : tensor<8x4x32xf32>) {
  ^bb0(%a: i4, %b: f32, %c: f32, %out: f32):
    %0 = arith.sitofp %a : i4 to f32
    %1 = arith.mulf %0, %b : f32
    %2 = arith.addf %1, %c : f32
    linalg.yield %2 : f32
  } -> tensor<8x4x32xf32>
  %r = tensor.collapse_shape %w [[0], [1, 2]] : tensor<8x4x32xf32> into tensor<8x128xf32>
  return %r : tensor<8x128xf32>
}

// So are groups along the first dimension.
// CHECK-LABEL: func.func @first(
// CHECK:         linalg.generic {indexing_maps = [#[[$ID]], #[[$FIRST]], #[[$ID]]]{{.*}} ins(%{{.*}} : tensor<128x8xi8>, tensor<4x8xf16>)
func.func @first(%q: tensor<4x32x8xi8>, %s: tensor<4x8xf16>) -> tensor<128x8xf32> {
  %e = tensor.empty() : tensor<4x32x8xf32>
  %w = linalg.generic {indexing_maps = [affine_map<(g, b, n) -> (g, b, n)>, affine_map<(g, b, n) -> (g, n)>,
      affine_map<(g, b, n) -> (g, b, n)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %s : tensor<4x32x8xi8>, tensor<4x8xf16>) outs(%e : tensor<4x32x8xf32>) {
  ^bb0(%a: i8, %b: f16, %out: f32):
    %0 = arith.sitofp %a : i8 to f32
    %1 = arith.extf %b : f16 to f32
    %2 = arith.mulf %0, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<4x32x8xf32>
  %r = tensor.collapse_shape %w [[0, 1], [2]] : tensor<4x32x8xf32> into tensor<128x8xf32>
  return %r : tensor<128x8xf32>
}

// What does not grow keeps its shape: its result is reshaped for nothing.
// CHECK-LABEL: func.func @no_expansion(
// CHECK:         %[[E:.*]] = linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "parallel"]
// CHECK:         tensor.collapse_shape %[[E]]
func.func @no_expansion(%x: tensor<4x8x16xf32>, %y: tensor<4x8xf32>) -> tensor<32x16xf32> {
  %e = tensor.empty() : tensor<4x8x16xf32>
  %w = linalg.generic {indexing_maps = [affine_map<(a, b, c) -> (a, b, c)>, affine_map<(a, b, c) -> (a, b)>,
      affine_map<(a, b, c) -> (a, b, c)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %y : tensor<4x8x16xf32>, tensor<4x8xf32>) outs(%e : tensor<4x8x16xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %0 = arith.mulf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<4x8x16xf32>
  %r = tensor.collapse_shape %w [[0, 1], [2]] : tensor<4x8x16xf32> into tensor<32x16xf32>
  return %r : tensor<32x16xf32>
}

// Neighbouring reduced loops of a contraction are one where both operands hold them in order.
// CHECK-LABEL: func.func @two_reductions(
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
// CHECK-SAME:      ins(%{{.*}}, %{{.*}} : tensor<2x128xf32>, tensor<8x128xf32>)
func.func @two_reductions(%x: tensor<2x4x32xf32>, %w: tensor<8x4x32xf32>, %i: tensor<2x8xf32>) -> tensor<2x8xf32> {
  %r = linalg.contract indexing_maps = [affine_map<(m, n, g, b) -> (m, g, b)>, affine_map<(m, n, g, b) -> (n, g, b)>,
      affine_map<(m, n, g, b) -> (m, n)>] ins(%x, %w : tensor<2x4x32xf32>, tensor<8x4x32xf32>)
      outs(%i : tensor<2x8xf32>) -> tensor<2x8xf32>
  return %r : tensor<2x8xf32>
}

// They stay apart where an operand holds them in another order.
// CHECK-LABEL: func.func @two_orders(
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction", "reduction"]
func.func @two_orders(%x: tensor<2x4x32xf32>, %w: tensor<8x32x4xf32>, %i: tensor<2x8xf32>) -> tensor<2x8xf32> {
  %r = linalg.contract indexing_maps = [affine_map<(m, n, g, b) -> (m, g, b)>, affine_map<(m, n, g, b) -> (n, b, g)>,
      affine_map<(m, n, g, b) -> (m, n)>] ins(%x, %w : tensor<2x4x32xf32>, tensor<8x32x4xf32>)
      outs(%i : tensor<2x8xf32>) -> tensor<2x8xf32>
  return %r : tensor<2x8xf32>
}
