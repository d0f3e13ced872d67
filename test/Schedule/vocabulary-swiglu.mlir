// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule | aicc-opt | FileCheck %s

// Two sibling contractions on one input share every band and the register loop; their product is taken on the register
// tile, or, where other units than the contractions' do element-wise work, in memory that both can address.
// Half the columns of a plain GEMM's tile, since there are two sums a point.
#x86 = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 1536>>,
           <name = "L2", tile = <m = 120, n = 32>, order = ["n", "m"],
            stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32, k = 2>>>,
                      <operand = "arg2", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32, k = 2>>>]>,
           <name = "L1", tile = <m = 6>, stages = [<operand = "arg0", how = in_place>]>],
  computations = [<name = "gate", registers = <m = 6, n = 32, k = 2>, unroll = 4, instruction = "vdpbf16ps">,
                  <name = "up", registers = <m = 6, n = 32, k = 2>, unroll = 4, instruction = "vdpbf16ps">,
                  <name = "silu", registers = <m = 6, n = 32>, attach = "registers">]>
#a800 = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, order = ["m", "n"], raster = 2>,
           <name = "shared", tile = <k = 32>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>,
                      <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 3>,
                      <operand = "arg2", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 3>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 32>>],
  computations = [<name = "gate", registers = <m = 64, n = 32, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "up", registers = <m = 64, n = 32, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "silu", registers = <m = 64, n = 32>, attach = "registers">]>
// Cube cores contract, two vector cores beside each multiply; they meet in memory, through L2.
#ascend = #schedule.tree<
  bands = [<name = "cores", parallel = "cube", tile = <m = 128, n = 256>>,
           <name = "L2", tile = <n = 128>,
            stages = [<operand = "gate", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>,
                      <operand = "up", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "L1", tile = <k = 256>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["k", "m"], block = <m = 16, k = 16>>, buffers = 2>,
                      <operand = "arg1", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2>,
                      <operand = "arg2", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2>]>,
           <name = "L0A", tile = <k = 64>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <m = 16, k = 16>>, buffers = 2>]>,
           <name = "L0B", tile = <>,
            stages = [<operand = "arg1", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2>,
                      <operand = "arg2", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2>]>,
           <name = "L0C", tile = <>,
            stages = [<operand = "gate", how = packed, layout = <outer = ["n", "m"], block = <m = 16, n = 16>>, type = f32>,
                      <operand = "up", how = packed, layout = <outer = ["n", "m"], block = <m = 16, n = 16>>, type = f32>]>,
           <name = "vectors", parallel = "vector", tile = <m = 64>>,
           <name = "UB", tile = <m = 32>,
            stages = [<operand = "gate", how = async, layout = <outer = ["m", "n"], block = <>>, buffers = 2, type = f32>,
                      <operand = "up", how = async, layout = <outer = ["m", "n"], block = <>>, buffers = 2, type = f32>,
                      <operand = "silu", how = packed, layout = <outer = ["m", "n"], block = <>>, type = bf16>]>],
  computations = [<name = "gate", registers = <m = 128, n = 128, k = 64>, instruction = "cube.16x16x16.bf16", attach = "L0C">,
                  <name = "up", registers = <m = 128, n = 128, k = 64>, instruction = "cube.16x16x16.bf16", attach = "L0C">,
                  <name = "silu", registers = <m = 1, n = 64>>]>

// CHECK: kernel.kernel @swiglu_x86
// CHECK-SAME: <name = "up", registers = <m = 6, n = 32, k = 2>, unroll = 4, instruction = "vdpbf16ps">
// CHECK: kernel.kernel @swiglu_a800
// CHECK-SAME: raster = 2>
// CHECK: kernel.kernel @swiglu_ascend
// CHECK-SAME: <name = "vectors", parallel = "vector", tile = <m = 64>>
// CHECK-SAME: instruction = "cube.16x16x16.bf16", attach = "L0C">

