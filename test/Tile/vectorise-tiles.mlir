// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,x86-64-avx2 --vectorise-tiles --canonicalize | FileCheck %s

// A tile of 2 x 32 on 16 lanes keeps four accumulators in registers over the reduced dimension, in one loop of the
// unrolled steps and one of what is left. Each element is loaded once a step. Each part is summed up apart, and behind the first
// one added to what is in memory.
// CHECK-LABEL: func.func @vertical
// CHECK-SAME:    %[[K:[^,]*]]: index, %[[FIRST:.*]]: i1)
// CHECK-DAG:     %[[ZERO:.*]] = arith.constant dense<0.000000e+00> : vector<16xf32>
// CHECK:         %[[STEPS:.*]] = arith.divui %[[K]], %c2
// CHECK:         %[[MAIN:.*]]:4 = scf.for %{{.*}} = %c0 to %[[STEPS]] step %c1 iter_args(%{{.*}} = %[[ZERO]],
// CHECK-COUNT-8:   vector.fma {{.*}} : vector<16xf32>
// CHECK-NOT:       vector.fma
// CHECK:           scf.yield
// CHECK:         %[[LEFT:.*]] = arith.remui %[[K]], %c2
// CHECK:         %[[SUMS:.*]]:4 = scf.for %{{.*}} = %c0 to %[[LEFT]] step %c1 iter_args(%{{.*}} = %[[MAIN]]#0,
// CHECK-COUNT-2:   vector.load
// CHECK-NOT:       vector.load
// CHECK:           scf.yield
// CHECK:         %[[ALL:.*]]:4 = scf.if %[[FIRST]]
// CHECK-NEXT:      scf.yield %[[SUMS]]#0, %[[SUMS]]#1, %[[SUMS]]#2, %[[SUMS]]#3
// CHECK:           %[[PART:.*]] = vector.load {{.*}} : memref<2x32xf32>, vector<16xf32>
// CHECK:           arith.addf %[[PART]], %[[SUMS]]#0
// CHECK-COUNT-3:   vector.load {{.*}} : memref<2x32xf32>, vector<16xf32>
// CHECK:         vector.store %[[ALL]]#0, %{{.*}}[%c0, %c0]
// CHECK:         vector.store %[[ALL]]#3, %{{.*}}[%c1, %c16]
func.func @vertical(%x: memref<2x40xf32>, %w: memref<1x40x32xf32>, %y: memref<2x32xf32>, %k: index, %first: i1)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 2, n = 32>, unroll = 2>]>} {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c2, %c32, %k) symbols(%c0) first(%first)
      ins(%x, %w : memref<2x40xf32>, memref<1x40x32xf32>) outs(%y : memref<2x32xf32>)
      attributes {maps = [affine_map<(m, n, k)[s] -> (m, k)>, affine_map<(m, n, k)[s] -> ((n - s) floordiv 32, k, (n - s) mod 32)>, affine_map<(m, n, k)[s] -> (m, n)>]}
  return
}

// A last vector that the tile does not fill is masked; whole ones are not.
// CHECK-LABEL: func.func @edge
// CHECK:         %[[MASK:.*]] = arith.constant dense<[true, true, true, true, true, true, true, true, false,
// CHECK-COUNT-2: vector.store %{{.*}} : memref<2x40xf32>, vector<16xf32>
// CHECK:         vector.maskedload %{{.*}}[%c0, %c32], %[[MASK]]
// CHECK:         vector.maskedstore %{{.*}}[%c0, %c32], %[[MASK]]
func.func @edge(%x: memref<2x40xf32>, %y: memref<2x40xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "act", registers = <m = 1, n = 40>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  %true = arith.constant true
  kernel.tile "act" map over ["m", "n"] at(%c0, %c0) size(%c1, %c40) symbols() first(%true) ins(%x : memref<2x40xf32>) outs(%y : memref<2x40xf32>)
      attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>]} {
  ^bb0(%a: f32):
    %0 = math.tanh %a : f32
    kernel.yield %0 : f32
  }
  return
}

