// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule | aicc-opt | FileCheck %s

// Four-bit weights are expanded before the contraction: once a panel, on the register tile, or once a call, depending on
// where the expanded values can be kept.
// A panel is expanded once, in the paired layout that the instruction reads, and used by all blocks of rows.
#x86 = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 2048>>,
           <name = "L3", tile = <n = 64>,
            stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>>,
                      <operand = "expand", how = packed, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>, type = bf16>]>,
           <name = "L2", tile = <m = 144>>,
           <name = "L1", tile = <m = 6>, stages = [<operand = "arg0", how = in_place>]>],
  computations = [<name = "expand", registers = <n = 64, k = 2>, attach = "L3">,
                  <name = "mm", registers = <m = 6, n = 64, k = 2>, unroll = 4, instruction = "vdpbf16ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
// Four bits a weight travel through shared memory; each warp expands the fragment that it is about to multiply.
#a800 = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, order = ["n", "m"], raster = 2>,
           <name = "shared", tile = <k = 64>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 4>,
                      <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 4>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "expand", registers = <n = 64, k = 16>, attach = "registers">,
                  <name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
// Only vector cores expand, and they meet the cube cores in memory: the expansion is a step of its own.
#ascend = #schedule.tree<
  bands = [<name = "cores", parallel = "cube", tile = <m = 128, n = 1024>>,
           <name = "L1", tile = <n = 256, k = 256>, order = ["n", "k"],
            stages = [<operand = "arg0", how = async, layout = <outer = ["k", "m"], block = <m = 16, k = 16>>, buffers = 2>,
                      <operand = "expand", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2, type = bf16>]>,
           <name = "L0A", tile = <k = 64>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <m = 16, k = 16>>, buffers = 2>]>,
           <name = "L0B", tile = <>,
            stages = [<operand = "expand", how = async, layout = <outer = ["k", "n"], block = <n = 16, k = 16>>, buffers = 2, type = bf16>]>,
           <name = "L0C", tile = <>,
            stages = [<operand = "mm", how = packed, layout = <outer = ["n", "m"], block = <m = 16, n = 16>>, type = f32>]>],
  computations = [<name = "expand", registers = <n = 1, k = 128>, attach = "root">,
                  <name = "mm", registers = <m = 128, n = 256, k = 64>, instruction = "cube.16x16x16.bf16">,
                  <name = "round", registers = <m = 128, n = 256>, attach = "registers">]>

// CHECK: kernel.kernel @w4_x86
// CHECK-SAME: <operand = "expand", how = packed, {{.*}} type = bf16>
// CHECK-SAME: <name = "expand", registers = <n = 64, k = 2>, attach = "L3">
// CHECK: kernel.kernel @w4_a800
// CHECK-SAME: <name = "expand", registers = <n = 64, k = 16>, attach = "registers">
// CHECK: kernel.kernel @w4_ascend
// CHECK-SAME: <name = "expand", registers = <n = 1, k = 128>, attach = "root">

kernel.kernel @w4_x86 dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %q: tensor<4096x4096xi4> {aicc.weight},
    %s: tensor<4096x128xf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #x86} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k]
      : (tensor<4096x4096xi4>, tensor<4096x128xf16>) -> tensor<4096x4096xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %2 = kernel.map "round" over [m, n] (%1[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %3 = arith.truncf %a : f32 to bf16
    kernel.yield %3 : bf16
  }
  kernel.yield %2 : tensor<512x4096xbf16>
}

kernel.kernel @w4_a800 dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %q: tensor<4096x4096xi4> {aicc.weight},
    %s: tensor<4096x128xf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #a800} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k]
      : (tensor<4096x4096xi4>, tensor<4096x128xf16>) -> tensor<4096x4096xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %2 = kernel.map "round" over [m, n] (%1[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %3 = arith.truncf %a : f32 to bf16
    kernel.yield %3 : bf16
  }
  kernel.yield %2 : tensor<512x4096xbf16>
}

kernel.kernel @w4_ascend dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %q: tensor<4096x4096xi4> {aicc.weight},
    %s: tensor<4096x128xf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "ascend-910b", aicc.schedule = #ascend} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 32]) -> [n, k]
      : (tensor<4096x4096xi4>, tensor<4096x128xf16>) -> tensor<4096x4096xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %2 = kernel.map "round" over [m, n] (%1[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %3 = arith.truncf %a : f32 to bf16
    kernel.yield %3 : bf16
  }
  kernel.yield %2 : tensor<512x4096xbf16>
}
