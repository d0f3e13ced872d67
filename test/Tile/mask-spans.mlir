// RUN: aicc compile %s --target x86-64-avx512 --threads 1 --stop-after=schedule -o - \
// RUN:   | aicc-opt --lower-kernels --tile-bands --canonicalize | FileCheck %s

// What a causal rule and a window hide from all rows of a band is left out: keys begin at the first one that the band's
// first row sees, rounded down to a panel, and end at the last one that its last row sees, rounded up to a vector. The maximum
// of a row goes over each register tile of scores right behind it, in three parts: only before the first panel that all rows
// see and behind the last one positions are compared, tile by tile of rows, and tiles that see nothing are skipped; each lane keeps
// a maximum of its own until all tiles are done. Scores lie
// in one buffer with what is made of them point by point; maps share the loops of the reductions beside them, in no memory.
// CHECK-LABEL: func.func private @causal_k0(
// CHECK-DAG:     %[[FIRST:.*]] = arith.constant -7 : index
// CHECK:         scf.for %[[Q:.*]] = %c0 to %c64 step %c24 {
// CHECK:           %[[ROWS:.*]] = arith.minsi %{{.*}}, %c24
// CHECK:           %[[SCORES:.*]] = kernel.scratch "mm" at "L2" : memref<24x96xf32>
// CHECK-NOT:       kernel.scratch "map" at "L2"
// CHECK:           %[[LOW:.*]] = arith.addi %[[Q]], %[[FIRST]]
// CHECK:           arith.maxsi %[[LOW]], %c0
// CHECK:           %[[PANEL:.*]] = arith.divui %{{.*}}, %c64
// CHECK:           %[[BEGIN:.*]] = arith.muli %[[PANEL]], %c64
// CHECK:           %[[LAST:.*]] = arith.addi %[[Q]], %[[ROWS]]
// CHECK:           %[[HIGH:.*]] = arith.addi %[[LAST]], %c32
// CHECK:           arith.addi %{{.*}}, %c15
// CHECK:           %[[VECTORS:.*]] = arith.divui %{{.*}}, %c16
// CHECK:           arith.muli %[[VECTORS]], %c16
// CHECK:           %[[END:.*]] = arith.maxsi %[[BEGIN]], %{{.*}}
// CHECK:           %[[LANES:.*]] = kernel.scratch "reduce" at "L2" : memref<24x16xf32>
// CHECK:           kernel.tile "reduce" {{.*}} at(%{{.*}}, %[[BEGIN]]) size(%{{.*}}, %c0) {{.*}} first(%true) {{.*}} outs(%[[LANES]] : {{.*}}aicc.by_lane
// CHECK:           scf.for %[[KEY:.*]] = %[[BEGIN]] to %[[SEEN:.*]] step %c64 {
// CHECK:             %[[VISIBLE:.*]] = arith.cmpi slt, %[[KEY]], %{{.*}} : index
// CHECK:             scf.if %[[VISIBLE]] {
// CHECK:               kernel.tile "mm" {{.*}} outs(%[[SCORES]] :
// CHECK:               %[[MASKED:.*]] = kernel.scratch "map" at "registers"
// CHECK:               kernel.tile "map" {{.*}} ins(%[[SCORES]] : {{.*}} outs(%[[MASKED]] : {{.*}} aicc.walk = {dim = "n", number = 0 : i64}
// CHECK:                 kernel.index "m" : i32
// CHECK:               kernel.tile "reduce" {{.*}} first(%false) ins(%[[MASKED]] : {{.*}} outs(%[[LANES]] : {{.*}}aicc.by_lane, {{.*}}aicc.walk = {dim = "n", number = 0 : i64}
// CHECK:           } {aicc.extent = 96 : i64, aicc.granule = 16 : i64}
// CHECK:           scf.for %[[KEY:.*]] = %[[SEEN]] to %[[HIDING:.*]] step %c64 {
// CHECK-NOT:         scf.if
// CHECK:             kernel.tile "mm" {{.*}} size(%{{.*}}, %c64, %c64)
// CHECK:             kernel.tile "map" {{.*}} aicc.walk = {dim = "n", number = 1 : i64}
// CHECK-NOT:           kernel.index
// CHECK:             kernel.tile "reduce" {{.*}} aicc.walk = {dim = "n", number = 1 : i64}
// CHECK:           scf.for %{{.*}} = %[[HIDING]] to %{{.*}} step %c64 {
// CHECK:             scf.if
// CHECK:               kernel.tile "mm"
// CHECK:               kernel.tile "map" {{.*}} aicc.walk = {dim = "n", number = 2 : i64}
// CHECK:                 kernel.index "m" : i32
// CHECK:               kernel.tile "reduce" {{.*}} aicc.walk = {dim = "n", number = 2 : i64}
// CHECK:           scf.for
// CHECK:             kernel.tile "reduce" reduce maxnumf over ["m", "n"] at(%{{.*}}, %c0) size(%{{.*}}, %c16) {{.*}} first(%true) ins(%[[LANES]] :
// CHECK-NOT:         aicc.by_lane
// CHECK:           kernel.tile "map" {{.*}} ins(%[[SCORES]] : {{.*}} aicc.walk = {dim = "n", number = 3 : i64}
// CHECK:             kernel.index "m" : i32
// CHECK:           kernel.tile "map2" {{.*}} outs(%[[SCORES]] : {{.*}} aicc.walk = {dim = "n", number = 3 : i64}
// CHECK:           kernel.tile "reduce1" {{.*}} aicc.walk = {dim = "n", number = 3 : i64}
// CHECK:           kernel.tile "map" {{.*}} aicc.walk = {dim = "n", number = 4 : i64}
// CHECK-NOT:         kernel.index
// CHECK:           kernel.tile "map2" {{.*}} outs(%[[SCORES]] : {{.*}} aicc.walk = {dim = "n", number = 4 : i64}
// CHECK:           kernel.tile "map" {{.*}} aicc.walk = {dim = "n", number = 5 : i64}
// CHECK:             kernel.index "m" : i32
// CHECK:           kernel.tile "mm1"
func.func @causal(%q: tensor<1x1x64x64xf32>, %k: tensor<1x1x96x64xf32>, %v: tensor<1x1x96x64xf32>) -> tensor<1x1x64x64xf32> {
  %0 = graph.attention %q, %k, %v {scale = 1.0 : f64, causal = #graph.causal<from_end>, window = 40}
      : tensor<1x1x64x64xf32>, tensor<1x1x96x64xf32>, tensor<1x1x96x64xf32> -> tensor<1x1x64x64xf32>
  return %0 : tensor<1x1x64x64xf32>
}

// A length is read where it is one number, and nothing behind it is packed or computed. Values need not be cleared there, so
// that the map that does is left out.
// CHECK-LABEL: func.func private @lengths_k
// CHECK:         scf.for %[[B:.*]] = %c0 to %c2 step %c1 {
// CHECK:           %[[N:.*]] = memref.load %[[LENGTHS:.*]][%[[B]]] : memref<2xi32>
// CHECK:           %[[I:.*]] = arith.index_cast %[[N]] : i32 to index
// CHECK:           %[[MOST:.*]] = arith.maxsi %[[I]], %c0
// CHECK:           %[[KEYS:.*]] = arith.minsi %[[MOST]], %c96
// CHECK:           %[[STAGED:.*]] = arith.minsi %[[KEYS]], %c96
// CHECK:           kernel.stage %{{.*}}[%[[B]], %c0, %c0] size(%c1, %[[STAGED]], %c64) max [1, 96, 64]
// CHECK:           memref.load %[[LENGTHS]][%[[B]]]
// CHECK:           kernel.stage %arg3[%[[B]], %c0, %c0]
// CHECK-NOT:       kernel.tile "map" map
// CHECK:           kernel.tile "mm" contract
// CHECK:           kernel.tile "map1" map
func.func @lengths(%q: tensor<2x1x64x64xf32>, %k: tensor<2x1x96x64xf32>, %v: tensor<2x1x96x64xf32>, %n: tensor<2xi32>) -> tensor<2x1x64x64xf32> {
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<2xi32>) {scale = 1.0 : f64}
      : tensor<2x1x64x64xf32>, tensor<2x1x96x64xf32>, tensor<2x1x96x64xf32>  -> tensor<2x1x64x64xf32>
  return %0 : tensor<2x1x64x64xf32>
}

