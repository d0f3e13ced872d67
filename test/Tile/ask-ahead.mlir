// RUN: aicc-opt %s --load-device=ids=x86-64-avx512 --lower-kernels --tile-bands --stage-operands --peel-edges --canonicalize | FileCheck %s --check-prefix=MARK
// RUN: aicc-opt %s --load-device=ids=x86-64-avx512 --lower-kernels --tile-bands --stage-operands --peel-edges --canonicalize --vectorise-tiles --lower-packs | FileCheck %s --check-prefix=CODE

// A prepacked operand: while a panel of 64 columns is used by two tiles of rows, each asks for half of the next panel's
// 64 x 256 elements, which lie in one piece.
// MARK-LABEL: func.func private @prepacked
// MARK:         scf.for %[[J:.*]] = %c0{{.*}} to %c512
// MARK:           scf.for
// MARK:             %[[NEXT:.*]] = arith.addi %[[J]], %c64
// MARK:             arith.cmpi sge, %[[NEXT]], %c512
// MARK:             kernel.ahead %{{.*}}[%{{.*}}, %c0{{.*}}, %{{.*}}] rows 1 at 0 columns 16384 part %{{.*}} of 2 over 256 : memref<8x256x64xf32>
// MARK:             kernel.tile "mm"
// One iteration of four steps asks for 16384 * 4 / 64 / 2 / (256 / 4) = 8 lines.
// CODE-LABEL: func.func private @prepacked
// CODE-COUNT-8: memref.prefetch {{.*}} read, locality<2>
// CODE-NOT:     memref.prefetch
// CODE:         vector.fma
#pre = #schedule.tree<bands = [<name = "memory", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <n = 64, m = 4>, unroll = 4>]>
kernel.kernel @prepacked dims [m = 8, n = 512, k = 256] (%x: tensor<8x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<8x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #pre} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x256xf32>, tensor<512x256xf32>) -> tensor<8x512xf32>
  kernel.yield %0 : tensor<8x512xf32>
}

// A packed operand: the next box of the source, row by row.
// MARK-LABEL: func.func private @packed
// MARK:         kernel.pack
// MARK:         kernel.ahead %{{.*}} rows 64 at 0 columns 128 part %{{.*}} of 2 over 128 : memref<512x256xf32>
#pack = #schedule.tree<bands = [<name = "memory", tile = <n = 64>, order = ["n"]>,
    <name = "L2", tile = <k = 128>, order = ["k"], stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 64>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <n = 64, m = 4>, unroll = 4>]>
kernel.kernel @packed dims [m = 8, n = 512, k = 256] (%x: tensor<8x256xf32>, %w: tensor<512x256xf32>) -> tensor<8x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #pack} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x256xf32>, tensor<512x256xf32>) -> tensor<8x512xf32>
  kernel.yield %0 : tensor<8x512xf32>
}

// An operand in place: its rows follow each other, so that the next block of 64 of them is one piece; two tiles of columns ask
// for half of it each, into the first level of cache. The block behind the last one is the first.
// MARK-LABEL: func.func private @in_place
// MARK:         scf.for
// MARK:           scf.for
// MARK:             kernel.ahead %{{.*}} rows 1 at 0 columns 8192 part %{{.*}} of 2 over 64 {aicc.near} : memref<256x128xf32>
// Each of the four steps of an iteration asks for 8192 * 4 / 64 / 2 / (64 / 4) / 4 = 4 lines.
// CODE-LABEL: func.func private @in_place
// CODE-COUNT-4: memref.prefetch {{.*}} read, locality<3>
// CODE-NOT:     memref.prefetch
// CODE:         vector.fma
// CODE-COUNT-4: memref.prefetch {{.*}} read, locality<3>
#in_place = #schedule.tree<bands = [<name = "L1", tile = <k = 64>, order = ["k"], stages = [<operand = "arg1", how = in_place, ahead = 1>,
    <operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 64>, unroll = 4>, <name = "map", registers = <m = 4, n = 64>, attach = "registers">]>
kernel.kernel @in_place dims [m = 4, n = 128, k = 256] (%x: tensor<4x256xf32>, %v: tensor<256x128xf32>) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #in_place} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %v[k, n]) -> [m, n] : (tensor<4x256xf32>, tensor<256x128xf32>) -> tensor<4x128xf32>
  %1 = kernel.map "map" over [m, n] (%0[m, n]) -> [m, n] : (tensor<4x128xf32>) -> tensor<4x128xf32> {
  ^bb0(%a: f32):
    %2 = math.absf %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<4x128xf32>
}

// Sums along the lanes: the rows that lie as many elements ahead, four of 64 bytes each in four steps, one line a step.
// MARK-LABEL: func.func private @rows
// MARK:         scf.for %[[N:.*]] = %c0{{.*}} to %c256
// MARK:           %[[ROW:.*]] = arith.addi %[[N]], %c8
// MARK:           kernel.ahead %{{.*}}[%[[ROW]], %c0{{.*}}] rows 1 at 0 columns 256 part %c0{{.*}} of 1 over 64 {aicc.near} : memref<256x64xf32>
// MARK:           kernel.tile "mm"
#rows = #schedule.tree<bands = [<name = "L2", tile = <m = 4>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 4, k = 16>, unroll = 4, prefetch = 512, attach = "L2">, <name = "map", registers = <m = 4, n = 16>>]>
kernel.kernel @rows dims [m = 4, n = 256, k = 64] (%x: tensor<4x64xf32>, %w: tensor<256x64xf32>) -> tensor<4x256xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #rows} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<4x64xf32>, tensor<256x64xf32>) -> tensor<4x256xf32>
  %1 = kernel.map "map" over [m, n] (%0[m, n]) -> [m, n] : (tensor<4x256xf32>) -> tensor<4x256xf32> {
  ^bb0(%a: f32):
    %2 = math.absf %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<4x256xf32>
}