kernel.kernel @swiglu_x86 dims [m = 256, n = 3072, k = 1024] (%x: tensor<256x1024xbf16>, %g: tensor<3072x1024xbf16> {aicc.weight},
    %u: tensor<3072x1024xbf16> {aicc.weight}) -> tensor<256x3072xbf16>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #x86} {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %g[n, k]) -> [m, n]
      : (tensor<256x1024xbf16>, tensor<3072x1024xbf16>) -> tensor<256x3072xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %u[n, k]) -> [m, n]
      : (tensor<256x1024xbf16>, tensor<3072x1024xbf16>) -> tensor<256x3072xf32>
  %2 = kernel.map "silu" over [m, n] (%0[m, n], %1[m, n]) -> [m, n]
      : (tensor<256x3072xf32>, tensor<256x3072xf32>) -> tensor<256x3072xbf16> {
  ^bb0(%a: f32, %b: f32):
    %one = arith.constant 1.0 : f32
    %3 = arith.negf %a : f32
    %4 = math.exp %3 : f32
    %5 = arith.addf %4, %one : f32
    %6 = arith.divf %a, %5 : f32
    %7 = arith.mulf %6, %b : f32
    %8 = arith.truncf %7 : f32 to bf16
    kernel.yield %8 : bf16
  }
  kernel.yield %2 : tensor<256x3072xbf16>
}

kernel.kernel @swiglu_a800 dims [m = 256, n = 3072, k = 1024] (%x: tensor<256x1024xbf16>, %g: tensor<3072x1024xbf16> {aicc.weight},
    %u: tensor<3072x1024xbf16> {aicc.weight}) -> tensor<256x3072xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #a800} {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %g[n, k]) -> [m, n]
      : (tensor<256x1024xbf16>, tensor<3072x1024xbf16>) -> tensor<256x3072xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %u[n, k]) -> [m, n]
      : (tensor<256x1024xbf16>, tensor<3072x1024xbf16>) -> tensor<256x3072xf32>
  %2 = kernel.map "silu" over [m, n] (%0[m, n], %1[m, n]) -> [m, n]
      : (tensor<256x3072xf32>, tensor<256x3072xf32>) -> tensor<256x3072xbf16> {
  ^bb0(%a: f32, %b: f32):
    %one = arith.constant 1.0 : f32
    %3 = arith.negf %a : f32
    %4 = math.exp %3 : f32
    %5 = arith.addf %4, %one : f32
    %6 = arith.divf %a, %5 : f32
    %7 = arith.mulf %6, %b : f32
    %8 = arith.truncf %7 : f32 to bf16
    kernel.yield %8 : bf16
  }
  kernel.yield %2 : tensor<256x3072xbf16>
}

kernel.kernel @swiglu_ascend dims [m = 256, n = 3072, k = 1024] (%x: tensor<256x1024xbf16>, %g: tensor<3072x1024xbf16> {aicc.weight},
    %u: tensor<3072x1024xbf16> {aicc.weight}) -> tensor<256x3072xbf16>
    attributes {aicc.device = "ascend-910b", aicc.schedule = #ascend} {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %g[n, k]) -> [m, n]
      : (tensor<256x1024xbf16>, tensor<3072x1024xbf16>) -> tensor<256x3072xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %u[n, k]) -> [m, n]
      : (tensor<256x1024xbf16>, tensor<3072x1024xbf16>) -> tensor<256x3072xf32>
  %2 = kernel.map "silu" over [m, n] (%0[m, n], %1[m, n]) -> [m, n]
      : (tensor<256x3072xf32>, tensor<256x3072xf32>) -> tensor<256x3072xbf16> {
  ^bb0(%a: f32, %b: f32):
    %one = arith.constant 1.0 : f32
    %3 = arith.negf %a : f32
    %4 = math.exp %3 : f32
    %5 = arith.addf %4, %one : f32
    %6 = arith.divf %a, %5 : f32
    %7 = arith.mulf %6, %b : f32
    %8 = arith.truncf %7 : f32 to bf16
    kernel.yield %8 : bf16
  }
  kernel.yield %2 : tensor<256x3072xbf16>
}
