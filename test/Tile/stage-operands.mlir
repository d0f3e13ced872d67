// RUN: aicc-opt %s --stage-operands | FileCheck %s

// CHECK-DAG: #[[$PLAIN:.*]] = affine_map<(d0, d1)[s0, s1] -> (d0, d1)>
// CHECK-DAG: #[[$STAGED:.*]] = affine_map<(d0, d1)[s0, s1] -> ((d0 - s0) floordiv 16, d1 - s1, (d0 - s0) mod 16)>

// A mark becomes scratch of its largest box in the stage's layout, padded to whole blocks, and a copy that fills it.
// Tiles behind the mark, also those in loops, read the copy from the box's origin; those before it and those that read
// another operand do not.
// CHECK-LABEL: func.func @box
// CHECK-SAME:    (%[[W:.*]]: memref<64x32xf32>, %[[V:.*]]: memref<64x32xf32>, %[[Y:.*]]: memref<64x32xf32>, %[[I:.*]]: index, %[[J:.*]]: index, %[[N:.*]]: index)
// CHECK:         kernel.tile "before" {{.*}} ins(%[[W]] :
// CHECK:         %[[S:.*]] = kernel.scratch "arg0" at "L2" : memref<2x32x16xf32>
// CHECK-NEXT:    kernel.pack %[[W]][%[[I]], %[[J]]] size(%[[N]], %[[N]]) dims ["n", "k"] layout #schedule.layout<outer = ["n", "k"], block = <n = 16>> into %[[S]]
// CHECK-NOT:     kernel.stage
// CHECK:         scf.for
// CHECK:           kernel.tile "inside" {{.*}} symbols(%[[I]], %[[J]]) {{.*}} ins(%[[S]] : memref<2x32x16xf32>) {{.*}}maps = [#[[$STAGED]], #[[$PLAIN]]]
// CHECK:           kernel.tile "other" {{.*}} ins(%[[V]] :
func.func @box(%w: memref<64x32xf32>, %v: memref<64x32xf32>, %y: memref<64x32xf32>, %i: index, %j: index, %n: index) {
  %true = arith.constant true
  %c1 = arith.constant 1 : index
  kernel.tile "before" map over ["n", "k"] at(%i, %j) size(%n, %n) symbols() first(%true) ins(%w : memref<64x32xf32>) outs(%y : memref<64x32xf32>)
      attributes {maps = [affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n, k)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.stage %w[%i, %j] size(%n, %n) max [24, 32] dims ["n", "k"] at "L2"
      with #schedule.stage<operand = "arg0", how = packed, layout = <outer = ["n", "k"], block = <n = 16>>> in memref<64x32xf32>
  scf.for %p = %i to %n step %c1 {
    kernel.tile "inside" map over ["n", "k"] at(%p, %j) size(%c1, %n) symbols() first(%true) ins(%w : memref<64x32xf32>) outs(%y : memref<64x32xf32>)
        attributes {maps = [affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n, k)>]} {
    ^bb0(%a: f32):
      kernel.yield %a : f32
    }
    kernel.tile "other" map over ["n", "k"] at(%p, %j) size(%c1, %n) symbols() first(%true) ins(%v : memref<64x32xf32>) outs(%y : memref<64x32xf32>)
        attributes {maps = [affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n, k)>]} {
    ^bb0(%a: f32):
      kernel.yield %a : f32
    }
  }
  return
}

// A stage in a wider type is scratch of that type; unsigned elements are extended by zeros, and are signed there.
// CHECK-LABEL: func.func @wide
// CHECK:         %[[S:.*]] = kernel.scratch "arg0" at "L2" : memref<8x16x2xi16>
// CHECK-NEXT:    kernel.pack %{{.*}} layout #schedule.layout<outer = ["m", "k"], block = <k = 2>> into %[[S]] unsigned : memref<8x32xi8>, memref<8x16x2xi16>
// CHECK:         kernel.tile "mm" contract {{.*}} ins(%[[S]], %{{.*}} : memref<8x16x2xi16>, memref<16x32xi8>)
// CHECK-NOT:     aicc.unsigned_lhs
// CHECK:         return
func.func @wide(%x: memref<8x32xi8>, %w: memref<16x32xi8>, %y: memref<8x16xi32>, %i: index, %m: index, %n: index, %k: index) {
  %true = arith.constant true
  kernel.stage %x[%i, %i] size(%m, %k) max [8, 32] dims ["m", "k"] at "L2"
      with #schedule.stage<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <k = 2>>, type = i16> in memref<8x32xi8>
  kernel.tile "mm" contract over ["m", "n", "k"] at(%i, %i, %i) size(%m, %n, %k) symbols() first(%true) ins(%x, %w : memref<8x32xi8>, memref<16x32xi8>) outs(%y : memref<8x16xi32>)
      attributes {aicc.unsigned_lhs, maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}
