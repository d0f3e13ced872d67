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
