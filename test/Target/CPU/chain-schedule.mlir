// RUN: aicc compile %s --target x86-64-avx512 --emit=mlir --stop-after=schedule -o - | FileCheck %s
// RUN: aicc compile %s --target x86-64-avx2 --emit=mlir --stop-after=schedule -o - | FileCheck %s --check-prefix=AVX2
// RUN: aicc compile %s --target amd-zen5 --emit=mlir --stop-after=schedule -o - | FileCheck %s --check-prefix=REQUESTS

// The default schedule of attention: a head of keys for each thread; keys and values packed once a head, bf16 in pairs; the
// scores of 24 rows, four register tiles, stay in L2, so that a panel of keys in L1 serves all four; softmax goes over them in
// tiles of six rows. The second product sums up in registers: a panel of the values comes from L2.
// CHECK:      bands = [<name = "threads", parallel = "threads", tile = <b = 4>>,
// CHECK-SAME: <name = "memory", tile = <b = 1>, order = ["b"], stages = [
// CHECK-SAME:   <operand = "arg1", how = packed, layout = <outer = ["b", "n", "k"], block = <n = 64, k = 2>>>,
// CHECK-SAME:   <operand = "arg2", how = packed, layout = <outer = ["b", "n1", "n"], block = <n1 = 64, n = 2>>>]>,
// CHECK-SAME: <name = "L2", tile = <m = 1, m1 = 24>, order = ["m", "m1"], stages = [
// CHECK-SAME:   <operand = "mm", how = packed, layout = <outer = ["b", "m", "m1", "n"], block = <>>, type = f32>
// CHECK-SAME:   <operand = "reduce1", how = packed, layout = <outer = ["b", "m", "m1"], block = <>>, type = f32>, <operand = "map3", how = packed, layout = <outer = ["b", "m", "m1", "n"], block = <>>, type = bf16>]>],
// CHECK-SAME: computations = [<name = "mm", registers = <b = 1, m = 1, n = 64, m1 = 6, k = 2>, unroll = 4, instruction = "vdpbf16ps", attach = "L2">
// CHECK-SAME:   <name = "reduce", registers = <b = 1, m = 1, m1 = 6, n = 16>, attach = "L2">
// CHECK-SAME:   <name = "mm1", registers = <b = 1, m = 1, n1 = 64, m1 = 6, n = 2>, unroll = 4, instruction = "vdpbf16ps">
// CHECK-SAME:   attach = "registers">]>
func.func @attention(%q: tensor<1x32x512x128xbf16>, %k: tensor<1x8x512x128xbf16>, %v: tensor<1x8x512x128xbf16>)
    -> tensor<1x32x512x128xbf16> {
  %0 = graph.attention %q, %k, %v {scale = 0.088388347648318447 : f64}
      : tensor<1x32x512x128xbf16>, tensor<1x8x512x128xbf16>, tensor<1x8x512x128xbf16> -> tensor<1x32x512x128xbf16>
  return %0 : tensor<1x32x512x128xbf16>
}

// Few rows (decode: the four heads of a head of keys) read keys and values as they lie: sums over the head size run along
// the lanes, a whole row of it in one iteration, sums over keys down the values' rows. Nothing is packed. Where hardware follows
// reads in the order of memory only, within 1 KB, they are read so: two keys of 512 bytes at once, values with all columns, two
// rows at a time from a block that lies in L1 meanwhile.
// CHECK:      bands = [<name = "threads", parallel = "threads", tile = <b = 4>>,
// CHECK-SAME: <name = "memory", tile = <b = 1>, order = ["b"]>,
// CHECK-SAME: <name = "L2", tile = <m = 4>, order = ["m"], stages = [
// CHECK-SAME: <name = "L1", tile = <n = 16>, order = ["n"]>]
// CHECK-SAME: computations = [<name = "mm", registers = <b = 1, m = 4, n = 2, k = 16>, unroll = 8, attach = "L2">
// CHECK-SAME:   <name = "mm1", registers = <b = 1, m = 2, n1 = 128>, unroll = 4, instruction = "vfmadd231ps">
// Elsewhere keys are asked for rate times latency ahead; values a block ahead, which lies in L1 while two tiles of columns use it.
// REQUESTS:      kernel.kernel @decode
// REQUESTS-SAME: <name = "L1", tile = <n = 48>, order = ["n"], stages = [<operand = "arg2", how = in_place, ahead = 1>]>]
// REQUESTS-SAME: computations = [<name = "mm", registers = <b = 1, m = 4, n = 4, k = 16>, unroll = 8, prefetch = 1664, attach = "L2">
// REQUESTS-SAME:   <name = "mm1", registers = <b = 1, m = 4, n1 = 64>, unroll = 4, instruction = "vfmadd231ps">
func.func @decode(%q: tensor<1x32x1x128xf32>, %k: tensor<1x8x512x128xf32>, %v: tensor<1x8x512x128xf32>)
    -> tensor<1x32x1x128xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.088388347648318447 : f64}
      : tensor<1x32x1x128xf32>, tensor<1x8x512x128xf32>, tensor<1x8x512x128xf32> -> tensor<1x32x1x128xf32>
  return %0 : tensor<1x32x1x128xf32>
}

