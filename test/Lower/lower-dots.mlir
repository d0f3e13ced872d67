// RUN: aicc-opt %s --lower-dots | FileCheck %s

// Each instruction becomes LLVM's intrinsic for registers of this width.
// CHECK-LABEL: func.func @pairs
// CHECK:         llvm.call_intrinsic "llvm.x86.avx512bf16.dpbf16ps.512"(%{{.*}}, %{{.*}}, %{{.*}}) : (vector<16xf32>, vector<32xbf16>, vector<32xbf16>) -> vector<16xf32>
func.func @pairs(%c: vector<16xf32>, %a: vector<32xbf16>, %b: vector<32xbf16>) -> vector<16xf32> {
  %0 = kernel.dot "vdpbf16ps" %c, %a, %b : vector<16xf32>, vector<32xbf16>
  return %0 : vector<16xf32>
}

// CHECK-LABEL: func.func @quads
// CHECK:         llvm.call_intrinsic "llvm.x86.avx512.vpdpbusd.256"
func.func @quads(%c: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32> {
  %0 = kernel.dot "vpdpbusd" %c, %a, %b : vector<8xi32>, vector<32xi8>
  return %0 : vector<8xi32>
}

// One that only multiplies and adds pairs is followed by the addition.
// CHECK-LABEL: func.func @apart
// CHECK:         %[[PAIRS:.*]] = llvm.call_intrinsic "llvm.x86.avx2.pmadd.wd"(%{{.*}}, %{{.*}}) : (vector<16xi16>, vector<16xi16>) -> vector<8xi32>
// CHECK-NEXT:    %[[SUM:.*]] = arith.addi %{{.*}}, %[[PAIRS]] : vector<8xi32>
// CHECK-NEXT:    return %[[SUM]]
func.func @apart(%c: vector<8xi32>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<8xi32> {
  %0 = kernel.dot "vpmaddwd" %c, %a, %b : vector<8xi32>, vector<16xi16>
  return %0 : vector<8xi32>
}
