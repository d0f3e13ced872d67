// RUN: aicc compile %s --target x86-64-avx512 --emit=mlir --stop-after=graph -o - | FileCheck %s

// Keys that are the values, or the queries, too, are operands of their own: the kernel is that of three tensors, and has its schedules.
// CHECK-LABEL: func.func @three_tensors
// CHECK:         kernel.call @three_tensors_k{{[0-9]+}} ins(
// CHECK-NOT:     kernel.call
func.func @three_tensors(%q: tensor<1x8x128x64xf32>, %k: tensor<1x8x128x64xf32>, %v: tensor<1x8x128x64xf32>) -> tensor<1x8x128x64xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64} : tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32> -> tensor<1x8x128x64xf32>
  return %0 : tensor<1x8x128x64xf32>
}
// CHECK-LABEL: func.func @keys_are_values
// CHECK:         kernel.call @three_tensors_k{{[0-9]+}} ins(
// CHECK-NOT:     kernel.call
func.func @keys_are_values(%q: tensor<1x8x128x64xf32>, %k: tensor<1x8x128x64xf32>) -> tensor<1x8x128x64xf32> {
  %0 = graph.attention %q, %k, %k {scale = 0.125 : f64} : tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32> -> tensor<1x8x128x64xf32>
  return %0 : tensor<1x8x128x64xf32>
}
// CHECK-LABEL: func.func @keys_are_queries
// CHECK:         kernel.call @three_tensors_k{{[0-9]+}} ins(
// CHECK-NOT:     kernel.call
func.func @keys_are_queries(%q: tensor<1x8x128x64xf32>, %v: tensor<1x8x128x64xf32>) -> tensor<1x8x128x64xf32> {
  %0 = graph.attention %q, %q, %v {scale = 0.125 : f64} : tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32> -> tensor<1x8x128x64xf32>
  return %0 : tensor<1x8x128x64xf32>
}
// CHECK-LABEL: func.func @one_tensor
// CHECK:         kernel.call @three_tensors_k{{[0-9]+}} ins(
// CHECK-NOT:     kernel.call
func.func @one_tensor(%q: tensor<1x8x128x64xf32>) -> tensor<1x8x128x64xf32> {
  %0 = graph.attention %q, %q, %q {scale = 0.125 : f64} : tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32>, tensor<1x8x128x64xf32> -> tensor<1x8x128x64xf32>
  return %0 : tensor<1x8x128x64xf32>
}
// CHECK-COUNT-1: kernel.kernel @three_tensors_k
// CHECK-NOT:     kernel.kernel
