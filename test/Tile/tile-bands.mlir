// RUN: aicc-opt %s --lower-kernels --tile-bands --canonicalize | FileCheck %s

// Bands are loops from the outside in; a parallel one is one kernel.parallel. Within a band the loops stand in its order.
// Each tile knows where it starts and how much is left; the register loop is marked with the whole extent.
// CHECK-LABEL: func.func private @nest(
// CHECK:         kernel.parallel "threads" (%[[T:.*]]) count 2 {
// CHECK:           %[[N0:.*]] = arith.muli %{{.*}}, %c48
// CHECK:           %[[NEND:.*]] = arith.addi %[[N0]], %c48
// CHECK:           scf.for %[[N:.*]] = %[[N0]] to %[[NEND]] step %c16 {
// CHECK:             scf.for %[[M1:.*]] = %c0 to %c20 step %c12 {
// CHECK:               %[[LEFT:.*]] = arith.minsi %{{.*}}, %c12
// CHECK:               %[[MEND:.*]] = arith.addi %[[M1]], %[[LEFT]]
// CHECK:               scf.for %[[M:.*]] = %[[M1]] to %[[MEND]] step %c6 {
// CHECK:                 %[[ROWS:.*]] = arith.minsi %{{.*}}, %c6
// CHECK:                 kernel.tile "mm" {{.*}} at(%[[M]], %[[N]], %c0) size(%[[ROWS]], %c16, %c40) {{.*}} first(%true)
// CHECK:               } {aicc.extent = 20 : i64}
kernel.kernel @nest dims [m = 20, n = 96, k = 40] (%x: tensor<20x40xf32>, %w: tensor<96x40xf32>) -> tensor<20x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <n = 48>>,
               <name = "L2", tile = <m = 12, n = 16>, order = ["n", "m"]>],
      computations = [<name = "mm", registers = <m = 6, n = 16>>]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<20x40xf32>, tensor<96x40xf32>) -> tensor<20x96xf32>
  kernel.yield %0 : tensor<20x96xf32>
}

// A reduction that a band cuts starts in its first part and goes on from what the result holds; a computation that reads
// it runs with the last part, and partial results lie where they are staged.
// CHECK-LABEL: func.func private @cut(
// CHECK:         scf.for %[[K:.*]] = %c0 to %c40 step %c16 {
// CHECK:           %[[STEPS:.*]] = arith.minsi
// CHECK:           %[[SUMS:.*]] = kernel.scratch "mm" at "memory" : memref<20x96xf32>
// CHECK:           %[[FIRST:.*]] = arith.cmpi eq, %[[K]], %c0
// CHECK:           kernel.tile "mm" {{.*}} size(%{{.*}}, %c16, %[[STEPS]]) {{.*}} first(%[[FIRST]]) {{.*}} outs(%[[SUMS]] :
// CHECK:           %[[END:.*]] = arith.addi %[[K]], %[[STEPS]]
// CHECK:           %[[LAST:.*]] = arith.cmpi eq, %[[END]], %c40
// CHECK:           scf.if %[[LAST]] {
// CHECK-NEXT:        kernel.tile "act" {{.*}} ins(%[[SUMS]], %{{.*}} :
kernel.kernel @cut dims [m = 20, n = 96, k = 40] (%x: tensor<20x40xf32>, %w: tensor<96x40xf32>, %b: tensor<96xf32>) -> tensor<20x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "memory", tile = <k = 16>, order = ["k"],
                stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
      computations = [<name = "mm", registers = <m = 6, n = 16>>, <name = "act", registers = <m = 6, n = 16>, attach = "registers">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<20x40xf32>, tensor<96x40xf32>) -> tensor<20x96xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<20x96xf32>, tensor<96xf32>) -> tensor<20x96xf32> {
  ^bb0(%a: f32, %c: f32):
    %2 = arith.addf %a, %c : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<20x96xf32>
}

// A computation on registers passes its result on without memory.
// CHECK-LABEL: func.func private @registers(
// CHECK:         %[[SUMS:.*]] = kernel.scratch "mm" at "registers" : memref<6x16xf32>
// CHECK:         kernel.tile "mm" {{.*}} outs(%[[SUMS]] :
// CHECK-NOT:     scf.if
// CHECK:         kernel.tile "act" {{.*}} ins(%[[SUMS]], %{{.*}} :
kernel.kernel @registers dims [m = 24, n = 96, k = 40] (%x: tensor<24x40xf32>, %w: tensor<96x40xf32>, %b: tensor<96xf32>) -> tensor<24x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      computations = [<name = "mm", registers = <m = 6, n = 16>>, <name = "act", registers = <m = 6, n = 16>, attach = "registers">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<24x40xf32>, tensor<96x40xf32>) -> tensor<24x96xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<24x96xf32>, tensor<96xf32>) -> tensor<24x96xf32> {
  ^bb0(%a: f32, %c: f32):
    %2 = arith.addf %a, %c : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<24x96xf32>
}

