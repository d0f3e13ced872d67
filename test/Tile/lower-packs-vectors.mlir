// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,x86-64-avx2 --lower-packs --canonicalize --split-input-file | FileCheck %s

// Rows that are contiguous along the depth are transposed in registers: sixteen loads, 4 x 16 shuffles, sixteen stores of
// whole lines; no element goes alone.
// CHECK-LABEL: func.func @transposed
// CHECK-NOT:     memref.load
// CHECK-COUNT-16: vector.load {{.*}} : memref<64x32xf32>, vector<16xf32>
// CHECK-COUNT-64: vector.shuffle
// CHECK-NOT:     vector.shuffle
// CHECK:         vector.store {{.*}} : memref<2x32x32xf32>, vector<16xf32>
// CHECK-NOT:     memref.store
func.func @transposed(%w: memref<64x32xf32>, %p: memref<2x32x32xf32>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  kernel.pack %w[%c0, %c0] size(%c64, %c32) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 32>>
      into %p : memref<64x32xf32>, memref<2x32x32xf32>
  return
}

// -----

// A pair of bf16 is one word: the same transpose, with what 31 elements leave masked, and rows beyond the box zero.
// CHECK-LABEL: func.func @pairs
// CHECK-COUNT-8: vector.load {{.*}} vector<8xf32>
// CHECK-COUNT-24: vector.shuffle
// CHECK-LABEL: func.func @edges
// CHECK:         vector.maskedload {{.*}} : memref<9x31xbf16>, vector<16xi1>, vector<16xbf16> into vector<16xbf16>
// CHECK:         arith.select
// CHECK:         vector.store {{.*}} : memref<2x16x8x2xbf16>, vector<16xbf16>
func.func @pairs(%w: memref<16x16xf32>, %p: memref<1x16x16xf32>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  kernel.pack %w[%c0, %c0] size(%c16, %c16) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16>>
      into %p : memref<16x16xf32>, memref<1x16x16xf32>
  return
}
func.func @edges(%w: memref<9x31xbf16>, %p: memref<2x16x8x2xbf16>) attributes {aicc.device = "x86-64-avx2"} {
  %c0 = arith.constant 0 : index
  %c9 = arith.constant 9 : index
  %c31 = arith.constant 31 : index
  kernel.pack %w[%c0, %c0] size(%c9, %c31) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 8, k = 2>>
      into %p : memref<9x31xbf16>, memref<2x16x8x2xbf16>
  return
}

// -----

// Rows that are contiguous along the lanes are interleaved, four for bytes; the sums of a shifted layout go to the block
// behind the last one.
// CHECK-LABEL: func.func @shifted
// CHECK-COUNT-4: vector.load {{.*}} : memref<32x16xi8>, vector<16xi8>
// CHECK-COUNT-3: vector.interleave
// CHECK:         vector.store {{.*}} : memref<1x9x16x4xi8>, vector<64xi8>
// CHECK:         %[[SUM:.*]] = scf.for {{.*}} -> (vector<16xi32>)
// CHECK:         arith.shrsi
// CHECK:         %[[SCALED:.*]] = arith.muli %[[SUM]], %{{.*}} : vector<16xi32>
// CHECK:         %[[BYTES:.*]] = vector.bitcast %[[SCALED]] : vector<16xi32> to vector<64xi8>
// CHECK:         vector.store %[[BYTES]], %{{.*}}[%{{.*}}, %c8, %{{.*}}, %c0]
func.func @shifted(%w: memref<32x16xi8>, %p: memref<1x9x16x4xi8>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  kernel.pack %w[%c0, %c0] size(%c32, %c16) dims ["k", "n"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 16, k = 4>, shift = 128>
      into %p : memref<32x16xi8>, memref<1x9x16x4xi8>
  return
}

// -----

// Groups of one element are a dimension that no vector fills: element by element.
// CHECK-LABEL: func.func @groups_of_one
// CHECK-NOT:     vector.store
// CHECK:         memref.store {{.*}} : memref<1x32x16x1xi8>
func.func @groups_of_one(%w: memref<32x16xi8>, %p: memref<1x32x16x1xi8>) attributes {aicc.device = "x86-64-avx512"} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  kernel.pack %w[%c0, %c0] size(%c32, %c16) dims ["k", "n"]
      layout #schedule.layout<outer = ["n", "k"], block = <n = 16, k = 1>>
      into %p : memref<32x16xi8>, memref<1x32x16x1xi8>
  return
}
