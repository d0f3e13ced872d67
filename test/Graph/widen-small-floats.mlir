// RUN: aicc-opt %s --generalise-named-ops --widen-small-floats | FileCheck %s

#id1 = affine_map<(i) -> (i)>
#id2 = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>

// A reduction into bf16 sums up in f32, from the extended fill, and is rounded once.
// CHECK-LABEL: func.func @matmul
// CHECK:         %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK:         %[[FILL:.*]] = linalg.fill ins(%[[ZERO]] : f32) outs(%{{.*}} : tensor<8x32xf32>)
// CHECK:         %[[SUM:.*]] = linalg.generic {{.*}} ins(%{{.*}}, %{{.*}} : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%[[FILL]] : tensor<8x32xf32>)
// CHECK-NEXT:    ^bb0(%[[A:.*]]: bf16, %[[B:.*]]: bf16, %[[ACC:.*]]: f32):
// CHECK-NEXT:      %[[AW:.*]] = arith.extf %[[A]]
// CHECK-NEXT:      %[[BW:.*]] = arith.extf %[[B]]
// CHECK-NEXT:      %[[P:.*]] = arith.mulf %[[AW]], %[[BW]] : f32
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[ACC]], %[[P]] : f32
// CHECK-NEXT:      linalg.yield %[[S]] : f32
// CHECK:         linalg.generic {{.*}} ins(%[[SUM]] : tensor<8x32xf32>)
// CHECK:           arith.truncf {{.*}} : f32 to bf16
func.func @matmul(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>) -> tensor<8x32xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<8x32xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  %0 = linalg.matmul ins(%a, %b : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%f : tensor<8x32xbf16>) -> tensor<8x32xbf16>
  return %0 : tensor<8x32xbf16>
}

// An accumulator that is no fill is extended.
// CHECK-LABEL: func.func @accumulate
// CHECK-SAME:      %[[C:[^:]*]]: tensor<8x32xf16>)
// CHECK:         %[[WIDE:.*]] = linalg.generic {{.*}} ins(%[[C]] : tensor<8x32xf16>)
// CHECK:           arith.extf
// CHECK:         linalg.generic {{.*}} outs(%[[WIDE]] : tensor<8x32xf32>)
func.func @accumulate(%a: tensor<8x16xf16>, %b: tensor<16x32xf16>, %c: tensor<8x32xf16>) -> tensor<8x32xf16> {
  %0 = linalg.matmul ins(%a, %b : tensor<8x16xf16>, tensor<16x32xf16>) outs(%c : tensor<8x32xf16>) -> tensor<8x32xf16>
  return %0 : tensor<8x32xf16>
}

// A product that is in f32 already, rounded by an operation of its own, stays.
// CHECK-LABEL: func.func @mixed
// CHECK:         linalg.generic {{.*}} outs(%{{.*}} : tensor<8x32xf32>)
// CHECK:         linalg.generic
// CHECK-NOT:     linalg.generic
func.func @mixed(%a: tensor<8x16xbf16>, %b: tensor<16x32xbf16>, %c: tensor<8x32xf32>) -> tensor<8x32xbf16> {
  %0 = linalg.matmul ins(%a, %b : tensor<8x16xbf16>, tensor<16x32xbf16>) outs(%c : tensor<8x32xf32>) -> tensor<8x32xf32>
  %1 = arith.truncf %0 : tensor<8x32xf32> to tensor<8x32xbf16>
  return %1 : tensor<8x32xbf16>
}