// Maps that feed sums from their register tile walk over what is reduced there, in register tiles of their own: bands may have
// cut it into parts of different size. What one of them hands to the next is in registers, what the sums read in memory.
// CHECK-LABEL: func.func private @fed(
// CHECK:         %[[FED:.*]] = kernel.scratch "neg" at "memory" : memref<40x96xf32>
// CHECK:         scf.for %[[K:.*]] = %c0 to %c40 step %c12 {
// CHECK:           %[[DEPTH:.*]] = arith.minsi %{{.*}}, %c12
// CHECK:           %[[END:.*]] = arith.addi %[[K]], %[[DEPTH]]
// CHECK:           scf.for %[[I:.*]] = %[[K]] to %[[END]] step %c4 {
// CHECK:             %[[STEP:.*]] = arith.minsi %{{.*}}, %c4
// CHECK:             %[[KEPT:.*]] = kernel.scratch "exp" at "registers" : memref<4x16xf32>
// CHECK:             kernel.tile "exp" {{.*}} at(%[[I]], %{{.*}}) size(%[[STEP]], %c16) {{.*}} outs(%[[KEPT]] :
// CHECK:             kernel.tile "neg" {{.*}} at(%[[I]], %{{.*}}) size(%[[STEP]], %c16) {{.*}} ins(%[[KEPT]] : {{.*}} outs(%[[FED]] :
// CHECK:           } {aicc.extent = 40 : i64}
// CHECK:           kernel.tile "mm" {{.*}} size(%c6, %c16, %[[DEPTH]]) {{.*}} ins(%{{.*}}, %[[FED]] :
kernel.kernel @fed dims [m = 24, n = 96, k = 40] (%x: tensor<24x40xf32>, %w: tensor<40x96xf32>) -> tensor<24x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "L1", tile = <k = 12>>],
      computations = [<name = "exp", registers = <k = 4, n = 16>, attach = "registers">,
                      <name = "neg", registers = <k = 4, n = 16>, attach = "registers">,
                      <name = "mm", registers = <m = 6, n = 16, k = 4>>]>} {
  %0 = kernel.map "exp" over [k, n] (%w[k, n]) -> [k, n] : (tensor<40x96xf32>) -> tensor<40x96xf32> {
  ^bb0(%a: f32):
    %4 = math.exp %a : f32
    kernel.yield %4 : f32
  }
  %1 = kernel.map "neg" over [k, n] (%0[k, n]) -> [k, n] : (tensor<40x96xf32>) -> tensor<40x96xf32> {
  ^bb0(%a: f32):
    %4 = arith.negf %a : f32
    kernel.yield %4 : f32
  }
  %2 = kernel.contract "mm" over [m, n, k] (%x[m, k], %1[k, n]) -> [m, n] : (tensor<24x40xf32>, tensor<40x96xf32>) -> tensor<24x96xf32>
  kernel.yield %2 : tensor<24x96xf32>
}

// A computation attached to a band runs once a tile of the band, in loops of its own.
// CHECK-LABEL: func.func private @attached(
// CHECK:         scf.for %[[M:.*]] = %c0 to %c24 step %c12 {
// CHECK:           scf.for %{{.*}} step %c6 {
// CHECK:             kernel.tile "mm"
// CHECK:           } {aicc.extent = 24 : i64}
// CHECK:           scf.for %{{.*}} = %[[M]] to %{{.*}} step %c4 {
// CHECK:             scf.for %{{.*}} step %c32 {
// CHECK:               kernel.tile "act" {{.*}} size(%c4, %c32)
kernel.kernel @attached dims [m = 24, n = 96, k = 40] (%x: tensor<24x40xf32>, %w: tensor<96x40xf32>, %b: tensor<96xf32>) -> tensor<24x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <m = 12>>],
      computations = [<name = "mm", registers = <m = 6, n = 16>>, <name = "act", registers = <m = 4, n = 32>, attach = "L2">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<24x40xf32>, tensor<96x40xf32>) -> tensor<24x96xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<24x96xf32>, tensor<96xf32>) -> tensor<24x96xf32> {
  ^bb0(%a: f32, %c: f32):
    %2 = arith.addf %a, %c : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<24x96xf32>
}

