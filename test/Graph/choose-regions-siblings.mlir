// Products beside each other whose weights are expanded in their steps: one kernel where its registers hold the sums of all
// rows of both, and the codes' numbers. With half as many registers, each column would be expanded for two tiles of rows.
//
// RUN: aicc compile %s --target x86-64-avx512 --emit=mlir --stop-after=graph -o - | FileCheck %s --check-prefix=WIDE
// RUN: aicc compile %s --target x86-64-avx2 --emit=mlir --stop-after=graph -o - | FileCheck %s --check-prefix=NARROW

// WIDE-COUNT-1:   kernel.call
// WIDE-NOT:       kernel.call
// WIDE:           chosen = "fused", {{.*}}, role = "sibling"
// NARROW-COUNT-2: kernel.call
// NARROW-NOT:     kernel.call
// NARROW:         chosen = "apart", {{.*}}, role = "sibling"
#nk = affine_map<(n, k) -> (n, k)>
#group = affine_map<(n, k) -> (n, k floordiv 32)>
#mk = affine_map<(m, n, k) -> (m, k)>
#wk = affine_map<(m, n, k) -> (n, k)>
#mn = affine_map<(m, n, k) -> (m, n)>
func.func @main(%x: tensor<4x4096xf32>, %q: tensor<8192x4096xi4> {aicc.weight}, %s: tensor<8192x128xf32> {aicc.weight},
                %r: tensor<8192x4096xi4> {aicc.weight}, %t: tensor<8192x128xf32> {aicc.weight}) -> tensor<4x8192xf32> {
  %we = tensor.empty() : tensor<8192x4096xf32>
  %w = linalg.generic {indexing_maps = [#nk, #group, #nk], iterator_types = ["parallel", "parallel"]}
      ins(%q, %s : tensor<8192x4096xi4>, tensor<8192x128xf32>) outs(%we : tensor<8192x4096xf32>) {
  ^bb0(%a: i4, %b: f32, %out: f32):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.mulf %3, %b : f32
    linalg.yield %4 : f32
  } -> tensor<8192x4096xf32>
  %v = linalg.generic {indexing_maps = [#nk, #group, #nk], iterator_types = ["parallel", "parallel"]}
      ins(%r, %t : tensor<8192x4096xi4>, tensor<8192x128xf32>) outs(%we : tensor<8192x4096xf32>) {
  ^bb0(%a: i4, %b: f32, %out: f32):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.mulf %3, %b : f32
    linalg.yield %4 : f32
  } -> tensor<8192x4096xf32>
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8192xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<4x8192xf32>) -> tensor<4x8192xf32>
  %0 = linalg.generic {indexing_maps = [#mk, #wk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<4x4096xf32>, tensor<8192x4096xf32>) outs(%i : tensor<4x8192xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %3 = arith.mulf %a, %b : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<4x8192xf32>
  %1 = linalg.generic {indexing_maps = [#mk, #wk, #mn], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %v : tensor<4x4096xf32>, tensor<8192x4096xf32>) outs(%i : tensor<4x8192xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %3 = arith.mulf %a, %b : f32
    %4 = arith.addf %out, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<4x8192xf32>
  %2 = linalg.mul ins(%0, %1 : tensor<4x8192xf32>, tensor<4x8192xf32>) outs(%e : tensor<4x8192xf32>) -> tensor<4x8192xf32>
  return %2 : tensor<4x8192xf32>
}
