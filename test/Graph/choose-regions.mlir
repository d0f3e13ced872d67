// RUN: aicc-opt %s --choose-regions --mlir-print-op-on-diagnostic=false 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks

#mk = affine_map<(m, n, k) -> (m, k)>
#nk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(i, j) -> (i, j)>
#t = affine_map<(i, j) -> (j, i)>
#row = affine_map<(i, j) -> (i)>
#column = affine_map<(i, j) -> (j)>

// A contraction takes along the chain of maps that alone consume it, point by point, and an expansion that feeds it.
// CHECK-LABEL: func.func @around
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<16x32xi8>, tensor<16xf32>) {{.*}} attrs = {aicc.region = 0 : i64}
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<8x32xf32>, tensor<16x32xf32>) {{.*}} attrs = {aicc.region = 0 : i64}
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<8x16xf32>, tensor<16xf32>) {{.*}} attrs = {aicc.region = 0 : i64}
// CHECK:           addf
// CHECK:         linalg.generic {{.*}} ins(%{{.*}} : tensor<8x16xf32>) {{.*}} attrs = {aicc.region = 0 : i64}
// CHECK:           tanh
func.func @around(%x: tensor<8x32xf32>, %q: tensor<16x32xi8>, %s: tensor<16xf32>, %b: tensor<16xf32>) -> tensor<8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %we = tensor.empty() : tensor<16x32xf32>
  %e = tensor.empty() : tensor<8x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %w = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
      ins(%q, %s : tensor<16x32xi8>, tensor<16xf32>) outs(%we : tensor<16x32xf32>) {
  ^bb0(%a: i8, %c: f32, %out: f32):
    %3 = arith.sitofp %a : i8 to f32
    %4 = arith.mulf %3, %c : f32
    linalg.yield %4 : f32
  } -> tensor<16x32xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<8x32xf32>, tensor<16x32xf32>) outs(%init : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %3 = arith.mulf %a, %c : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<8x16xf32>
  %1 = linalg.generic {indexing_maps = [#id, #column, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<8x16xf32>, tensor<16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %3 = arith.addf %a, %c : f32
    linalg.yield %3 : f32
  } -> tensor<8x16xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%1 : tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %out: f32):
    %3 = math.tanh %a : f32
    linalg.yield %3 : f32
  } -> tensor<8x16xf32>
  return %2 : tensor<8x16xf32>
}

// Contractions that share an operand and the map that reads both are siblings in one region.
// CHECK-LABEL: func.func @siblings
// CHECK-COUNT-3: attrs = {aicc.region = 0 : i64}
// CHECK-NOT:     aicc.region
// CHECK:         return
func.func @siblings(%x: tensor<8x32xf32>, %g: tensor<16x32xf32>, %u: tensor<16x32xf32>) -> tensor<8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %g : tensor<8x32xf32>, tensor<16x32xf32>) outs(%init : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %3 = arith.mulf %a, %c : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<8x16xf32>
  %1 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %u : tensor<8x32xf32>, tensor<16x32xf32>) outs(%init : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %3 = arith.mulf %a, %c : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<8x16xf32>
  %2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0, %1 : tensor<8x16xf32>, tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %3 = arith.mulf %a, %c : f32
    linalg.yield %3 : f32
  } -> tensor<8x16xf32>
  return %2 : tensor<8x16xf32>
}

// A result with two readers leaves its kernel, and so does one that its reader does not read point by point.
// CHECK-LABEL: func.func @apart
// CHECK:         "reduction"{{.*}} attrs = {aicc.region = 0 : i64}
// CHECK:         attrs = {aicc.region = 1 : i64}
// CHECK:         attrs = {aicc.region = 2 : i64}
func.func @apart(%x: tensor<8x32xf32>, %w: tensor<8x32xf32>) -> (tensor<8x8xf32>, tensor<8x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<8x8xf32>) -> tensor<8x8xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<8x32xf32>, tensor<8x32xf32>) outs(%init : tensor<8x8xf32>) {
  ^bb0(%a: f32, %c: f32, %out: f32):
    %3 = arith.mulf %a, %c : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<8x8xf32>
  %1 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0 : tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %3 = math.tanh %a : f32
    linalg.yield %3 : f32
  } -> tensor<8x8xf32>
  %2 = linalg.generic {indexing_maps = [#t, #id], iterator_types = ["parallel", "parallel"]}
      ins(%0 : tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %3 = math.exp %a : f32
    linalg.yield %3 : f32
  } -> tensor<8x8xf32>
  return %1, %2 : tensor<8x8xf32>, tensor<8x8xf32>
}

// What is not recognised stays without a region, and a remark says why.
// CHECK-LABEL: func.func @general
// CHECK-NOT:     aicc.region
// CHECK:         return
// REMARK: remark: linalg.generic is compiled through the general path: its body holds math.cbrt, which is not in the kernel grammar
func.func @general(%x: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %e = tensor.empty() : tensor<8x8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<8x8xf32>) outs(%e : tensor<8x8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = math.cbrt %a : f32
    linalg.yield %1 : f32
  } -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// A sum of products in bf16 is reduced, but it is no contraction: a remark says what stands against it.
// CHECK-LABEL: func.func @narrow
// CHECK:         attrs = {aicc.region = 0 : i64}
// REMARK: remark: linalg.generic is compiled as a general reduction: it is no contraction because it accumulates in another type than f32, f64 or i32
func.func @narrow(%x: tensor<8x32xbf16>, %w: tensor<16x32xbf16>, %c: tensor<8x16xbf16>) -> tensor<8x16xbf16> {
  %0 = linalg.generic {indexing_maps = [#mk, #nk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<8x32xbf16>, tensor<16x32xbf16>) outs(%c : tensor<8x16xbf16>) {
  ^bb0(%a: bf16, %b: bf16, %out: bf16):
    %1 = arith.mulf %a, %b : bf16
    %2 = arith.addf %out, %1 : bf16
    linalg.yield %2 : bf16
  } -> tensor<8x16xbf16>
  return %0 : tensor<8x16xbf16>
}
