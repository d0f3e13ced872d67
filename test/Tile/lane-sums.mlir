// RUN: aicc-opt %s --load-device=ids=x86-64-avx512 --vectorise-tiles | FileCheck %s

// 16 sums along 16 lanes are combined together: neighbours within 128 bits, then pairs of them, then 128 bits at a time. Each of
// the 15 steps takes two vectors to one, and what comes out is written as vectors of four neighbours.
// CHECK-LABEL: func.func @together
// CHECK:         scf.for
// CHECK-NOT:     vector.reduction
// CHECK:         vector.shuffle %{{.*}}, %{{.*}} [0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29]
// CHECK-NEXT:    vector.shuffle %{{.*}}, %{{.*}} [2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31]
// CHECK-NEXT:    arith.addf
// CHECK-COUNT-7: vector.shuffle {{.*}} [0, 16, 1, 17,
// CHECK-COUNT-4: vector.shuffle {{.*}} [0, 1, 16, 17,
// CHECK-COUNT-3: vector.shuffle {{.*}} [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27]
// CHECK-NOT:     vector.shuffle {{.*}} [0,
// CHECK:         vector.extract_strided_slice {{.*}} {offsets = [0], sizes = [4]
// CHECK:         vector.store {{.*}} vector<4xf32>
// CHECK:         vector.extract_strided_slice {{.*}} {offsets = [12], sizes = [4]
// CHECK:         vector.store {{.*}} vector<4xf32>
#together = #schedule.tree<computations = [<name = "mm", registers = <m = 4, n = 4, k = 16>, unroll = 2>]>
func.func @together(%x: memref<4x64xf32>, %w: memref<4x64xf32>, %y: memref<4x4xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #together} {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c4, %c4, %c64) symbols() first(%true)
      ins(%x, %w : memref<4x64xf32>, memref<4x64xf32>) outs(%y : memref<4x4xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]} {
  }
  return
}

// Few sums are combined one by one, in any order of the lanes.
// CHECK-LABEL: func.func @alone
// CHECK-COUNT-2: vector.reduction <add>, %{{.*}} fastmath<reassoc> : vector<16xf32> into f32
// CHECK-NOT:     vector.shuffle
#alone = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 2, k = 16>>]>
func.func @alone(%x: memref<1x64xf32>, %w: memref<2x64xf32>, %y: memref<1x2xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #alone} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c64 = arith.constant 64 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c2, %c64) symbols() first(%true)
      ins(%x, %w : memref<1x64xf32>, memref<2x64xf32>) outs(%y : memref<1x2xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>]} {
  }
  return
}

// A result that is kept lane by lane is one vector a row: nothing is combined across lanes. A tile that goes on combines what
// the tiles before have left in each lane with its own; elements behind the last whole vector go to the first lane.
// CHECK-LABEL: func.func @by_lane
// CHECK-SAME:    (%[[X:.*]]: memref<2x72xf32>, %[[Y:.*]]: memref<2x16xf32>)
// CHECK:         %[[SUMS:.*]]:4 = scf.for
// CHECK-NOT:     vector.reduction
// CHECK:         vector.from_elements
// CHECK:         %[[OWN:.*]] = arith.addf
// CHECK:         %[[BEFORE:.*]] = vector.load %[[Y]][%c0{{.*}}, %c0{{.*}}] : memref<2x16xf32>, vector<16xf32>
// CHECK:         %[[ALL:.*]] = arith.addf %[[BEFORE]], %[[OWN]]
// CHECK:         vector.store %[[ALL]], %[[Y]]
// CHECK:         vector.store %{{.*}}, %[[Y]]
// CHECK-NOT:     vector.reduction
#by_lane = #schedule.tree<computations = [<name = "sum", registers = <m = 2, k = 16>>]>
func.func @by_lane(%x: memref<2x72xf32>, %y: memref<2x16xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #by_lane} {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c72 = arith.constant 72 : index
  %false = arith.constant false
  kernel.tile "sum" reduce add over ["m", "k"] at(%c0, %c0) size(%c2, %c72) symbols() first(%false)
      ins(%x : memref<2x72xf32>) outs(%y : memref<2x16xf32>)
      attributes {aicc.by_lane, maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, 0)>]} {
  ^bb0(%e: f32):
    kernel.yield %e : f32
  }
  return
}
