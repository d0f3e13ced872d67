// RUN: aicc-opt %s --lower-packs --canonicalize --split-input-file | FileCheck %s

// Blocks in the layout's outer order, then the elements of a block: each element is read from the box's origin on.
// CHECK-LABEL: func.func @whole
// CHECK-SAME:    (%[[W:.*]]: memref<64x32xf32>, %[[P:.*]]: memref<4x32x16xf32>, %[[I:.*]]: index)
// CHECK-DAG:     %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG:     %[[C1:.*]] = arith.constant 1 : index
// CHECK-DAG:     %[[C4:.*]] = arith.constant 4 : index
// CHECK-DAG:     %[[C16:.*]] = arith.constant 16 : index
// CHECK-DAG:     %[[C32:.*]] = arith.constant 32 : index
// CHECK:         scf.for %[[B:.*]] = %[[C0]] to %[[C4]] step %[[C1]] {
// CHECK-NEXT:      scf.for %[[K:.*]] = %[[C0]] to %[[C32]] step %[[C1]] {
// CHECK-NEXT:        %[[LOW:.*]] = arith.muli %[[B]], %[[C16]]
// CHECK-NOT:         scf.if
// CHECK:             scf.for %[[L:.*]] = %[[C0]] to %{{.*}} step %[[C1]] {
// CHECK:               %[[FROM:.*]] = memref.load %[[W]][%{{.*}}, %{{.*}}]
// CHECK-NEXT:          memref.store %[[FROM]], %[[P]][%[[B]], %[[K]], %[[L]]]
func.func @whole(%w: memref<64x32xf32>, %p: memref<4x32x16xf32>, %i: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  kernel.pack %w[%i, %c0] size(%c64, %c32) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16>>
      into %p : memref<64x32xf32>, memref<4x32x16xf32>
  return
}

// -----

// A block that the box does not fill is written with zeros first, so that readers need no mask.
// CHECK-LABEL: func.func @short
// CHECK-SAME:    (%{{.*}}: memref<60x31xbf16>, %[[P:.*]]: memref<4x16x16x2xbf16>)
// CHECK-DAG:     %[[ZERO:.*]] = arith.constant 0.000000e+00 : bf16
// CHECK-DAG:     %[[C2:.*]] = arith.constant 2 : index
// CHECK-DAG:     %[[C16:.*]] = arith.constant 16 : index
// CHECK:         scf.for %[[B:.*]] =
// CHECK:           scf.for %[[K:.*]] =
// CHECK:             %[[SHORT:.*]] = arith.ori
// CHECK:             scf.if %[[SHORT]] {
// CHECK-NEXT:          scf.for %[[L:.*]] = %{{.*}} to %[[C16]] step
// CHECK-NEXT:            scf.for %[[H:.*]] = %{{.*}} to %[[C2]] step
// CHECK-NEXT:              memref.store %[[ZERO]], %[[P]][%[[B]], %[[K]], %[[L]], %[[H]]]
// CHECK:             scf.for
// CHECK:               scf.for
// CHECK:                 memref.load
func.func @short(%w: memref<60x31xbf16>, %p: memref<4x16x16x2xbf16>) {
  %c0 = arith.constant 0 : index
  %c31 = arith.constant 31 : index
  %c60 = arith.constant 60 : index
  kernel.pack %w[%c0, %c0] size(%c60, %c31) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16, k = 2>>
      into %p : memref<60x31xbf16>, memref<4x16x16x2xbf16>
  return
}
