// RUN: aicc-opt %s --pass-pipeline='builtin.module(func.func(approximate-math))' | FileCheck %s

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
