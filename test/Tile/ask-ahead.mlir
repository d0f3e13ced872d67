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
