// RUN: aicc-opt %s --pass-pipeline='builtin.module(load-device{ids=x86-64-avx2},func.func(expand-lookups),canonicalize)' | FileCheck %s

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

// Words that count up with their codes are computed: signed codes, which count from 8, and unsigned ones less a zero point.
// CHECK-LABEL: func.func @signed(
// CHECK-SAME:    %[[CODE:.*]]: vector<4xi32>)
// CHECK-DAG:     %[[MASK:.*]] = arith.constant dense<15> : vector<4xi32>
// CHECK-DAG:     %[[EIGHT:.*]] = arith.constant dense<8> : vector<4xi32>
// CHECK-DAG:     %[[FIRST:.*]] = arith.constant dense<-8> : vector<4xi32>
// CHECK:         %[[BITS:.*]] = arith.andi %[[CODE]], %[[MASK]]
// CHECK:         %[[PLACE:.*]] = arith.xori %[[BITS]], %[[EIGHT]]
// CHECK:         %[[SUM:.*]] = arith.addi %[[PLACE]], %[[FIRST]]
// CHECK:         %[[R:.*]] = arith.sitofp %[[SUM]] : vector<4xi32> to vector<4xf32>
// CHECK:         return %[[R]]
func.func @signed(%code: vector<4xi32>) -> vector<4xf32> {
  %0 = kernel.lookup %code in dense<[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, -8.0, -7.0, -6.0, -5.0, -4.0, -3.0, -2.0, -1.0]> : tensor<16xf32> : vector<4xi32> -> vector<4xf32>
  return %0 : vector<4xf32>
}

// CHECK-LABEL: func.func @unsigned(
// CHECK-DAG:     %[[FIRST:.*]] = arith.constant dense<-7> : vector<4xi32>
// CHECK:         arith.andi
// CHECK-NOT:     arith.xori
// CHECK:         arith.addi %{{.*}}, %[[FIRST]]
// CHECK-NOT:     arith.select
// CHECK:         return
func.func @unsigned(%code: vector<4xi32>) -> vector<4xi32> {
  %0 = kernel.lookup %code in dense<[-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8]> : tensor<16xi32> : vector<4xi32> -> vector<4xi32>
  return %0 : vector<4xi32>
}

// A zero below zero is no whole number that a register of integers holds.
// CHECK-LABEL: func.func @negative_zero(
// CHECK-COUNT-15: arith.select
func.func @negative_zero(%code: vector<4xi32>) -> vector<4xf32> {
  %0 = kernel.lookup %code in dense<[-0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0]> : tensor<16xf32> : vector<4xi32> -> vector<4xf32>
  return %0 : vector<4xf32>
}

// AVX2 permutes each half of a table that is anything else; bit 3 of the code, moved to the sign, chooses the half.
// CHECK-LABEL: func.func @halves(
// CHECK-SAME:    %[[CODE:.*]]: vector<8xi32>)
// CHECK-DAG:     %[[FROM_SIGN:.*]] = arith.constant dense<28> : vector<8xi32>
// CHECK-DAG:     %[[LOWER:.*]] = arith.constant dense<[0.000000e+00, 5.000000e-01, 1.000000e+00, 1.500000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00, 6.000000e+00]> : vector<8xf32>
// CHECK-DAG:     %[[UPPER:.*]] = arith.constant dense<[7.000000e+00, -5.000000e-01,
// CHECK:         %[[L:.*]] = llvm.call_intrinsic "llvm.x86.avx2.permps"(%[[LOWER]], %[[CODE]])
// CHECK:         %[[U:.*]] = llvm.call_intrinsic "llvm.x86.avx2.permps"(%[[UPPER]], %[[CODE]])
// CHECK:         %[[MOVED:.*]] = arith.shli %[[CODE]], %[[FROM_SIGN]]
// CHECK:         %[[IS_UPPER:.*]] = arith.cmpi slt, %[[MOVED]]
// CHECK:         arith.select %[[IS_UPPER]], %[[U]], %[[L]]
func.func @halves(%code: vector<8xi32>) -> vector<8xf32> attributes {aicc.device = "x86-64-avx2"} {
  %0 = kernel.lookup %code in dense<[0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 7.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]> : tensor<16xf32> : vector<8xi32> -> vector<8xf32>
  return %0 : vector<8xf32>
}