// Of 512 keys 64 queries see the last 79: two panels, which begin at a multiple of 64, are packed, and no more have room.
// CHECK-LABEL: func.func private @window_k
// CHECK:         kernel.stage %{{.*}}[%c384, %c0] size(%c128, %c64) max [128, 64] dims ["n", "k"]
// CHECK:         kernel.stage %{{.*}}[%c384, %c0] size(%c128, %c64) max [128, 64] dims ["n", "n1"]
func.func @window(%q: tensor<1x1x64x64xf32>, %k: tensor<1x1x512x64xf32>, %v: tensor<1x1x512x64xf32>) -> tensor<1x1x64x64xf32> {
  %0 = graph.attention %q, %k, %v {scale = 1.0 : f64, causal = #graph.causal<from_end>, window = 16}
      : tensor<1x1x64x64xf32>, tensor<1x1x512x64xf32>, tensor<1x1x512x64xf32> -> tensor<1x1x64x64xf32>
  return %0 : tensor<1x1x64x64xf32>
}

// The same where sequences have lengths: what is packed begins at the first key that the sequence's first query sees.
// CHECK-LABEL: func.func private @window_of_lengths_k
// CHECK:         scf.for %[[B:.*]] = %c0 to %c2 step %c1 {
// CHECK:           %[[PANEL:.*]] = arith.divui %{{.*}}, %c64
// CHECK:           %[[BEGIN:.*]] = arith.muli %[[PANEL]], %c64
// CHECK:           %[[END:.*]] = arith.maxsi %[[BEGIN]], %{{.*}}
// CHECK:           %[[SIZE:.*]] = arith.subi %[[END]], %[[BEGIN]]
// CHECK:           kernel.stage %{{.*}}[%[[B]], %[[BEGIN]], %c0] size(%c1, %[[SIZE]], %c64) max [1, 512, 64]
func.func @window_of_lengths(%q: tensor<2x1x64x64xf32>, %k: tensor<2x1x512x64xf32>, %v: tensor<2x1x512x64xf32>, %n: tensor<2xi32>)
    -> tensor<2x1x64x64xf32> {
  %0 = graph.attention %q, %k, %v lengths(%n : tensor<2xi32>) {scale = 1.0 : f64, causal = #graph.causal<from_end>, window = 16}
      : tensor<2x1x64x64xf32>, tensor<2x1x512x64xf32>, tensor<2x1x512x64xf32> -> tensor<2x1x64x64xf32>
  return %0 : tensor<2x1x64x64xf32>
}
