// RUN: aicc-opt %s --lower-attention | FileCheck %s

// Scores, their maximum, exponentials, sums, weighted values and one division; the four query heads of a key head are a
// dimension of both contractions, and weights take the type of the values.
// CHECK-LABEL: func.func @grouped
// CHECK:     %[[Q:.*]] = tensor.expand_shape %arg0 {{\[\[}}0], [1, 2], [3], [4]] output_shape [1, 2, 4, 16, 64]
// CHECK:     %[[S:.*]] = linalg.generic {{.*}} ins(%[[Q]], %arg1 : tensor<1x2x4x16x64xbf16>, tensor<1x2x32x64xbf16>) outs(%{{.*}} : tensor<1x2x4x16x32xf32>)
// CHECK:       arith.extf
// CHECK:       arith.extf
// CHECK:       arith.mulf
// CHECK:       arith.addf
// CHECK:     %[[T:.*]] = linalg.generic {{.*}} ins(%[[S]] : tensor<1x2x4x16x32xf32>)
// CHECK:       arith.mulf
// CHECK:     %[[M:.*]] = linalg.generic {{.*}} ins(%[[T]] : tensor<1x2x4x16x32xf32>)
// CHECK:       arith.maxnumf
// CHECK:     %[[N:.*]] = linalg.generic {{.*}} ins(%[[M]] : tensor<1x2x4x16xf32>)
// CHECK:       arith.select
// CHECK:     %[[P:.*]] = linalg.generic {{.*}} ins(%[[T]], %[[N]]
// CHECK:       arith.subf
// CHECK:       math.exp2
// CHECK:     %[[L:.*]] = linalg.generic {{.*}} ins(%[[P]] : tensor<1x2x4x16x32xf32>) outs(%{{.*}} : tensor<1x2x4x16xf32>)
// CHECK:     %[[W:.*]] = linalg.generic {{.*}} ins(%[[P]] : tensor<1x2x4x16x32xf32>) outs(%{{.*}} : tensor<1x2x4x16x32xbf16>)
// CHECK:       arith.truncf
// CHECK:     %[[O:.*]] = linalg.generic {{.*}} ins(%[[W]], %arg2 : tensor<1x2x4x16x32xbf16>, tensor<1x2x32x64xbf16>) outs(%{{.*}} : tensor<1x2x4x16x64xf32>)
// CHECK:     %[[R:.*]] = linalg.generic {{.*}} ins(%[[O]], %[[L]]
// CHECK:       arith.divf
// CHECK:       arith.truncf
// CHECK:     tensor.collapse_shape %[[R]] {{\[\[}}0], [1, 2], [3], [4]]
// CHECK-NOT: graph.attention
func.func @grouped(%q: tensor<1x8x16x64xbf16>, %k: tensor<1x2x32x64xbf16>, %v: tensor<1x2x32x64xbf16>) -> tensor<1x8x16x64xbf16> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<1x8x16x64xbf16>, tensor<1x2x32x64xbf16>, tensor<1x2x32x64xbf16> -> tensor<1x8x16x64xbf16>
  return %0 : tensor<1x8x16x64xbf16>
}

// A causal rule compares positions; what a query does not see has the score -inf.
// CHECK-LABEL: func.func @causal
// CHECK:        %[[I:.*]] = linalg.index 3
// CHECK:        %[[Q:.*]] = arith.index_cast %[[I]] : index to i32
// CHECK:        %[[J:.*]] = linalg.index 4
// CHECK:        %[[K:.*]] = arith.index_cast %[[J]] : index to i32
// CHECK:        %[[SHIFT:.*]] = arith.constant 2 : i32
// CHECK:        %[[LAST:.*]] = arith.addi %[[Q]], %[[SHIFT]]
// CHECK:        %[[SEEN:.*]] = arith.cmpi sle, %[[K]], %[[LAST]]
// CHECK:        %[[LOWEST:.*]] = arith.constant 0xFF800000 : f32
// CHECK:        arith.select %[[SEEN]], %{{.*}}, %[[LOWEST]]
func.func @causal(%q: tensor<1x1x2x8xf32>, %k: tensor<1x1x4x8xf32>, %v: tensor<1x1x4x8xf32>) -> tensor<1x1x2x8xf32> {
  %0 = graph.attention %q, %k, %v {scale = 1.0 : f64, causal = #graph.causal<from_end>}
      : tensor<1x1x2x8xf32>, tensor<1x1x4x8xf32>, tensor<1x1x4x8xf32> -> tensor<1x1x2x8xf32>
  return %0 : tensor<1x1x2x8xf32>
}

// Values behind a length are cleared: a weight of zero does not undo a NaN.
// CHECK-LABEL: func.func @lengths
// CHECK:      linalg.generic {{.*}} ins(%arg2, %{{.*}} : tensor<1x1x4x8xf32>, tensor<1xi32>)
// CHECK:        linalg.index 2
// CHECK:        arith.cmpi slt
// CHECK:        arith.select
func.func @lengths(%q: tensor<1x1x2x8xf32>, %k: tensor<1x1x4x8xf32>, %v: tensor<1x1x4x8xf32>, %n: tensor<1xi32>) -> tensor<1x1x2x8xf32> {
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<1xi32>) {scale = 1.0 : f64}
      : tensor<1x1x2x8xf32>, tensor<1x1x4x8xf32>, tensor<1x1x4x8xf32> -> tensor<1x1x2x8xf32>
  return %0 : tensor<1x1x2x8xf32>
}

