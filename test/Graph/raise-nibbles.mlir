// RUN: aicc-opt %s --raise-nibbles | FileCheck %s

#id = affine_map<(n, j) -> (n, j)>

// A byte shifted by a table [0, 4] and masked is an i4: element [n, j, h].
// CHECK-LABEL: func.func @shifted(
// CHECK-SAME:    %[[Q:[^:]*]]: tensor<4x8xi8>)
// CHECK:         %[[P:.*]] = kernel.nibbles %[[Q]] : tensor<4x8xi8> -> tensor<4x8x2xi4>
// CHECK:         linalg.generic {{.*}} ins(%[[Q]], %{{.*}}, %[[P]] :
// CHECK:         ^bb0(%{{.*}}: i8, %{{.*}}: i8, %[[HALF:.*]]: i4, %{{.*}}: i8):
// CHECK:           %[[R:.*]] = arith.extui %[[HALF]] : i4 to i8
// CHECK:           linalg.yield %[[R]]
func.func @shifted(%q: tensor<4x8xi8>) -> tensor<4x8x2xi8> {
  %sh = arith.constant dense<[0, 4]> : tensor<2xi8>
  %e = tensor.empty() : tensor<4x8x2xi8>
  %u = linalg.generic {indexing_maps = [affine_map<(n, j, h) -> (n, j)>, affine_map<(n, j, h) -> (h)>,
      affine_map<(n, j, h) -> (n, j, h)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %sh : tensor<4x8xi8>, tensor<2xi8>) outs(%e : tensor<4x8x2xi8>) {
  ^bb0(%a: i8, %b: i8, %o: i8):
    %m = arith.constant 15 : i8
    %0 = arith.shrui %a, %b : i8
    %1 = arith.andi %0, %m : i8
    linalg.yield %1 : i8
  } -> tensor<4x8x2xi8>
  return %u : tensor<4x8x2xi8>
}

// High halves first is another order, and stays as it is.
// CHECK-LABEL: func.func @high_first(
// CHECK-NOT:     kernel.nibbles
// CHECK:         return
func.func @high_first(%q: tensor<4x8xi8>) -> tensor<4x8x2xi8> {
  %sh = arith.constant dense<[4, 0]> : tensor<2xi8>
  %e = tensor.empty() : tensor<4x8x2xi8>
  %u = linalg.generic {indexing_maps = [affine_map<(n, j, h) -> (n, j)>, affine_map<(n, j, h) -> (h)>,
      affine_map<(n, j, h) -> (n, j, h)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %sh : tensor<4x8xi8>, tensor<2xi8>) outs(%e : tensor<4x8x2xi8>) {
  ^bb0(%a: i8, %b: i8, %o: i8):
    %m = arith.constant 15 : i8
    %0 = arith.shrui %a, %b : i8
    %1 = arith.andi %0, %m : i8
    linalg.yield %1 : i8
  } -> tensor<4x8x2xi8>
  return %u : tensor<4x8x2xi8>
}

// Low and high halves of the same bytes, stacked. The high half of a byte that is extended with its sign is masked.
// CHECK-LABEL: func.func @stacked(
// CHECK:         %[[P:.*]] = kernel.nibbles %{{.*}} : tensor<4x8xi8> -> tensor<4x8x2xi4>
// CHECK:         %[[U:.*]] = linalg.generic {{.*}} ins(%[[P]] : tensor<4x8x2xi4>)
// CHECK:           arith.extui %{{.*}} : i4 to i32
// CHECK:         return %[[U]]
func.func @stacked(%q: tensor<4x8xi8>) -> tensor<4x8x2xi32> {
  %e = tensor.empty() : tensor<4x8xi32>
  %lo = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%q : tensor<4x8xi8>) outs(%e : tensor<4x8xi32>) {
  ^bb0(%a: i8, %o: i32):
    %m = arith.constant 15 : i32
    %0 = arith.extsi %a : i8 to i32
    %1 = arith.andi %0, %m : i32
    linalg.yield %1 : i32
  } -> tensor<4x8xi32>
  %hi = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%q : tensor<4x8xi8>) outs(%e : tensor<4x8xi32>) {
  ^bb0(%a: i8, %o: i32):
    %m = arith.constant 15 : i32
    %s = arith.constant 4 : i32
    %0 = arith.extsi %a : i8 to i32
    %1 = arith.shrsi %0, %s : i32
    %2 = arith.andi %1, %m : i32
    linalg.yield %2 : i32
  } -> tensor<4x8xi32>
  %lo3 = tensor.expand_shape %lo [[0], [1, 2]] output_shape [4, 8, 1] : tensor<4x8xi32> into tensor<4x8x1xi32>
  %hi3 = tensor.expand_shape %hi [[0], [1, 2]] output_shape [4, 8, 1] : tensor<4x8xi32> into tensor<4x8x1xi32>
  %u = tensor.concat dim(2) %lo3, %hi3 : (tensor<4x8x1xi32>, tensor<4x8x1xi32>) -> tensor<4x8x2xi32>
  return %u : tensor<4x8x2xi32>
}

