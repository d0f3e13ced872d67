// RUN: aicc-opt %s --load-device=ids=amd-zen5,x86-64-avx2 --pair-conversions | FileCheck %s

// Two registers become one; the first is the lower half, which the instruction takes last.
// CHECK-LABEL: func.func @pair
// CHECK-SAME:    (%[[A:.*]]: vector<16xf32>, %[[B:.*]]: vector<16xf32>)
// CHECK-NOT:     arith.truncf
// CHECK:         %[[R:.*]] = llvm.call_intrinsic "llvm.x86.avx512bf16.cvtne2ps2bf16.512"(%[[B]], %[[A]])
// CHECK:         return %[[R]]
func.func @pair(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<32xbf16> attributes {aicc.device = "amd-zen5"} {
  %0 = arith.truncf %a : vector<16xf32> to vector<16xbf16>
  %1 = arith.truncf %b : vector<16xf32> to vector<16xbf16>
  %2 = vector.shuffle %0, %1 [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31] : vector<16xbf16>, vector<16xbf16>
  return %2 : vector<32xbf16>
}

// Another order, and another device, keep their conversions.
// CHECK-LABEL: func.func @order
// CHECK-COUNT-2: arith.truncf
func.func @order(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<2xbf16> attributes {aicc.device = "amd-zen5"} {
  %0 = arith.truncf %a : vector<16xf32> to vector<16xbf16>
  %1 = arith.truncf %b : vector<16xf32> to vector<16xbf16>
  %2 = vector.shuffle %0, %1 [16, 0] : vector<16xbf16>, vector<16xbf16>
  return %2 : vector<2xbf16>
}

// Two stores side by side become one of a whole line, at the place of the second; the third of a row stays.
// CHECK-LABEL: func.func @stores
// CHECK-SAME:    (%[[A:.*]]: vector<16xf32>, %[[B:.*]]: vector<16xf32>, %[[C:.*]]: vector<16xf32>, %[[M:.*]]: memref<8x48xbf16>, %[[I:.*]]: index, %[[J:.*]]: index)
// CHECK:         %[[R:.*]] = llvm.call_intrinsic "llvm.x86.avx512bf16.cvtne2ps2bf16.512"(%[[B]], %[[A]])
// CHECK-NEXT:    vector.store %[[R]], %[[M]][%[[I]], %[[J]]] : memref<8x48xbf16>, vector<32xbf16>
// CHECK:         %[[T:.*]] = arith.truncf %[[C]]
// CHECK:         vector.store %[[T]]
// CHECK-NOT:     vector.store
func.func @stores(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>, %m: memref<8x48xbf16>, %i: index, %j: index) attributes {aicc.device = "amd-zen5"} {
  %0 = arith.truncf %a : vector<16xf32> to vector<16xbf16>
  vector.store %0, %m[%i, %j] : memref<8x48xbf16>, vector<16xbf16>
  %1 = arith.truncf %b : vector<16xf32> to vector<16xbf16>
  %j1 = affine.apply affine_map<(d0) -> (d0 + 16)>(%j)
  vector.store %1, %m[%i, %j1] : memref<8x48xbf16>, vector<16xbf16>
  %2 = arith.truncf %c : vector<16xf32> to vector<16xbf16>
  %j2 = affine.apply affine_map<(d0) -> (d0 + 32)>(%j)
  vector.store %2, %m[%i, %j2] : memref<8x48xbf16>, vector<16xbf16>
  return
}

// A load in between might read what the first writes; other rows and another order are not side by side.
// CHECK-LABEL: func.func @apart
// CHECK-NOT:     llvm.call_intrinsic
func.func @apart(%a: vector<16xf32>, %b: vector<16xf32>, %m: memref<8x48xbf16>, %n: memref<48xbf16>, %i: index, %j: index) -> vector<16xbf16> attributes {aicc.device = "amd-zen5"} {
  %j1 = affine.apply affine_map<(d0) -> (d0 + 16)>(%j)
  %i1 = affine.apply affine_map<(d0) -> (d0 + 1)>(%i)
  %0 = arith.truncf %a : vector<16xf32> to vector<16xbf16>
  vector.store %0, %m[%i, %j] : memref<8x48xbf16>, vector<16xbf16>
  %l = vector.load %n[%j] : memref<48xbf16>, vector<16xbf16>
  %1 = arith.truncf %b : vector<16xf32> to vector<16xbf16>
  vector.store %1, %m[%i, %j1] : memref<8x48xbf16>, vector<16xbf16>
  %2 = arith.truncf %a : vector<16xf32> to vector<16xbf16>
  vector.store %2, %m[%i1, %j] : memref<8x48xbf16>, vector<16xbf16>
  %3 = arith.truncf %b : vector<16xf32> to vector<16xbf16>
  vector.store %3, %m[%i, %j1] : memref<8x48xbf16>, vector<16xbf16>
  %4 = arith.truncf %a : vector<16xf32> to vector<16xbf16>
  vector.store %4, %m[%i, %j] : memref<8x48xbf16>, vector<16xbf16>
  return %l : vector<16xbf16>
}

// Another narrow type keeps its conversions.
// CHECK-LABEL: func.func @half
// CHECK-NOT:     llvm.call_intrinsic
// CHECK:         return
func.func @half(%a: vector<16xf32>, %b: vector<16xf32>, %m: memref<8x48xf16>, %i: index, %j: index) attributes {aicc.device = "amd-zen5"} {
  %0 = arith.truncf %a : vector<16xf32> to vector<16xf16>
  vector.store %0, %m[%i, %j] : memref<8x48xf16>, vector<16xf16>
  %1 = arith.truncf %b : vector<16xf32> to vector<16xf16>
  %j1 = affine.apply affine_map<(d0) -> (d0 + 16)>(%j)
  vector.store %1, %m[%i, %j1] : memref<8x48xf16>, vector<16xf16>
  return
}
