// RUN: aicc-opt %s --pass-pipeline='builtin.module(func.func(tile-oracle-loops))' | FileCheck %s

#x = affine_map<(m, k, n) -> (m, k)>
#w = affine_map<(m, k, n) -> (k, n)>
#y = affine_map<(m, k, n) -> (m, n)>

// A contraction walks over 64 columns at a time.
// CHECK-LABEL: @contraction
// CHECK:      scf.for
// CHECK-NOT:  scf.for
// CHECK:      linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : memref<8x16xf32{{.*}}>, memref<16x64xf32{{.*}}>)
func.func @contraction(%x: memref<8x16xf32>, %w: memref<16x128xf32>, %y: memref<8x128xf32>) {
  linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "reduction", "parallel"]}
      ins(%x, %w : memref<8x16xf32>, memref<16x128xf32>) outs(%y : memref<8x128xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %1 = arith.mulf %a, %b : f32
    %2 = arith.addf %out, %1 : f32
    linalg.yield %2 : f32
  }
  return
}

// A transposition walks over squares.
// CHECK-LABEL: @transposition
// CHECK:      scf.for
// CHECK:      scf.for
// CHECK:      linalg.transpose ins(%{{.*}} : memref<32x32xf32{{.*}}>)
func.func @transposition(%w: memref<64x128xf32>, %t: memref<128x64xf32>) {
  linalg.transpose ins(%w : memref<64x128xf32>) outs(%t : memref<128x64xf32>) permutation = [1, 0]
  return
}

// What lies side by side already is not cut.
// CHECK-LABEL: @plain
// CHECK-NOT: scf.for
// CHECK: return
func.func @plain(%x: memref<512x512xf32>, %y: memref<512x512xf32>) {
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%x : memref<512x512xf32>) outs(%y : memref<512x512xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = arith.addf %a, %a : f32
    linalg.yield %1 : f32
  }
  return
}