// Lanes run along a reduced dimension where its register tile holds whole vectors: 12 vectors of 8, four elements one by
// one, and the lanes combined at the end. An AVX2 device has 8 lanes.
// CHECK-LABEL: func.func @horizontal
// CHECK:         %[[LANES:.*]] = scf.for %{{.*}} = %c0 to %c12 step %c1 {{.*}} -> (vector<8xf32>)
// CHECK:           arith.maximumf {{.*}} : vector<8xf32>
// CHECK:         %[[REST:.*]] = scf.for %{{.*}} = %c0 to %c4 step %c1 {{.*}} -> (vector<1xf32>)
// CHECK:         %[[MOST:.*]] = vector.reduction <maximumf>, %[[LANES]] : vector<8xf32> into f32
// CHECK:         %[[LAST:.*]] = vector.extract %[[REST]][0]
// CHECK:         %[[RESULT:.*]] = arith.maximumf %[[MOST]], %[[LAST]]
// CHECK:         memref.store %[[RESULT]]
func.func @horizontal(%x: memref<4x100xf32>, %y: memref<4xf32>)
    attributes {aicc.device = "x86-64-avx2", aicc.schedule = #schedule.tree<computations = [<name = "sum", registers = <m = 1, n = 8>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  %true = arith.constant true
  kernel.tile "sum" reduce maximumf over ["m", "n"] at(%c0, %c0) size(%c1, %c100) symbols() first(%true) ins(%x : memref<4x100xf32>) outs(%y : memref<4xf32>)
      attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m)>]} {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  return
}

// The instruction takes pairs along the reduced dimension; an odd last element is paired with zero.
// CHECK-LABEL: func.func @pairs
// CHECK:         scf.for %{{.*}} = %c0 to %c20 step %c1
// CHECK:           vector.load %{{.*}} : memref<1x21x16x2xbf16>, vector<32xbf16>
// CHECK:           vector.load %{{.*}} : memref<1x41xbf16>, vector<2xbf16>
// CHECK:           kernel.dot "vdpbf16ps"
// CHECK:         }
// CHECK:         vector.from_elements %{{.*}}, %{{.*}} : vector<2xbf16>
// CHECK:         kernel.dot "vdpbf16ps"
func.func @pairs(%x: memref<1x41xbf16>, %w: memref<1x21x16x2xbf16>, %y: memref<1x16xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 16, k = 2>, instruction = "vdpbf16ps">]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c41 = arith.constant 41 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c41) symbols(%c0) first(%true)
      ins(%x, %w : memref<1x41xbf16>, memref<1x21x16x2xbf16>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k)[s] -> (m, k)>, affine_map<(m, n, k)[s] -> ((n - s) floordiv 16, (k - s) floordiv 2, (n - s) mod 16, (k - s) mod 2)>, affine_map<(m, n, k)[s] -> (m, n)>]}
  return
}

// Columns that lie as neighbours are read as they lie: the rows of a pair are interleaved in registers. A last row alone is
// interleaved with zeros, short columns are masked.
// CHECK-LABEL: func.func @pairs_in_place
// CHECK:         %[[NONE:.*]] = arith.constant dense<0.000000e+00> : vector<16xbf16>
// CHECK:         scf.for %{{.*}} = %c0 to %c20 step %c1
// CHECK-DAG:       %[[A:.*]] = vector.load %{{.*}} : memref<41x24xbf16>, vector<16xbf16>
// CHECK-DAG:       %[[B:.*]] = vector.load %{{.*}} : memref<41x24xbf16>, vector<16xbf16>
// CHECK:           vector.interleave %[[A]], %[[B]] : vector<16xbf16> -> vector<32xbf16>
// CHECK:           kernel.dot "vdpbf16ps"
// CHECK-COUNT-2:   vector.maskedload %{{.*}} : memref<41x24xbf16>
// CHECK:           vector.interleave
// CHECK:           kernel.dot "vdpbf16ps"
// CHECK:         }
// CHECK:         %[[LAST:.*]] = vector.load %{{.*}}[%c40, %{{.*}}] : memref<41x24xbf16>, vector<16xbf16>
// CHECK:         vector.interleave %[[LAST]], %[[NONE]]
// CHECK:         kernel.dot "vdpbf16ps"
func.func @pairs_in_place(%x: memref<1x41xbf16>, %w: memref<41x24xbf16>, %y: memref<1x24xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 1, n = 24, k = 2>, instruction = "vdpbf16ps">]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  %c41 = arith.constant 41 : index
  %true = arith.constant true
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c24, %c41) symbols() first(%true)
      ins(%x, %w : memref<1x41xbf16>, memref<41x24xbf16>) outs(%y : memref<1x24xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}

// What is kept in registers passes from tile to tile as values; its scratch is gone.
// CHECK-LABEL: func.func @chain
// CHECK-NOT:     kernel.scratch
// CHECK:         %[[SUMS:.*]]:2 = scf.for
// CHECK-COUNT-2:   vector.fma
// CHECK:         arith.addf %[[SUMS]]#0, %{{.*}} : vector<16xf32>
// CHECK:         arith.addf %[[SUMS]]#1, %{{.*}} : vector<16xf32>
func.func @chain(%x: memref<2x40xf32>, %w: memref<40x16xf32>, %b: memref<16xf32>, %y: memref<2x16xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 2, n = 16>>, <name = "act", registers = <m = 2, n = 16>, attach = "registers">]>} {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c40 = arith.constant 40 : index
  %true = arith.constant true
  %r = kernel.scratch "mm" at "registers" : memref<2x16xf32>
  kernel.tile "mm" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c2, %c16, %c40) symbols() first(%true)
      ins(%x, %w : memref<2x40xf32>, memref<40x16xf32>) outs(%r : memref<2x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  kernel.tile "act" map over ["m", "n"] at(%c0, %c0) size(%c2, %c16) symbols() first(%true) ins(%r, %b : memref<2x16xf32>, memref<16xf32>) outs(%y : memref<2x16xf32>)
      attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (n)>, affine_map<(m, n) -> (m, n)>]} {
  ^bb0(%a: f32, %c: f32):
    %0 = arith.addf %a, %c : f32
    kernel.yield %0 : f32
  }
  return
}

