// RUN: aicc-opt %s --pass-pipeline='builtin.module(func.func(approximate-math))' | FileCheck %s
// RUN: aicc-opt %s --pass-pipeline='builtin.module(func.func(approximate-math{avx512}))' | FileCheck %s --check-prefix=AVX512

// Functions on vectors become arithmetic, which needs no library.
// CHECK-LABEL: func.func @vectors
// CHECK-NOT:     math.tanh
// CHECK-NOT:     math.erf
// CHECK-NOT:     math.exp
// CHECK:         math.fma {{.*}} : vector<16xf32>
// CHECK-NOT:     math.tanh
// CHECK-NOT:     math.erf
// CHECK-NOT:     math.exp
// CHECK:         return
func.func @vectors(%x: vector<16xf32>) -> vector<16xf32> {
  %0 = math.tanh %x : vector<16xf32>
  %1 = math.erf %0 : vector<16xf32>
  %2 = math.exp %1 : vector<16xf32>
  return %2 : vector<16xf32>
}

// What has no expansion, or is no approximation in double precision, is left to the C library.
// CHECK-LABEL: func.func @library
// CHECK:         math.tanh %{{.*}} : f64
// CHECK:         math.powf
func.func @library(%x: f64, %y: f64) -> f64 {
  %0 = math.tanh %x : f64
  %1 = math.powf %0, %y : f64
  return %1 : f64
}

// exp takes 7 multiply-adds for its polynomial and 3 for the reduction of its argument, and has no comparison but those of
// the two bounds; erf divides once.
// CHECK-LABEL: func.func @own
// CHECK-COUNT-2: arith.cmpf
// CHECK-COUNT-10: math.fma
// CHECK:         arith.bitcast
// CHECK-COUNT-2: arith.cmpf
// CHECK-COUNT-10: math.fma
// CHECK-NOT:     math.fma
// CHECK:         arith.divf
// CHECK-NOT:     arith.divf
// CHECK:         return
func.func @own(%x: vector<16xf32>) -> vector<16xf32> {
  %0 = math.exp %x : vector<16xf32>
  %1 = math.erf %0 : vector<16xf32>
  return %1 : vector<16xf32>
}

// Powers of two take no bounds and no reduction of the argument where AVX-512 has instructions for both; other widths take the
// way that every processor has.
// CHECK-LABEL: func.func @powers
// CHECK-COUNT-2: arith.cmpf
// CHECK-COUNT-9: math.fma
// CHECK:         arith.bitcast
// CHECK-COUNT-2: arith.mulf
// CHECK-NOT:     llvm.call_intrinsic
// AVX512-LABEL: func.func @powers
// AVX512-NOT:     arith.cmpf
// AVX512:         %[[FLOOR:.*]] = math.floor %arg0 : vector<16xf32>
// AVX512:         %[[FRACTION:.*]] = arith.subf %arg0, %[[FLOOR]]
// AVX512-COUNT-5: math.fma {{.*}}%[[FRACTION]]
// AVX512-NEXT:    llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"(%{{.*}}, %arg0
// AVX512:         arith.cmpf {{.*}} : vector<8xf32>
// AVX512-NOT:     llvm.call_intrinsic
func.func @powers(%x: vector<16xf32>, %y: vector<8xf32>) -> (vector<16xf32>, vector<8xf32>) {
  %0 = math.exp2 %x : vector<16xf32>
  %1 = math.exp2 %y : vector<8xf32>
  return %0, %1 : vector<16xf32>, vector<8xf32>
}

// exp has its exponent in one instruction there, and a polynomial of two terms less.
// AVX512-LABEL: func.func @scaled
// AVX512-COUNT-2: arith.cmpf
// AVX512:         math.roundeven
// AVX512-COUNT-8: math.fma
// AVX512:         llvm.call_intrinsic "llvm.x86.avx512.mask.scalef.ps.512"
func.func @scaled(%x: vector<16xf32>) -> vector<16xf32> {
  %0 = math.exp %x : vector<16xf32>
  return %0 : vector<16xf32>
}

// A product from which something is subtracted is not rounded before its power is taken.
// CHECK-LABEL: func.func @product
// CHECK:         %[[MINUS:.*]] = arith.negf %arg1
// CHECK:         math.fma %arg0, %{{.*}}, %[[MINUS]]
func.func @product(%x: vector<16xf32>, %y: vector<16xf32>) -> vector<16xf32> {
  %c = arith.constant dense<3.0> : vector<16xf32>
  %0 = arith.mulf %x, %c : vector<16xf32>
  %1 = arith.subf %0, %y : vector<16xf32>
  %2 = math.exp2 %1 : vector<16xf32>
  return %2 : vector<16xf32>
}