// A chain in one body is rounded once, at its end.
// CHECK-LABEL: func.func @chain
// CHECK:         ^bb0(%[[X:.*]]: bf16, %{{.*}}: bf16):
// CHECK-NEXT:      %[[HALF:.*]] = arith.constant 5.000000e-01 : f32
// CHECK-NEXT:      %[[W:.*]] = arith.extf %[[X]]
// CHECK-NEXT:      %[[M:.*]] = arith.mulf %[[W]], %[[HALF]] : f32
// CHECK-NEXT:      %[[T:.*]] = math.tanh %[[M]] : f32
// CHECK-NEXT:      %[[R:.*]] = arith.truncf %[[T]] : f32 to bf16
// CHECK-NEXT:      linalg.yield %[[R]]
func.func @chain(%x: tensor<8xbf16>) -> tensor<8xbf16> {
  %e = tensor.empty() : tensor<8xbf16>
  %0 = linalg.generic {indexing_maps = [#id1, #id1], iterator_types = ["parallel"]}
      ins(%x : tensor<8xbf16>) outs(%e : tensor<8xbf16>) {
  ^bb0(%a: bf16, %out: bf16):
    %half = arith.constant 0.5 : bf16
    %1 = arith.mulf %a, %half : bf16
    %2 = math.tanh %1 : bf16
    linalg.yield %2 : bf16
  } -> tensor<8xbf16>
  return %0 : tensor<8xbf16>
}

// A rounding that the body spells out stays, and an extension of what is known in f32 is that value.
// CHECK-LABEL: func.func @explicit
// CHECK:         ^bb0(%[[X:.*]]: f32, %[[Y:.*]]: bf16, %{{.*}}: f32):
// CHECK-NEXT:      %[[R:.*]] = arith.truncf %[[X]] : f32 to bf16
// CHECK-NEXT:      %[[RW:.*]] = arith.extf %[[R]] : bf16 to f32
// CHECK-NEXT:      %[[YW:.*]] = arith.extf %[[Y]] : bf16 to f32
// CHECK-NEXT:      %[[M:.*]] = arith.mulf %[[RW]], %[[YW]] : f32
// CHECK-NEXT:      linalg.yield %[[M]] : f32
func.func @explicit(%x: tensor<8xf32>, %y: tensor<8xbf16>) -> tensor<8xf32> {
  %e = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [#id1, #id1, #id1], iterator_types = ["parallel"]}
      ins(%x, %y : tensor<8xf32>, tensor<8xbf16>) outs(%e : tensor<8xf32>) {
  ^bb0(%a: f32, %b: bf16, %out: f32):
    %1 = arith.truncf %a : f32 to bf16
    %2 = arith.mulf %1, %b : bf16
    %3 = arith.extf %2 : bf16 to f32
    linalg.yield %3 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// A body that rounds its partial sum at each step sums up in f32 too.
// CHECK-LABEL: func.func @steps
// CHECK:         linalg.generic {{.*}}"reduction"
// CHECK-NEXT:    ^bb0(%[[X:.*]]: bf16, %[[ACC:.*]]: f32):
// CHECK-NEXT:      %[[W:.*]] = arith.extf %[[X]]
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[W]], %[[ACC]] : f32
// CHECK:           linalg.yield %[[S]] : f32
func.func @steps(%x: tensor<8x16xbf16>, %init: tensor<8xbf16>) -> tensor<8xbf16> {
  %0 = linalg.generic {indexing_maps = [#id2, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<8x16xbf16>) outs(%init : tensor<8xbf16>) {
  ^bb0(%a: bf16, %acc: bf16):
    %1 = arith.extf %a : bf16 to f32
    %2 = arith.extf %acc : bf16 to f32
    %3 = arith.addf %1, %2 : f32
    %4 = arith.truncf %3 : f32 to bf16
    linalg.yield %4 : bf16
  } -> tensor<8xbf16>
  return %0 : tensor<8xbf16>
}

// Bits are taken from the rounded value.
// CHECK-LABEL: func.func @bits
// CHECK:           %[[M:.*]] = arith.mulf {{.*}} : f32
// CHECK-NEXT:      %[[R:.*]] = arith.truncf %[[M]] : f32 to bf16
// CHECK-NEXT:      arith.bitcast %[[R]] : bf16 to i16
func.func @bits(%x: tensor<8xbf16>) -> tensor<8xi16> {
  %e = tensor.empty() : tensor<8xi16>
  %0 = linalg.generic {indexing_maps = [#id1, #id1], iterator_types = ["parallel"]}
      ins(%x : tensor<8xbf16>) outs(%e : tensor<8xi16>) {
  ^bb0(%a: bf16, %out: i16):
    %1 = arith.mulf %a, %a : bf16
    %2 = arith.bitcast %1 : bf16 to i16
    linalg.yield %2 : i16
  } -> tensor<8xi16>
  return %0 : tensor<8xi16>
}

// What only moves data stays.
// CHECK-LABEL: func.func @transpose
// CHECK:         ^bb0(%[[X:.*]]: f16, %{{.*}}: f16):
// CHECK-NEXT:      linalg.yield %[[X]] : f16
func.func @transpose(%x: tensor<8x16xf16>, %e: tensor<16x8xf16>) -> tensor<16x8xf16> {
  %0 = linalg.transpose ins(%x : tensor<8x16xf16>) outs(%e : tensor<16x8xf16>) permutation = [1, 0]
  return %0 : tensor<16x8xf16>
}
