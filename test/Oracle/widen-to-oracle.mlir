// RUN: aicc-opt %s --pass-pipeline='builtin.module(func.func(widen-to-oracle))' --split-input-file | FileCheck %s

#id = affine_map<(d0) -> (d0)>

// Arithmetic is done in f64, and rounded where the tensor is.
// CHECK-LABEL: @elementwise
// CHECK:      ^bb0(%[[A:.*]]: f32, %{{.*}}: f32):
// CHECK-DAG:    %[[WIDE:.*]] = arith.extf %[[A]] : f32 to f64
// CHECK-DAG:    %[[HALF:.*]] = arith.constant 5.000000e-01 : f64
// CHECK:        %[[PRODUCT:.*]] = arith.mulf %[[WIDE]], %[[HALF]] : f64
// CHECK:        %[[EXP:.*]] = math.exp %[[PRODUCT]] : f64
// CHECK:        %[[ROUNDED:.*]] = arith.truncf %[[EXP]] : f64 to f32
// CHECK:        linalg.yield %[[ROUNDED]] : f32
func.func @elementwise(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %half = arith.constant 0.5 : f32
    %1 = arith.mulf %a, %half fastmath<fast> : f32
    %2 = math.exp %1 : f32
    linalg.yield %2 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

#row = affine_map<(d0, d1) -> (d0, d1)>
#sum = affine_map<(d0, d1) -> (d0)>

// A reduction accumulates in f64 from the extended start, and a generic rounds it, also where the body rounded each
// partial sum.
// CHECK-LABEL: @reduction
// CHECK:      %[[START:.*]] = linalg.fill {{.*}} -> tensor<4xf64>
// CHECK:      %[[SUM:.*]] = linalg.generic {{.*}} outs(%[[START]] : tensor<4xf64>)
// CHECK:        arith.addf %{{.*}}, %{{.*}} : f64
// CHECK:        linalg.yield %{{.*}} : f64
// CHECK:      linalg.generic {{.*}} ins(%[[SUM]] : tensor<4xf64>) outs(%{{.*}} : tensor<4xbf16>)
// CHECK:        arith.bitcast %{{.*}} : i16 to bf16
func.func @reduction(%x: tensor<4x8xbf16>) -> tensor<4xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<4xbf16>
  %start = linalg.fill ins(%zero : bf16) outs(%e : tensor<4xbf16>) -> tensor<4xbf16>
  %0 = linalg.generic {indexing_maps = [#row, #sum], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x8xbf16>) outs(%start : tensor<4xbf16>) {
  ^bb0(%a: bf16, %out: bf16):
    %1 = arith.extf %a : bf16 to f32
    %2 = arith.extf %out : bf16 to f32
    %3 = arith.addf %1, %2 : f32
    %4 = arith.truncf %3 : f32 to bf16
    linalg.yield %4 : bf16
  } -> tensor<4xbf16>
  return %0 : tensor<4xbf16>
}

// -----

#id = affine_map<(d0) -> (d0)>

// A rounding that the body spells out stays one: what follows computes with the rounded value.
// CHECK-LABEL: @spelled_out
// CHECK:        %[[ROUNDED:.*]] = arith.truncf %{{.*}} : f32 to f16
// CHECK:        %[[BACK:.*]] = arith.extf %[[ROUNDED]] : f16 to f64
// CHECK:        arith.addf %[[BACK]], %{{.*}} : f64
func.func @spelled_out(%x: tensor<8xf32>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = arith.mulf %a, %a : f32
    %2 = arith.truncf %1 : f32 to f16
    %3 = arith.extf %2 : f16 to f32
    %4 = arith.addf %3, %a : f32
    linalg.yield %4 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

#id = affine_map<(d0) -> (d0)>

// Integers are exact already, and a copy rounds nothing.
// CHECK-LABEL: @untouched
// CHECK-NOT: f64
// CHECK: return
func.func @untouched(%x: tensor<8xi32>, %y: tensor<8xbf16>) -> (tensor<8xi32>, tensor<8xbf16>) {
  %e = tensor.empty() : tensor<8xi32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<8xi32>) outs(%e : tensor<8xi32>) {
  ^bb0(%a: i32, %out: i32):
    %1 = arith.muli %a, %a : i32
    linalg.yield %1 : i32
  } -> tensor<8xi32>
  %f = tensor.empty() : tensor<8xbf16>
  %2 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%y : tensor<8xbf16>) outs(%f : tensor<8xbf16>) {
  ^bb0(%a: bf16, %out: bf16):
    linalg.yield %a : bf16
  } -> tensor<8xbf16>
  return %0, %2 : tensor<8xi32>, tensor<8xbf16>
}
