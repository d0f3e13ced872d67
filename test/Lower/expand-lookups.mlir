// RUN: aicc-opt %s --pass-pipeline='builtin.module(func.func(expand-lookups),canonicalize)' | FileCheck %s

// Each bit of the code halves the table: the lowest chooses between neighbours, the highest between the halves.
// CHECK-LABEL: func.func @vector(
// CHECK-SAME:    %[[CODE:.*]]: vector<8xi4>)
// CHECK-DAG:     %[[ONE:.*]] = arith.constant dense<1> : vector<8xi32>
// CHECK-DAG:     %[[EIGHT:.*]] = arith.constant dense<8> : vector<8xi32>
// CHECK-DAG:     %[[A:.*]] = arith.constant dense<0.000000e+00> : vector<8xf32>
// CHECK-DAG:     %[[B:.*]] = arith.constant dense<5.000000e-01> : vector<8xf32>
// CHECK:         %[[WIDE:.*]] = arith.extui %[[CODE]] : vector<8xi4> to vector<8xi32>
// CHECK:         %[[LOW:.*]] = arith.andi %[[WIDE]], %[[ONE]]
// CHECK:         %[[IS_ODD:.*]] = arith.cmpi ne, %[[LOW]]
// CHECK:         arith.select %[[IS_ODD]], %[[B]], %[[A]] : vector<8xi1>, vector<8xf32>
// CHECK-COUNT-13: arith.select
// CHECK:         %[[HIGH:.*]] = arith.andi %[[WIDE]], %[[EIGHT]]
// CHECK:         %[[IS_UPPER:.*]] = arith.cmpi ne, %[[HIGH]]
// CHECK:         %[[R:.*]] = arith.select %[[IS_UPPER]]
// CHECK:         return %[[R]]
func.func @vector(%code: vector<8xi4>) -> vector<8xf32> {
  %0 = kernel.lookup %code in dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 7.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]> : tensor<16xf32> : vector<8xi4> -> vector<8xf32>
  return %0 : vector<8xf32>
}

// CHECK-LABEL: func.func @scalar(
// CHECK-COUNT-15: arith.select
// CHECK-NOT:     arith.select
// CHECK:         return
func.func @scalar(%code: i4) -> i8 {
  %0 = kernel.lookup %code in dense<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17]> : tensor<16xi8> : i4 -> i8
  return %0 : i8
}
