// RUN: aicc-opt %s --load-device=ids=x86-64-avx512 --vectorise-tiles --canonicalize | FileCheck %s

// A depth of 912 is summed up in three pieces of 304: the first by itself, each of the others from zero, and added.
// CHECK-LABEL: func.func @even
// CHECK-DAG:     %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : vector<16xf32>
// CHECK:         %[[FIRST:.*]] = scf.for %{{.*}} = %c0 to %c76 step %c1 iter_args(%{{.*}} = %[[ZERO]])
// CHECK-COUNT-4:   vector.fma
// CHECK:         %[[ALL:.*]] = scf.for %{{.*}} = %c0 to %c2 step %c1 iter_args(%[[SUM:.*]] = %[[FIRST]])
// CHECK:           %[[PIECE:.*]] = scf.for %{{.*}} = %c0 to %c76 step %c1 iter_args(%{{.*}} = %[[ZERO]])
// CHECK-COUNT-4:     vector.fma
// CHECK:           %[[NEXT:.*]] = arith.addf %[[SUM]], %[[PIECE]]
// CHECK:           scf.yield %[[NEXT]]
// CHECK:         vector.store %[[ALL]]
func.func @even(%x: memref<1x912xf32>, %w: memref<912x16xf32>, %y: memref<1x16xf32>)
    attributes {aicc.device = "x86-64-avx512",
                aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 16>, unroll = 4>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c912 = arith.constant 912 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c912) symbols() first(%true)
      ins(%x, %w : memref<1x912xf32>, memref<912x16xf32>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}

// 710 are two pieces of 240 and one of 230, which has two elements behind its last whole step. What is asked for ahead goes
// on from one piece to the next: iteration number 60 + step, and 120 + step.
// CHECK-LABEL: func.func @uneven
// CHECK:         %[[FIRST:.*]] = scf.for %[[STEP:.*]] = %c0 to %c60
// CHECK-NEXT:      arith.muli %[[STEP]], %c80
// CHECK-NEXT:      memref.prefetch
// CHECK:         %[[SECOND:.*]] = scf.for %[[STEP:.*]] = %c0 to %c60
// CHECK-NEXT:      %[[NUMBER:.*]] = arith.addi %[[STEP]], %c60
// CHECK-NEXT:      arith.muli %[[NUMBER]], %c80
// CHECK-NEXT:      memref.prefetch
// CHECK:         %[[TWO:.*]] = arith.addf %[[FIRST]], %[[SECOND]]
// CHECK:         %[[MAIN:.*]] = scf.for %[[STEP:.*]] = %c0 to %c57
// CHECK-NEXT:      %[[NUMBER:.*]] = arith.addi %[[STEP]], %c120
// CHECK:         %[[LAST:.*]] = scf.for %{{.*}} = %c0 to %c2 step %c1 iter_args(%{{.*}} = %[[MAIN]])
// CHECK-COUNT-1:   vector.fma
// CHECK:         %[[ALL:.*]] = arith.addf %[[TWO]], %[[LAST]]
// CHECK:         vector.store %[[ALL]]
func.func @uneven(%x: memref<1x710xf32>, %w: memref<710x16xf32>, %y: memref<1x16xf32>)
    attributes {aicc.device = "x86-64-avx512",
                aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 16>, unroll = 4>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c710 = arith.constant 710 : index
  %true = arith.constant true
  kernel.ahead %w[%c0, %c0] rows 1 at 0 columns 11360 part %c0 of 1 over 710 : memref<710x16xf32>
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c710) symbols() first(%true)
      ins(%x, %w : memref<1x710xf32>, memref<710x16xf32>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}

// A size that is known at run time: as many pieces as it takes, the last of which ends with it.
// CHECK-LABEL: func.func @at_run_time
// CHECK-SAME:    %[[K:[^,]*]]: index)
// CHECK:         %[[FIRST:.*]] = arith.minui %[[K]], %c256
// CHECK:         %[[LEFT:.*]] = arith.subi %[[K]], %[[FIRST]]
// CHECK:         %[[MORE:.*]] = arith.addi %[[LEFT]], %c255
// CHECK:         %[[COUNT:.*]] = arith.divui %[[MORE]], %c256
// CHECK:         scf.for %[[IV:.*]] = %c0 to %[[COUNT]]
// CHECK:           %[[NUMBER:.*]] = arith.addi %[[IV]], %c1
// CHECK:           %[[BEGIN:.*]] = arith.muli %[[NUMBER]], %c256
// CHECK:           %[[REST:.*]] = arith.subi %[[K]], %[[BEGIN]]
// CHECK:           %[[SIZE:.*]] = arith.minui %[[REST]], %c256
// CHECK:           arith.divui %[[SIZE]], %c4
// CHECK:           arith.addf
func.func @at_run_time(%x: memref<1x1024xf32>, %w: memref<1024x16xf32>, %y: memref<1x16xf32>, %k: index)
    attributes {aicc.device = "x86-64-avx512", aicc.dims = [#kernel.dim<m = 1>, #kernel.dim<n = 16>, #kernel.dim<k = 1024>],
                aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 16>, unroll = 4>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %k) symbols() first(%true)
      ins(%x, %w : memref<1x1024xf32>, memref<1024x16xf32>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}

// An iteration of 512 is more than a piece, and than there is: one sum, step by step.
// CHECK-LABEL: func.func @beyond
// CHECK-NOT:     arith.addf
// CHECK:         return
func.func @beyond(%x: memref<1x400xf32>, %w: memref<400x16xf32>, %y: memref<1x16xf32>)
    attributes {aicc.device = "x86-64-avx512",
                aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 16>, unroll = 512>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c400 = arith.constant 400 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c400) symbols() first(%true)
      ins(%x, %w : memref<1x400xf32>, memref<400x16xf32>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}

// The same where a band leaves at most 128 of it at once: one sum.
// CHECK-LABEL: func.func @under_a_band
// CHECK-NOT:     arith.addf
// CHECK:         return
func.func @under_a_band(%x: memref<1x1024xf32>, %w: memref<1024x16xf32>, %y: memref<1x16xf32>, %k: index)
    attributes {aicc.device = "x86-64-avx512", aicc.dims = [#kernel.dim<m = 1>, #kernel.dim<n = 16>, #kernel.dim<k = 1024>],
                aicc.schedule = #schedule.tree<bands = [<name = "L2", tile = <k = 128>, order = ["k"]>], computations = [<name = "mm", registers = <m = 1, n = 16>, unroll = 4>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %k) symbols() first(%true)
      ins(%x, %w : memref<1x1024xf32>, memref<1024x16xf32>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}

// Products of bf16, whose factors are rounded far more: one sum.
// CHECK-LABEL: func.func @narrow
// CHECK-NOT:     arith.addf
// CHECK:         return
func.func @narrow(%x: memref<1x912xbf16>, %w: memref<912x16xbf16>, %y: memref<1x16xf32>)
    attributes {aicc.device = "x86-64-avx512",
                aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 16>, unroll = 4>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c912 = arith.constant 912 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c912) symbols() first(%true)
      ins(%x, %w : memref<1x912xbf16>, memref<912x16xbf16>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}
