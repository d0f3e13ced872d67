// RUN: aicc compile %s --target x86-64-avx512 --threads 2 --stop-after=schedule -o - \
// RUN:   | aicc-opt --lower-kernels --tile-bands --canonicalize | FileCheck %s
// RUN: aicc compile %s --target x86-64-avx512 --threads 2 --stop-after=schedule -o - \
// RUN:   | sed 's/<operand = "map[12]", how = packed, layout = <outer = \["m"\], block = <>>, type = f32>, //' \
// RUN:   | aicc-opt --lower-kernels --tile-bands --canonicalize | FileCheck %s --check-prefix=UNSTAGED

// Threads that share the rows have a shifted maximum of their own even where no stage keeps it.
// UNSTAGED-LABEL: func.func private @decode_k1(
// UNSTAGED:         %[[SHIFTED:.*]] = kernel.scratch "map2" at "memory" : memref<2x4xf32>
// UNSTAGED:         kernel.parallel "threads" (%{{.*}}) count 2 {
// UNSTAGED:           kernel.tile "map2" map {{.*}} outs(%[[SHIFTED]] :
// UNSTAGED:           kernel.tile "map3" map {{.*}} ins(%{{.*}}, %[[SHIFTED]] :
// UNSTAGED:         kernel.tile "reduce" reduce maxnumf over [".part", "m"]

// Softmax in parts: two threads share the parts of 320 keys that the length leaves. Each part has a maximum and sums of its own.
// Behind them the maximum of all; the sums are multiplied by the exponential of a part's maximum below that one, or by zero where
// the part has seen nothing, and added in the order of the keys.
// CHECK-LABEL: func.func private @decode_k1(
// CHECK-DAG:     %[[MAXIMUM:.*]] = kernel.scratch "reduce" at "memory" : memref<4xf32>
// CHECK-DAG:     %[[MAXIMA:.*]] = kernel.scratch "reduce" at "memory" : memref<2x4xf32>
// CHECK-DAG:     %[[VALUES:.*]] = kernel.scratch "mm1" at "memory" : memref<2x4x64xf32>
// CHECK-DAG:     %[[FACTORS:.*]] = kernel.scratch ".factors" at "memory" : memref<2x4xf32>
// CHECK:         kernel.parallel "threads" (%[[T:.*]]) count 2 {
// CHECK:           scf.for %[[J:.*]] = %{{.*}} to %{{.*}} step %c320 {
// CHECK:             arith.divui %[[J]], %c320
// CHECK:             kernel.scratch "mm" at "L2" : memref<4x320xf32>
// CHECK:             kernel.tile "reduce" reduce maxnumf over ["m", "n"] {{.*}} outs(%[[MAXIMA]] :
// CHECK:             kernel.tile "mm1" contract {{.*}} outs(%[[VALUES]] :
// CHECK:         kernel.tile "reduce" reduce maxnumf over [".part", "m"] {{.*}} ins(%[[MAXIMA]] : {{.*}} outs(%[[MAXIMUM]] :
// CHECK:         kernel.tile "map2" map over ["m"]
// CHECK:         scf.for
// CHECK:           kernel.tile "map2" map over [".part", "m"] {{.*}} outs(%[[FACTORS]] :
// CHECK:             math.exp2
// CHECK:             arith.select
// CHECK:         kernel.tile "reduce1" reduce add over [".part", "m"]
// CHECK:         kernel.tile "mm1" reduce add over [".part", "m", "n1"] {{.*}} ins(%[[FACTORS]], %[[VALUES]] :
// CHECK:           arith.mulf
func.func @decode(%q: tensor<1x4x1x64xf32>, %k: tensor<1x1x640x64xf32>, %v: tensor<1x1x640x64xf32>, %lengths: tensor<1xi32>)
    -> tensor<1x4x1x64xf32> {
  %0 = graph.attention %q, %k, %v lengths(%lengths : tensor<1xi32>) {scale = 0.125 : f64}
      : tensor<1x4x1x64xf32>, tensor<1x1x640x64xf32>, tensor<1x1x640x64xf32> -> tensor<1x4x1x64xf32>
  return %0 : tensor<1x4x1x64xf32>
}

// Scores with a mask that is added are in natural units: the factor of the exponential is that of the parts' factors, too.
// CHECK-LABEL: func.func private @masked_k2(
// CHECK:         kernel.tile "map1" map over [".part", "m"]
// CHECK:           %[[BELOW:.*]] = arith.subf
// CHECK:           %[[POWER:.*]] = arith.mulf %[[BELOW]], %cst
// CHECK:           math.exp2 %[[POWER]]
func.func @masked(%q: tensor<1x4x1x64xf32>, %k: tensor<1x1x640x64xf32>, %v: tensor<1x1x640x64xf32>, %mask: tensor<1x1x1x640xf32>)
    -> tensor<1x4x1x64xf32> {
  %0 = graph.attention %q, %k, %v mask(%mask : tensor<1x1x1x640xf32>) {scale = 0.125 : f64}
      : tensor<1x4x1x64xf32>, tensor<1x1x640x64xf32>, tensor<1x1x640x64xf32> -> tensor<1x4x1x64xf32>
  return %0 : tensor<1x4x1x64xf32>
}

// Many rows: runs that share out the merge begin at whole tiles of all that is merged, 48 of 64 rows for tiles of 6 and 24. What each
// row needs once may end inside a vector.
// CHECK-LABEL: func.func private @rows_k3(
// CHECK:         kernel.parallel "threads" (%{{.*}}) count 2 {
// CHECK:           kernel.tile "mm1" contract
// CHECK:         kernel.parallel "threads" (%[[R:.*]]) count 2 {
// CHECK:           arith.muli %[[R]], %c48
// CHECK:           kernel.tile "map1" map over ["m"] {{.*}}aicc.edge
func.func @rows(%q: tensor<1x64x1x64xf32>, %k: tensor<1x1x512x64xf32>, %v: tensor<1x1x512x64xf32>) -> tensor<1x64x1x64xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<1x64x1x64xf32>, tensor<1x1x512x64xf32>, tensor<1x1x512x64xf32> -> tensor<1x64x1x64xf32>
  return %0 : tensor<1x64x1x64xf32>
}
