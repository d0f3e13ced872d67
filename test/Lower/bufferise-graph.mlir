// RUN: aicc-opt %s --bufferise-graph | FileCheck %s

// Kernels stay on tensors: they are lowered by their schedules later.
// CHECK:       kernel.kernel @k dims [n = 8] (%{{.*}}: tensor<8xf32>) -> tensor<8xf32>
kernel.kernel @k dims [n = 8] (%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = kernel.map "exp" over [n] (%x[n]) -> [n] : (tensor<8xf32>) -> tensor<8xf32> {
  ^bb0(%a: f32):
    %1 = math.exp %a : f32
    kernel.yield %1 : f32
  }
  kernel.yield %0 : tensor<8xf32>
}

// Arguments keep their numbers and are followed by the results' buffers; calls write buffers and have no results.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    %[[X:[^:]*]]: memref<8xf32> {aicc.number = 0 : i64, aicc.role = "argument"}, %[[Y:[^:]*]]: memref<8xf32> {aicc.number = 0 : i64, aicc.role = "result", {{.*}}}) {
// CHECK:         kernel.call @k ins(%[[X]] : memref<8xf32>) outs(%[[MID:.*]] : memref<8xf32>)
// CHECK:         kernel.call @k ins(%[[MID]] : memref<8xf32>) outs(
// CHECK:         return{{$}}
func.func @main(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = kernel.call @k ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %1 = kernel.call @k ins(%0 : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// A tied argument is written in place and stands for its result: no copy of it is made, and no result buffer is taken.
// CHECK-LABEL: func.func @tied(
// CHECK-SAME:    %[[CACHE:[^:]*]]: memref<4x8xf32> {aicc.inout = 1 : i64, aicc.number = 0 : i64, aicc.role = "argument"}
// CHECK-SAME:    %{{.*}}: memref<8xf32> {aicc.number = 1 : i64, aicc.role = "argument"}, %{{.*}}: memref<8xf32> {aicc.number = 0 : i64, aicc.role = "result", {{.*}}}) {
// CHECK-NOT:     memref<4x8xf32> to memref<4x8xf32>
// CHECK:         memref.subview %[[CACHE]][2, 0] [1, 8] [1, 1]
// CHECK-NOT:     memref<4x8xf32> to memref<4x8xf32>
// CHECK:         return
func.func @tied(%cache: tensor<4x8xf32> {aicc.inout = 1 : i64}, %x: tensor<8xf32>) -> (tensor<8xf32>, tensor<4x8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %0 = kernel.call @k ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %1 = tensor.insert_slice %0 into %cache[2, 0] [1, 8] [1, 1] : tensor<8xf32> into tensor<4x8xf32>
  return %0, %1 : tensor<8xf32>, tensor<4x8xf32>
}

// Arguments that take each other's place: both are read before one is written.
// CHECK-LABEL: func.func @exchanged(
// CHECK-SAME:    %[[A:[^:]*]]: memref<8xf32> {aicc.inout = 0 : i64{{.*}}, %[[B:[^:]*]]: memref<8xf32> {aicc.inout = 1 : i64
// CHECK-DAG:     memref.copy %[[A]], %[[OLD_A:.*]] : memref<8xf32>
// CHECK-DAG:     memref.copy %[[B]], %[[OLD_B:.*]] : memref<8xf32>
// CHECK:         memref.copy %[[OLD_B]], %[[A]] : memref<8xf32>
// CHECK:         memref.copy %[[OLD_A]], %[[B]] : memref<8xf32>
func.func @exchanged(%a: tensor<8xf32> {aicc.inout = 0 : i64}, %b: tensor<8xf32> {aicc.inout = 1 : i64}) -> (tensor<8xf32>, tensor<8xf32>) {
  return %b, %a : tensor<8xf32>, tensor<8xf32>
}

// What a tied argument has been is returned before it is written.
// CHECK-LABEL: func.func @old(
// CHECK-SAME:    %[[A:[^:]*]]: memref<8xf32> {aicc.inout = 0 : i64{{.*}}, %[[Y:[^:]*]]: memref<8xf32> {aicc.number = 1 : i64, aicc.role = "result"
// CHECK:         kernel.call @k ins(%[[A]] : memref<8xf32>) outs(%[[NEW:.*]] : memref<8xf32>)
// CHECK-NEXT:    memref.copy %[[A]], %[[Y]] : memref<8xf32>
// CHECK-NEXT:    memref.copy %[[NEW]], %[[A]] : memref<8xf32>
func.func @old(%a: tensor<8xf32> {aicc.inout = 0 : i64}) -> (tensor<8xf32>, tensor<8xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %0 = kernel.call @k ins(%a : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  return %0, %a : tensor<8xf32>, tensor<8xf32>
}

// A cache that is reshaped to append to it, and back, lies where it did: it is not copied.
// CHECK-LABEL: func.func @reshaped_cache(
// CHECK-SAME:    %[[CACHE:[^:]*]]: memref<1x4x8xf32>
// CHECK:         %[[ROWS:.*]] = memref.collapse_shape %[[CACHE]]
// CHECK:         memref.subview %[[ROWS]][2, 0] [1, 8] [1, 1]
// CHECK-NOT:     memref.copy {{.*}}, %[[CACHE]]
// CHECK:         return{{$}}
func.func @reshaped_cache(%cache: tensor<1x4x8xf32> {aicc.inout = 0 : i64}, %x: tensor<8xf32>) -> tensor<1x4x8xf32> {
  %rows = tensor.collapse_shape %cache [[0, 1], [2]] : tensor<1x4x8xf32> into tensor<4x8xf32>
  %0 = tensor.insert_slice %x into %rows[2, 0] [1, 8] [1, 1] : tensor<8xf32> into tensor<4x8xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [1, 4, 8] : tensor<4x8xf32> into tensor<1x4x8xf32>
  return %1 : tensor<1x4x8xf32>
}

// Another argument is never written: what is inserted into it goes into a copy.
// CHECK-LABEL: func.func @copied(
// CHECK-SAME:    %[[X:[^:]*]]: memref<4x8xf32>
// CHECK:         memref.copy %[[X]], %[[COPY:.*]] : memref<4x8xf32>
// CHECK-NOT:     memref.subview %[[X]]
// CHECK:         return
func.func @copied(%x: tensor<4x8xf32>, %y: tensor<8xf32>) -> tensor<4x8xf32> {
  %1 = tensor.insert_slice %y into %x[2, 0] [1, 8] [1, 1] : tensor<8xf32> into tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// What a result is a reshape of lies in the result's buffer from the start: it is neither allocated nor copied. A second result
// that is a reshape of it is a copy.
// CHECK-LABEL: func.func @reshaped(
// CHECK-SAME:    %[[X:[^:]*]]: memref<8xf32> {{.*}}, %[[Y:[^:]*]]: memref<1x2x4xf32> {{.*}}, %[[Z:[^:]*]]: memref<2x4xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         %[[ROWS:.*]] = memref.collapse_shape %{{.*}} {{\[\[}}0, 1]] : memref<2x4xf32> into memref<8xf32>
// CHECK:         kernel.call @k ins(%[[X]] : memref<8xf32>) outs(%[[ROWS]] : memref<8xf32>)
// CHECK:         memref.copy
// CHECK-NOT:     memref.copy
func.func @reshaped(%x: tensor<8xf32>) -> (tensor<1x2x4xf32>, tensor<2x4xf32>) {
  %e = tensor.empty() : tensor<8xf32>
  %0 = kernel.call @k ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) -> tensor<8xf32>
  %1 = tensor.expand_shape %0 [[0, 1]] output_shape [2, 4] : tensor<8xf32> into tensor<2x4xf32>
  %2 = tensor.expand_shape %1 [[0, 1], [2]] output_shape [1, 2, 4] : tensor<2x4xf32> into tensor<1x2x4xf32>
  return %2, %1 : tensor<1x2x4xf32>, tensor<2x4xf32>
}