// A computation at the root runs behind all bands, split over the parallel resource.
// CHECK-LABEL: func.func private @root(
// CHECK:         kernel.parallel "threads" (%{{.*}}) count 2 {
// CHECK:           kernel.tile "mm"
// CHECK:         kernel.parallel "threads" (%{{.*}}) count 2 {
// CHECK-NOT:       "mm"
// CHECK:           kernel.tile "act"
kernel.kernel @root dims [m = 24, n = 96, k = 40] (%x: tensor<24x40xf32>, %w: tensor<96x40xf32>, %b: tensor<96xf32>) -> tensor<24x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <m = 12>>],
      computations = [<name = "mm", registers = <m = 6, n = 16>>, <name = "act", registers = <m = 4, n = 32>, attach = "root">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<24x40xf32>, tensor<96x40xf32>) -> tensor<24x96xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<24x96xf32>, tensor<96xf32>) -> tensor<24x96xf32> {
  ^bb0(%a: f32, %c: f32):
    %2 = arith.addf %a, %c : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<24x96xf32>
}

// A staged operand is marked at the head of its band's tile, with the box of the tile; what a schedule reads in place is not.
// CHECK-LABEL: func.func private @staged(
// CHECK-SAME:    %{{.*}}: memref<24x40xf32>, %[[W:.*]]: memref<96x40xf32>
// CHECK:         scf.for %[[N:.*]] = %c0 to %c96 step %c32 {
// CHECK-NEXT:      kernel.stage %[[W]][%[[N]], %c0] size(%c32, %c40) max [32, 40] dims ["n", "k"] at "L2" with #schedule.stage<operand = "arg1", how = packed
// CHECK-NOT:       kernel.stage
// CHECK:           kernel.tile "mm"
kernel.kernel @staged dims [m = 24, n = 96, k = 40] (%x: tensor<24x40xf32>, %w: tensor<96x40xf32>) -> tensor<24x96xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 32>,
                stages = [<operand = "arg0", how = in_place>,
                          <operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 16>>>]>],
      computations = [<name = "mm", registers = <m = 6, n = 16>>]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<24x40xf32>, tensor<96x40xf32>) -> tensor<24x96xf32>
  kernel.yield %0 : tensor<24x96xf32>
}

// The next panels of both siblings are asked for, in front of the first of them.
// CHECK-LABEL: func.func private @siblings(
// CHECK-SAME:    %{{.*}}: memref<8x32xf32>, %[[G:.*]]: memref<4x32x16xf32>, %[[U:.*]]: memref<4x32x16xf32>, %{{.*}}: memref<8x64xf32>)
// CHECK:         kernel.ahead %[[G]]
// CHECK:         kernel.ahead %[[U]]
// CHECK-NOT:     kernel.ahead
// CHECK:         kernel.tile "gate"
// CHECK-NOT:     kernel.ahead
// CHECK:         kernel.tile "up"
kernel.kernel @siblings dims [m = 8, n = 64, k = 32] (%x: tensor<8x32xf32>, %g: tensor<64x32xf32> {aicc.weight}, %u: tensor<64x32xf32> {aicc.weight}) -> tensor<8x64xf32>
    attributes {aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16>>, ahead = 1>,
                                                   <operand = "arg2", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16>>, ahead = 1>]>],
      computations = [<name = "gate", registers = <m = 4, n = 16>>, <name = "up", registers = <m = 4, n = 16>>, <name = "mul", registers = <m = 4, n = 16>, attach = "registers">]>} {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %g[n, k]) -> [m, n] : (tensor<8x32xf32>, tensor<64x32xf32>) -> tensor<8x64xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %u[n, k]) -> [m, n] : (tensor<8x32xf32>, tensor<64x32xf32>) -> tensor<8x64xf32>
  %2 = kernel.map "mul" over [m, n] (%0[m, n], %1[m, n]) -> [m, n] : (tensor<8x64xf32>, tensor<8x64xf32>) -> tensor<8x64xf32> {
  ^bb0(%a: f32, %b: f32):
    %3 = arith.mulf %a, %b : f32
    kernel.yield %3 : f32
  }
  kernel.yield %2 : tensor<8x64xf32>
}