// bf16: the values of two keys are interleaved in registers for the instruction that multiplies pairs.
// CHECK:      kernel.kernel @decode_pairs
// CHECK-SAME: <name = "L1", tile = <n = 16>, order = ["n"]>]
// CHECK-SAME: computations = [<name = "mm", registers = <b = 1, m = 4, n = 4, k = 32>, unroll = 4, instruction = "vdpbf16ps", attach = "L2">
// CHECK-SAME:   <name = "mm1", registers = <b = 1, m = 2, n1 = 128, n = 2>, unroll = 4, instruction = "vdpbf16ps">
// REQUESTS:      kernel.kernel @decode_pairs
// REQUESTS-SAME:   <name = "mm1", registers = <b = 1, m = 4, n1 = 64, n = 2>, unroll = 4, instruction = "vdpbf16ps">
func.func @decode_pairs(%q: tensor<1x32x1x128xbf16>, %k: tensor<1x8x512x128xbf16>, %v: tensor<1x8x512x128xbf16>)
    -> tensor<1x32x1x128xbf16> {
  %0 = graph.attention %q, %k, %v {scale = 0.088388347648318447 : f64}
      : tensor<1x32x1x128xbf16>, tensor<1x8x512x128xbf16>, tensor<1x8x512x128xbf16> -> tensor<1x32x1x128xbf16>
  return %0 : tensor<1x32x1x128xbf16>
}

// Sequences of different length: threads share out heads, not sequences, so that each has the same work.
// CHECK:      kernel.kernel @ragged{{.*}} dims [b = 4, b1 = 8,
// CHECK-SAME:  bands = [<name = "threads", parallel = "threads", tile = <b1 = 4>>,
func.func @ragged(%q: tensor<4x32x1x128xf32>, %k: tensor<4x8x512x128xf32>, %v: tensor<4x8x512x128xf32>, %lengths: tensor<4xi32>)
    -> tensor<4x32x1x128xf32> {
  %0 = graph.attention %q, %k, %v lengths(%lengths : tensor<4xi32>) {scale = 0.088388347648318447 : f64}
      : tensor<4x32x1x128xf32>, tensor<4x8x512x128xf32>, tensor<4x8x512x128xf32> -> tensor<4x32x1x128xf32>
  return %0 : tensor<4x32x1x128xf32>
}

// One head of keys for two threads: they share out the keys. Softmax goes over parts of 320 keys, each with a maximum and sums of
// its own; what reads the sums waits until the parts are one.
// CHECK:      kernel.kernel @shared_keys{{.*}} dims [m = 4, n = 640,
// CHECK-SAME: bands = [<name = "threads", parallel = "threads", tile = <n = 320>, stages = [
// CHECK-SAME:   <operand = "reduce", how = packed, {{.*}}<operand = "reduce1", how = packed, {{.*}}<operand = "mm1", how = packed,
// CHECK-SAME: <name = "memory", tile = <n = 320>, order = ["n"]>
// CHECK-SAME: <name = "L2", tile = <m = 4>
// CHECK-SAME: <name = "reduce", registers = <m = 4, n = 16>, attach = "L2">
// CHECK-SAME: attach = "root">]>
func.func @shared_keys(%q: tensor<1x4x1x64xf32>, %k: tensor<1x1x640x64xf32>, %v: tensor<1x1x640x64xf32>) -> tensor<1x4x1x64xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<1x4x1x64xf32>, tensor<1x1x640x64xf32>, tensor<1x1x640x64xf32> -> tensor<1x4x1x64xf32>
  return %0 : tensor<1x4x1x64xf32>
}