// Pages are copied before the first product, one by one. A number outside the pool counts as the nearest page.
// CHECK-LABEL: func.func @pages
// CHECK:      %[[ALL:.*]] = tensor.empty() : tensor<1x8x1x8xf32>
// CHECK:      scf.for %[[B:.*]] = %c0{{.*}} to %c1{{.*}} iter_args(%[[SOME:.*]] = %[[ALL]])
// CHECK:        scf.for %[[P:.*]] = %c0{{.*}} to %c2{{.*}} iter_args(%[[BEFORE:.*]] = %[[SOME]])
// CHECK:          %[[NUMBER:.*]] = tensor.extract %arg3[%[[B]], %[[P]]]
// CHECK:          arith.index_cast %[[NUMBER]]
// CHECK:          arith.maxsi %{{.*}}, %c0
// CHECK:          %[[PAGE:.*]] = arith.minsi %{{.*}}, %c4
// CHECK:          %[[KEYS:.*]] = tensor.extract_slice %arg1[%[[PAGE]], 0, 0, 0] [1, 4, 1, 8]
// CHECK:          %[[FIRST:.*]] = arith.muli %[[P]], %c4
// CHECK:          tensor.insert_slice %[[KEYS]] into %[[BEFORE]][%[[B]], %[[FIRST]], 0, 0]
func.func @pages(%q: tensor<1x1x2x8xf32>, %k: tensor<5x4x1x8xf32>, %v: tensor<5x4x1x8xf32>, %p: tensor<1x2xi32>) -> tensor<1x1x2x8xf32> {
  %0 = graph.attention %q, %k, %v pages(%p : tensor<1x2xi32>) {scale = 1.0 : f64}
      : tensor<1x1x2x8xf32>, tensor<5x4x1x8xf32>, tensor<5x4x1x8xf32> -> tensor<1x1x2x8xf32>
  return %0 : tensor<1x1x2x8xf32>
}

// Of 1024 pages only those are copied that the length, within [0, 4096], reaches.
// CHECK-LABEL: func.func @pages_of_length
// CHECK:      %[[CLIPPED:.*]] = linalg.generic {{.*}} ins(%arg4 : tensor<2xi32>)
// CHECK:      scf.for %[[B:.*]] = %c0
// CHECK:        %[[N:.*]] = tensor.extract %[[CLIPPED]][%[[B]]]
// CHECK:        %[[LENGTH:.*]] = arith.index_cast %[[N]]
// CHECK:        %[[UP:.*]] = arith.addi %[[LENGTH]], %c3
// CHECK:        %[[COUNT:.*]] = arith.divui %[[UP]], %c4
// CHECK:        scf.for %{{.*}} = %c0{{.*}} to %[[COUNT]]
// CHECK:          tensor.extract_slice %arg1
func.func @pages_of_length(%q: tensor<2x1x2x8xf32>, %k: tensor<5x4x1x8xf32>, %v: tensor<5x4x1x8xf32>, %p: tensor<2x1024xi32>, %n: tensor<2xi32>)
    -> tensor<2x1x2x8xf32> {
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<2xi32>) pages(%p : tensor<2x1024xi32>) {scale = 1.0 : f64}
      : tensor<2x1x2x8xf32>, tensor<5x4x1x8xf32>, tensor<5x4x1x8xf32> -> tensor<2x1x2x8xf32>
  return %0 : tensor<2x1x2x8xf32>
}
