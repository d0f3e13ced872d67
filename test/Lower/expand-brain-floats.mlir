// RUN: aicc-opt %s --expand-brain-floats | FileCheck %s

// Truncation rounds to nearest even in integers, and a NaN stays one.
// CHECK-LABEL: func @truncate(
// CHECK-SAME:    %[[X:.*]]: vector<8xf32>)
// CHECK-NOT:     arith.truncf
// CHECK-DAG:     %[[NAN:.*]] = arith.cmpf une, %[[X]], %[[X]]
// CHECK-DAG:     %[[BITS:.*]] = arith.bitcast %[[X]] : vector<8xf32> to vector<8xi32>
// CHECK:         %[[SHORT:.*]] = arith.trunci %{{.*}} : vector<8xi32> to vector<8xi16>
// CHECK:         %[[NUMBER:.*]] = arith.select %[[NAN]], %{{.*}}, %[[SHORT]]
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