// Many keys: equal parts whose scores fit a quarter of L2 where reads are in the order of memory, elsewhere L1, one after the other.
// CHECK:      kernel.kernel @many_keys
// CHECK-SAME: <name = "memory", tile = <b = 1, n = 16384>, order = ["b", "n"], stages = [<operand = "reduce", how = packed,
// REQUESTS:      kernel.kernel @many_keys
// REQUESTS-SAME: <name = "memory", tile = <b = 1, n = 3008>, order = ["b", "n"], stages = [<operand = "reduce", how = packed,
func.func @many_keys(%q: tensor<1x32x1x128xf32>, %k: tensor<1x8x32768x128xf32>, %v: tensor<1x8x32768x128xf32>) -> tensor<1x32x1x128xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.088388347648318447 : f64}
      : tensor<1x32x1x128xf32>, tensor<1x8x32768x128xf32>, tensor<1x8x32768x128xf32> -> tensor<1x32x1x128xf32>
  return %0 : tensor<1x32x1x128xf32>
}

// Many rows over one head of keys, which are the values, too (absorbed MLA): the threads share out the keys, so that each is packed
// once. Parts whose panels take three quarters of L2 serve all rows there; the next part is asked for meanwhile.
// CHECK:      kernel.kernel @latent{{.*}} dims [m = 128, n = 2048,
// CHECK-SAME: bands = [<name = "threads", parallel = "threads", tile = <n = 1024>, stages = [<operand = "reduce", how = packed,
// CHECK-SAME: <name = "memory", tile = <n = 256>, order = ["n"], stages = [
// CHECK-SAME:   <operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>, ahead = 1>,
// CHECK-SAME: <name = "L2", tile = <m = 24>
func.func @latent(%q: tensor<1x128x1x576xbf16>, %k: tensor<1x1x2048x576xbf16>) -> tensor<1x128x1x512xbf16> {
  %v = tensor.extract_slice %k[0, 0, 0, 0] [1, 1, 2048, 512] [1, 1, 1, 1] : tensor<1x1x2048x576xbf16> to tensor<1x1x2048x512xbf16>
  %0 = graph.attention %q, %k, %v {scale = 0.041666666666666664 : f64}
      : tensor<1x128x1x576xbf16>, tensor<1x1x2048x576xbf16>, tensor<1x1x2048x512xbf16> -> tensor<1x128x1x512xbf16>
  return %0 : tensor<1x128x1x512xbf16>
}

// Where a panel of the values does not fit half of L2, sums go there, a block of keys in L1 at a time.
// CHECK:      <name = "L2", tile = <m = 24>, order = ["m"]
// CHECK-SAME: <operand = "mm1", how = packed
// CHECK-SAME: <name = "L1", tile = <n = 64>, order = ["n"]>],
// CHECK-SAME: computations = [<name = "mm", registers = <b = 1, n = 64, m = 6>
func.func @long(%q: tensor<1x8x4096x128xf32>, %k: tensor<1x8x4096x128xf32>, %v: tensor<1x8x4096x128xf32>)
    -> tensor<1x8x4096x128xf32> {
  %0 = graph.attention %q, %k, %v {scale = 0.088388347648318447 : f64}
      : tensor<1x8x4096x128xf32>, tensor<1x8x4096x128xf32>, tensor<1x8x4096x128xf32> -> tensor<1x8x4096x128xf32>
  return %0 : tensor<1x8x4096x128xf32>
}

// Fifteen rows with sums of their own do not fit the 16 registers of AVX2 as one tile: keys and values are packed.
// AVX2-LABEL: kernel.kernel @fifteen_k
// AVX2:         name = "mm", registers = <{{.*}}n = 16
func.func @fifteen(%q: tensor<1x1x15x64xbf16>, %k: tensor<1x1x64x64xbf16>, %v: tensor<1x1x64x64xbf16>) -> tensor<1x1x15x64xbf16> {
  %0 = graph.attention %q, %k, %v {scale = 0.125 : f64}
      : tensor<1x1x15x64xbf16>, tensor<1x1x64x64xbf16>, tensor<1x1x64x64xbf16> -> tensor<1x1x15x64xbf16>
  return %0 : tensor<1x1x15x64xbf16>
}
