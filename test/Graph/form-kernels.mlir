// RUN: aicc-opt %s --split-input-file --choose-regions --form-kernels | FileCheck %s

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (j)>

// A region becomes one private kernel, which names its dimensions by their part in the contraction; a call in
// destination style stands where its last operation stood. A sum that starts at zero needs no operand for that.
// CHECK-LABEL: func.func @gemm
// CHECK-SAME:    (%[[X:.*]]: tensor<8x32xf32>, %[[W:.*]]: tensor<16x32xf32> {aicc.weight}, %[[B:.*]]: tensor<16xf32>)
// CHECK:         %[[Y:.*]] = kernel.call @gemm_k0 ins(%[[X]], %[[W]], %[[B]] : {{.*}}) outs(%{{.*}} : tensor<8x16xf32>) -> tensor<8x16xf32>
// CHECK:         return %[[Y]]
// CHECK:       kernel.kernel @gemm_k0 dims [m = 8, n = 16, k = 32] (%[[KX:.*]]: tensor<8x32xf32>, %[[KW:.*]]: tensor<16x32xf32> {aicc.weight}, %[[KB:.*]]: tensor<16xf32>) -> tensor<8x16xf32>
// CHECK-SAME:      sym_visibility = "private"
// CHECK-NEXT:    %[[MM:.*]] = kernel.contract "mm" over [m, n, k] (%[[KX]][m, k], %[[KW]][n, k]) -> [m, n]
// CHECK-NEXT:    %[[MAP:.*]] = kernel.map "map" over [m, n] (%[[MM]][m, n], %[[KB]][n]) -> [m, n]
// CHECK-NEXT:    ^bb0(%[[S:.*]]: f32, %[[T:.*]]: f32):
// CHECK-NEXT:      %[[SUM:.*]] = arith.addf %[[S]], %[[T]] : f32
// CHECK-NEXT:      kernel.yield %[[SUM]] : f32
// CHECK:         kernel.yield %[[MAP]]
func.func @gemm(%x: tensor<8x32xf32>, %w: tensor<16x32xf32> {aicc.weight}, %b: tensor<16xf32>) -> tensor<8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<8x32xf32>, tensor<16x32xf32>) outs(%init : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %2 = arith.mulf %a, %c : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<8x16xf32>
  %1 = linalg.generic {indexing_maps = [#id, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<8x16xf32>, tensor<16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %2 = arith.addf %a, %c : f32
    linalg.yield %2 : f32
  } -> tensor<8x16xf32>
  return %1 : tensor<8x16xf32>
}

// -----

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>

// Two regions of one identity are one kernel. Each call passes its operands in the kernel's order, although one region
// lists its operands the other way round, and all of them have one type.
// CHECK-LABEL: func.func @twins
// CHECK-SAME:    (%[[X:.*]]: tensor<16x16xf32>, %[[W:.*]]: tensor<16x16xf32>)
// CHECK:         kernel.call @twins_k0 ins(%[[X]], %[[W]] :
// CHECK:         kernel.call @twins_k0 ins(%[[X]], %[[W]] :
// CHECK:       kernel.kernel @twins_k0 dims [m = 16, n = 16, k = 16] (%[[KX:.*]]: tensor<16x16xf32>, %[[KW:.*]]: tensor<16x16xf32>)
// CHECK:         kernel.contract "mm" over [m, n, k] (%[[KX]][m, k], %[[KW]][n, k]) -> [m, n]
// CHECK-NOT:   kernel.kernel
func.func @twins(%x: tensor<16x16xf32>, %w: tensor<16x16xf32>) -> (tensor<16x16xf32>, tensor<16x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<16x16xf32>) -> tensor<16x16xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<16x16xf32>, tensor<16x16xf32>) outs(%init : tensor<16x16xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %2 = arith.mulf %a, %b : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<16x16xf32>
  %1 = linalg.generic {indexing_maps = [#nk, #mk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%w, %x : tensor<16x16xf32>, tensor<16x16xf32>) outs(%init : tensor<16x16xf32>) {
  ^bb0(%b: f32, %a: f32, %out: f32):
    %2 = arith.mulf %b, %a : f32
    %3 = arith.addf %2, %out : f32
    linalg.yield %3 : f32
  } -> tensor<16x16xf32>
  return %0, %1 : tensor<16x16xf32>, tensor<16x16xf32>
}

// -----

#mn = affine_map<(m, n) -> (m, n)>
#m = affine_map<(m, n) -> (m)>

// What a reduction starts from takes part as one more term behind it, unless it is the combiner's neutral element.
// CHECK-LABEL: func.func @initial
// CHECK-SAME:    (%[[X:.*]]: tensor<8x32xf32>, %[[C:.*]]: tensor<8xf32>)
// CHECK:         kernel.call @initial_k0 ins(
// CHECK:       kernel.kernel @initial_k0 dims [d = 8, r = 32]
// CHECK:         %[[R:.*]] = kernel.reduce "reduce" add over [d, r] (%{{.*}}[d, r]) -> [d]
// CHECK:         kernel.map "init" over [d] (%[[R]][d], %{{.*}}[d]) -> [d]
// CHECK:           arith.addf
func.func @initial(%x: tensor<8x32xf32>, %c: tensor<8xf32>) -> tensor<8xf32> {
  %0 = linalg.generic {indexing_maps = [#mn, #m], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<8x32xf32>) outs(%c : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = arith.addf %out, %a : f32
    linalg.yield %1 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

#mn = affine_map<(m, n) -> (m, n)>

// A body may ask where it is: in the type that it casts the position to, else in i64.
// CHECK-LABEL: func.func @position
// CHECK:       kernel.kernel @position_k0 dims [d = 8, d1 = 32]
// CHECK:         kernel.map
// CHECK:           %[[I:.*]] = kernel.index "d" : i32
// CHECK:           %[[J:.*]] = kernel.index "d1" : i64
// CHECK:           %[[C:.*]] = arith.constant 3 : i64
// CHECK:           %[[K:.*]] = arith.muli %[[J]], %[[C]] : i64
// CHECK:           %[[T:.*]] = arith.trunci %[[K]] : i64 to i32
// CHECK:           arith.cmpi slt, %[[I]], %[[T]] : i32
// CHECK-NOT:       index_cast
func.func @position(%x: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %e = tensor.empty() : tensor<8x32xf32>
  %0 = linalg.generic {indexing_maps = [#mn, #mn], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<8x32xf32>) outs(%e : tensor<8x32xf32>) {
  ^bb0(%a: f32, %out: f32):
    %zero = arith.constant 0.0 : f32
    %i = linalg.index 0 : index
    %row = arith.index_cast %i : index to i32
    %j = linalg.index 1 : index
    %three = arith.constant 3 : index
    %k = arith.muli %j, %three : index
    %column = arith.index_cast %k : index to i32
    %isLess = arith.cmpi slt, %row, %column : i32
    %1 = arith.select %isLess, %a, %zero : f32
    linalg.yield %1 : f32
  } -> tensor<8x32xf32>
  return %0 : tensor<8x32xf32>
}

// -----

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(i, j) -> (i, j)>

// What a contraction and others read in several ways is an operand for each: a schedule lays an operand out for one of them.
// CHECK-LABEL: func.func @read_thrice
// CHECK-SAME:    (%[[X:.*]]: tensor<16x16xf32>)
// CHECK:         kernel.call @read_thrice_k0 ins(%[[X]], %[[X]], %[[X]] :
// CHECK:       kernel.kernel @read_thrice_k0 dims [m = 16, n = 16, k = 16] (%[[A:.*]]: tensor<16x16xf32>, %[[B:.*]]: tensor<16x16xf32>, %[[C:.*]]: tensor<16x16xf32>)
// CHECK:         kernel.contract "mm" over [m, n, k] (%[[A]][m, k], %[[B]][n, k]) -> [m, n]
// CHECK:         kernel.map "map" over [m, n] (%{{.*}}[m, n], %[[C]][m, n]) -> [m, n]
func.func @read_thrice(%x: tensor<16x16xf32>) -> tensor<16x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<16x16xf32>) -> tensor<16x16xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %x : tensor<16x16xf32>, tensor<16x16xf32>) outs(%init : tensor<16x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %2 = arith.mulf %a, %c : f32
    %3 = arith.addf %out, %2 : f32
    linalg.yield %3 : f32
  } -> tensor<16x16xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0, %x : tensor<16x16xf32>, tensor<16x16xf32>) outs(%e : tensor<16x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %2 = arith.addf %a, %c : f32
    linalg.yield %2 : f32
  } -> tensor<16x16xf32>
  return %1 : tensor<16x16xf32>
}
