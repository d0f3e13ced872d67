// RUN: aicc-opt %s --expand-brain-floats | FileCheck %s

// Truncation rounds to nearest even in integers, and a NaN stays one: it is not rounded, which could carry into the sign, and is
// made quiet. No choice stands behind the last shift.
// CHECK-LABEL: func @truncate(
// CHECK-SAME:    %[[X:.*]]: vector<8xf32>)
// CHECK-NOT:     arith.truncf
// CHECK-DAG:     %[[IS_NUMBER:.*]] = arith.cmpf ord, %[[X]], %[[X]]
// CHECK-DAG:     %[[BITS:.*]] = arith.bitcast %[[X]] : vector<8xf32> to vector<8xi32>
// CHECK-DAG:     %[[HALF:.*]] = arith.select %[[IS_NUMBER]], %{{.*}}, %{{.*}} : vector<8xi1>, vector<8xi32>
// CHECK-DAG:     %[[MOVED:.*]] = arith.addi %[[BITS]], %[[HALF]]
// CHECK-DAG:     %[[QUIET:.*]] = arith.select %[[IS_NUMBER]], %{{.*}}, %{{.*}} : vector<8xi1>, vector<8xi32>
// CHECK:         %[[SUM:.*]] = arith.ori %[[MOVED]], %[[QUIET]]
// CHECK:         %[[UPPER:.*]] = arith.shrui %[[SUM]]
// CHECK:         %[[NUMBER:.*]] = arith.trunci %[[UPPER]] : vector<8xi32> to vector<8xi16>
// CHECK:         arith.bitcast %[[NUMBER]] : vector<8xi16> to vector<8xbf16>
func.func @truncate(%x: vector<8xf32>) -> vector<8xbf16> {
  %0 = arith.truncf %x : vector<8xf32> to vector<8xbf16>
  return %0 : vector<8xbf16>
}

// Extension is a shift.
// CHECK-LABEL: func @extend(
// CHECK-NOT:     arith.extf
// CHECK:         %[[WIDE:.*]] = arith.extui %{{.*}} : i16 to i32
// CHECK:         arith.shli %[[WIDE]]
func.func @extend(%x: bf16) -> f32 {
  %0 = arith.extf %x : bf16 to f32
  return %0 : f32
}

// Other types are left alone.
// CHECK-LABEL: func @half(
// CHECK:         arith.truncf
func.func @half(%x: f32) -> f16 {
  %0 = arith.truncf %x : f32 to f16
  return %0 : f16
}
