// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule | aicc-opt | FileCheck %s

// A GEMM with a rounding epilogue can be scheduled on a CPU, a GPU and an NPU in one language: what differs is which
// levels there are and what is staged in them.
// One half of the columns a thread; the panel of weights in L2 as it lies in the weights file; 24 accumulators.
#x86 = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 2048>>,
           <name = "memory", tile = <m = 512, n = 1024, k = 4096>>,
           <name = "L2", tile = <m = 144, n = 64>, order = ["n", "m"],
            stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>>]>,
           <name = "L1", tile = <m = 6>, stages = [<operand = "arg0", how = in_place>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
// A grid in raster groups; three asynchronous buffers in shared memory; the sums of a warp stay in its registers.
#a800 = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>, order = ["n", "m"], raster = 2>,
           <name = "shared", tile = <k = 32>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>,
                      <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 3>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
// Fractal blocks of 16 x 16 on the way through L1 and L0; the sums live in L0C while L1 and L0A cut k.
#ascend = #schedule.tree<
  bands = [<name = "cores", parallel = "cube", tile = <m = 128, n = 1024>>,
           <name = "L1", tile = <n = 256, k = 256>, order = ["n", "k"],
            stages = [<operand = "arg0", how = async, layout = <outer = ["k", "m"], block = <m = 16, k = 16>>, buffers = 2>,
                      <operand = "arg1", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2>]>,
           <name = "L0A", tile = <k = 64>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <m = 16, k = 16>>, buffers = 2>]>,
           <name = "L0B", tile = <>,
            stages = [<operand = "arg1", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2>]>,
           <name = "L0C", tile = <>,
            stages = [<operand = "mm", how = packed, layout = <outer = ["n", "m"], block = <m = 16, n = 16>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 128, n = 256, k = 64>, instruction = "cube.16x16x16.bf16">,
                  <name = "round", registers = <m = 128, n = 256>, attach = "registers">]>

// CHECK: kernel.kernel @gemm_x86
// CHECK-SAME: <name = "threads", parallel = "threads", tile = <n = 2048>>
// CHECK-SAME: how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>
// CHECK-SAME: registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps"
// CHECK: kernel.kernel @gemm_a800
// CHECK-SAME: order = ["n", "m"], raster = 2>
// CHECK-SAME: how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>
// CHECK-SAME: <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>
// CHECK: kernel.kernel @gemm_ascend
// CHECK-SAME: <name = "L0C", tile = <>, stages = [<operand = "mm", how = packed, {{.*}}, type = f32>]>

kernel.kernel @gemm_x86 dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #x86} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}

kernel.kernel @gemm_a800 dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #a800} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}

kernel.kernel @gemm_ascend dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "ascend-910b", aicc.schedule = #ascend} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}

// The same kernel for few rows: turned, so that eight rows take the short side of the instruction; the reduced dimension
// split over CTAs, whose parts of the sums lie in memory in f32; and 216 of the CTAs at once.
#decode = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 8, n = 64, k = 1024>, order = ["n", "m"], workers = 216,
            stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "shared", tile = <k = 64>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 4>,
                      <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 4>]>,
           <name = "warps", parallel = "warp", tile = <n = 16>>],
  computations = [<name = "mm", registers = <m = 8, n = 16, k = 16>, instruction = "mma.m16n8k16.bf16", swap = true>,
                  <name = "round", registers = <m = 1, n = 1>, attach = "root">]>

// CHECK: kernel.kernel @decode_a800
// CHECK-SAME: order = ["n", "m"], workers = 216, stages = [<operand = "mm", how = packed, {{.*}}, type = f32>]>
// CHECK-SAME: instruction = "mma.m16n8k16.bf16", swap = true>
kernel.kernel @decode_a800 dims [m = 8, n = 4096, k = 4096] (%x: tensor<8x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<8x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #decode} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<8x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<8x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<8x4096xf32>) -> tensor<8x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<8x4096xbf16>
}