// Siblings share one loop, which carries the accumulators of both: a step loads an element of the rows once for all
// columns of both, and row follows row, so that one element is held at a time. What is asked for ahead is asked for there.
// CHECK-LABEL: func.func @siblings
// CHECK-SAME:    %[[X:[^:]*]]: memref<2x40xf32>, %[[G:[^:]*]]: memref<40x32xf32>, %[[U:[^:]*]]: memref<40x32xf32>
// CHECK:         %[[SUMS:.*]]:8 = scf.for
// CHECK-DAG:       memref.prefetch %[[G]]
// CHECK-DAG:       memref.prefetch %[[U]]
// CHECK:           memref.load %[[X]][%c0,
// CHECK-COUNT-4:   vector.fma
// CHECK-NOT:       vector.load
// CHECK:           memref.load %[[X]][%c1,
// CHECK-NOT:       load
// CHECK-COUNT-4:   vector.fma
// CHECK-NEXT:      scf.yield
// CHECK-NOT:     scf.for
// CHECK:         arith.mulf %[[SUMS]]#0, %[[SUMS]]#4
// CHECK:         arith.mulf %[[SUMS]]#3, %[[SUMS]]#7
// CHECK:         return
func.func @siblings(%x: memref<2x40xf32>, %g: memref<40x32xf32>, %u: memref<40x32xf32>, %y: memref<2x32xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [
      <name = "gate", registers = <m = 2, n = 32>>, <name = "up", registers = <m = 2, n = 32>>, <name = "mul", registers = <m = 2, n = 32>, attach = "registers">]>} {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  %c40 = arith.constant 40 : index
  %true = arith.constant true
  kernel.ahead %g[%c0, %c0] rows 1 at 0 columns 640 part %c0 of 1 over 40 : memref<40x32xf32>
  kernel.ahead %u[%c0, %c0] rows 1 at 0 columns 640 part %c0 of 1 over 40 : memref<40x32xf32>
  %r = kernel.scratch "gate" at "registers" : memref<2x32xf32>
  kernel.tile "gate" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c2, %c32, %c40) symbols() first(%true)
      ins(%x, %g : memref<2x40xf32>, memref<40x32xf32>) outs(%r : memref<2x32xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  %s = kernel.scratch "up" at "registers" : memref<2x32xf32>
  kernel.tile "up" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c2, %c32, %c40) symbols() first(%true)
      ins(%x, %u : memref<2x40xf32>, memref<40x32xf32>) outs(%s : memref<2x32xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  kernel.tile "mul" map over ["m", "n"] at(%c0, %c0) size(%c2, %c32) symbols() first(%true) ins(%r, %s : memref<2x32xf32>, memref<2x32xf32>) outs(%y : memref<2x32xf32>)
      attributes {maps = [affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>]} {
  ^bb0(%a: f32, %b: f32):
    %0 = arith.mulf %a, %b : f32
    kernel.yield %0 : f32
  }
  return
}

// A contraction that reads what the one before it makes has a loop of its own.
// CHECK-LABEL: func.func @dependent
// CHECK:         scf.for {{.*}} -> (vector<16xf32>)
// CHECK:           vector.fma
// CHECK:         vector.store
// CHECK:         scf.for {{.*}} -> (vector<16xf32>)
// CHECK:           vector.fma
func.func @dependent(%x: memref<1x16xf32>, %w: memref<16x16xf32>, %t: memref<1x16xf32>, %y: memref<1x16xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [
      <name = "first", registers = <m = 1, n = 16>>, <name = "second", registers = <m = 1, n = 16>>]>} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %true = arith.constant true
  kernel.tile "first" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c16) symbols() first(%true)
      ins(%x, %w : memref<1x16xf32>, memref<16x16xf32>) outs(%t : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  kernel.tile "second" contract over ["m", "n", "k"] at(%c0, %c0, %c0) size(%c1, %c16, %c16) symbols() first(%true)
      ins(%t, %w : memref<1x16xf32>, memref<16x16xf32>) outs(%y : memref<1x16xf32>)
      attributes {maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]}
  return
}