// Without a mask, the shifted byte keeps its sign: no half.
// CHECK-LABEL: func.func @signed_shift(
// CHECK-NOT:     kernel.nibbles
// CHECK:         return
func.func @signed_shift(%q: tensor<4x8xi8>) -> tensor<4x8x2xi8> {
  %e = tensor.empty() : tensor<4x8xi8>
  %lo = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%q : tensor<4x8xi8>) outs(%e : tensor<4x8xi8>) {
  ^bb0(%a: i8, %o: i8):
    %m = arith.constant 15 : i8
    %1 = arith.andi %a, %m : i8
    linalg.yield %1 : i8
  } -> tensor<4x8xi8>
  %hi = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%q : tensor<4x8xi8>) outs(%e : tensor<4x8xi8>) {
  ^bb0(%a: i8, %o: i8):
    %s = arith.constant 4 : i8
    %1 = arith.shrsi %a, %s : i8
    linalg.yield %1 : i8
  } -> tensor<4x8xi8>
  %e3 = tensor.empty() : tensor<4x8x2xi8>
  %u0 = tensor.insert_slice %lo into %e3[0, 0, 0] [4, 8, 1] [1, 1, 1] : tensor<4x8xi8> into tensor<4x8x2xi8>
  %u = tensor.insert_slice %hi into %u0[0, 0, 1] [4, 8, 1] [1, 1, 1] : tensor<4x8xi8> into tensor<4x8x2xi8>
  return %u : tensor<4x8x2xi8>
}

// Constant bytes are constant halves.
// CHECK-LABEL: func.func @constant(
// CHECK:         arith.constant dense<{{\[\[\[}}1, 2], [-1, -8]]]> : tensor<1x2x2xi4>
// CHECK-NOT:     kernel.nibbles
func.func @constant() -> tensor<1x2x2xi8> {
  %q = arith.constant dense<[[0x21, 0x8f]]> : tensor<1x2xi8>
  %sh = arith.constant dense<[0, 4]> : tensor<2xi8>
  %e = tensor.empty() : tensor<1x2x2xi8>
  %u = linalg.generic {indexing_maps = [affine_map<(n, j, h) -> (n, j)>, affine_map<(n, j, h) -> (h)>,
      affine_map<(n, j, h) -> (n, j, h)>], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%q, %sh : tensor<1x2xi8>, tensor<2xi8>) outs(%e : tensor<1x2x2xi8>) {
  ^bb0(%a: i8, %b: i8, %o: i8):
    %m = arith.constant 15 : i8
    %0 = arith.shrui %a, %b : i8
    %1 = arith.andi %0, %m : i8
    linalg.yield %1 : i8
  } -> tensor<1x2x2xi8>
  return %u : tensor<1x2x2xi8>
}
