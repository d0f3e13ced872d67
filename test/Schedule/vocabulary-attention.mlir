// RUN: aicc-opt %s --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule | aicc-opt | FileCheck %s

// Attention with grouped heads: two contractions that share the key/value dimension t, with scale, running maximum, exp
// and sum between them. A band that cuts t keeps maximum, sum and output where they survive to its next block. Rows are
// the g query heads of one key/value head b, times the queries s.
// K and V are packed once a key/value head; the scores of 6 rows stay in 24 accumulators through softmax; P goes to L1.
#x86 = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <b = 4>>,
           <name = "L3", tile = <b = 1>,
            stages = [<operand = "arg1", how = packed, layout = <outer = ["b", "t", "d"], block = <t = 64, d = 2>>>,
                      <operand = "arg2", how = packed, layout = <outer = ["b", "t", "e"], block = <e = 64, t = 2>>>]>,
           <name = "L2", tile = <g = 1, t = 512>, order = ["g", "t"],
            stages = [<operand = "rowmax", how = packed, layout = <outer = ["b", "g", "s"], block = <>>, type = f32>,
                      <operand = "rowsum", how = packed, layout = <outer = ["b", "g", "s"], block = <>>, type = f32>,
                      <operand = "pv", how = packed, layout = <outer = ["b", "g", "s", "e"], block = <>>, type = f32>]>,
           <name = "L1", tile = <s = 6, t = 64>, order = ["s", "t"],
            stages = [<operand = "pb", how = packed, layout = <outer = ["b", "g", "s", "t"], block = <>>, type = bf16>]>],
  computations = [<name = "qk", registers = <s = 6, t = 64, d = 2>, unroll = 4, instruction = "vdpbf16ps">,
                  <name = "scale", registers = <s = 6, t = 64>, attach = "registers">,
                  <name = "rowmax", registers = <s = 6, t = 64>, attach = "registers">,
                  <name = "p", registers = <s = 6, t = 64>, attach = "registers">,
                  <name = "pb", registers = <s = 6, t = 64>, attach = "registers">,
                  <name = "rowsum", registers = <s = 6, t = 64>, attach = "registers">,
                  <name = "pv", registers = <s = 6, e = 64, t = 2>, unroll = 4, instruction = "vdpbf16ps">,
                  <name = "out", registers = <s = 6, e = 64>, attach = "L2">]>
// Each of 8 warps owns 16 rows; scores, P, the running maximum and sum and the output never leave its registers.
#a800 = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <b = 1, g = 1, s = 128>>,
           <name = "shared", tile = <t = 64>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["b", "g", "s", "d"], block = <>, swizzle = 128>, buffers = 2>,
                      <operand = "arg1", how = async, layout = <outer = ["b", "t", "d"], block = <>, swizzle = 128>, buffers = 2>,
                      <operand = "arg2", how = async, layout = <outer = ["b", "t", "e"], block = <>, swizzle = 128>, buffers = 2>]>,
           <name = "warps", parallel = "warp", tile = <s = 16>>],
  computations = [<name = "qk", registers = <s = 16, t = 64, d = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "scale", registers = <s = 16, t = 64>, attach = "registers">,
                  <name = "rowmax", registers = <s = 16, t = 64>, attach = "registers">,
                  <name = "p", registers = <s = 16, t = 64>, attach = "registers">,
                  <name = "pb", registers = <s = 16, t = 64>, attach = "registers">,
                  <name = "rowsum", registers = <s = 16, t = 64>, attach = "registers">,
                  <name = "pv", registers = <s = 16, e = 128, t = 64>, instruction = "mma.m16n8k16.bf16">,
                  <name = "out", registers = <s = 16, e = 128>, attach = "registers">]>
// Cube cores multiply, vector cores take the softmax; scores, P and partial outputs cross through L2.
#ascend = #schedule.tree<
  bands = [<name = "cores", parallel = "cube", tile = <b = 1, g = 2>>,
           <name = "L2", tile = <g = 1, s = 128, t = 512>, order = ["g", "s", "t"],
            stages = [<operand = "qk", how = packed, layout = <outer = ["b", "g", "s", "t"], block = <>>, type = f32>,
                      <operand = "pb", how = packed, layout = <outer = ["b", "g", "s", "t"], block = <>>, type = bf16>,
                      <operand = "rowmax", how = packed, layout = <outer = ["b", "g", "s"], block = <>>, type = f32>,
                      <operand = "rowsum", how = packed, layout = <outer = ["b", "g", "s"], block = <>>, type = f32>,
                      <operand = "pv", how = packed, layout = <outer = ["b", "g", "s", "e"], block = <>>, type = f32>]>,
           <name = "L1", tile = <t = 256>,
            stages = [<operand = "arg0", how = async, layout = <outer = ["b", "g", "d", "s"], block = <s = 16, d = 16>>, buffers = 2>,
                      <operand = "arg1", how = async, layout = <outer = ["b", "d", "t"], block = <t = 16, d = 16>>, buffers = 2>,
                      <operand = "arg2", how = async, layout = <outer = ["b", "e", "t"], block = <e = 16, t = 16>>, buffers = 2>]>,
           <name = "L0A", tile = <t = 128>,
            stages = [<operand = "arg0", how = packed, layout = <outer = ["b", "g", "s", "d"], block = <s = 16, d = 16>>>,
                      <operand = "pb", how = packed, layout = <outer = ["b", "g", "s", "t"], block = <s = 16, t = 16>>, type = bf16>]>,
           <name = "L0B", tile = <>,
            stages = [<operand = "arg1", how = packed, layout = <outer = ["b", "d", "t"], block = <t = 16, d = 16>>>,
                      <operand = "arg2", how = packed, layout = <outer = ["b", "t", "e"], block = <e = 16, t = 16>>>]>,
           <name = "L0C", tile = <>,
            stages = [<operand = "qk", how = packed, layout = <outer = ["b", "g", "t", "s"], block = <s = 16, t = 16>>, type = f32>,
                      <operand = "pv", how = packed, layout = <outer = ["b", "g", "e", "s"], block = <s = 16, e = 16>>, type = f32>]>,
           <name = "vectors", parallel = "vector", tile = <s = 64>>,
           <name = "UB", tile = <s = 16>,
            stages = [<operand = "qk", how = async, layout = <outer = ["b", "g", "s", "t"], block = <>>, buffers = 2, type = f32>,
                      <operand = "pb", how = packed, layout = <outer = ["b", "g", "s", "t"], block = <>>, type = bf16>,
                      <operand = "pv", how = async, layout = <outer = ["b", "g", "s", "e"], block = <>>, buffers = 2, type = f32>]>],
  computations = [<name = "qk", registers = <s = 128, t = 128, d = 128>, instruction = "cube.16x16x16.bf16", attach = "L0C">,
                  <name = "scale", registers = <s = 16, t = 128>>,
                  <name = "rowmax", registers = <s = 16, t = 128>>,
                  <name = "p", registers = <s = 16, t = 128>>,
                  <name = "pb", registers = <s = 16, t = 128>>,
                  <name = "rowsum", registers = <s = 16, t = 128>>,
                  <name = "pv", registers = <s = 128, e = 128, t = 128>, instruction = "cube.16x16x16.bf16", attach = "L0C">,
                  <name = "out", registers = <s = 16, e = 128>, attach = "registers">]>

// CHECK: kernel.kernel @attention_x86
// CHECK-SAME: <operand = "pb", how = packed, {{.*}} type = bf16>
// CHECK-SAME: <name = "qk", registers = <s = 6, t = 64, d = 2>
// CHECK-SAME: <name = "pv", registers = <s = 6, e = 64, t = 2>
// CHECK-SAME: <name = "out", registers = <s = 6, e = 64>, attach = "L2">
// CHECK: kernel.kernel @attention_a800
// CHECK-SAME: <name = "warps", parallel = "warp", tile = <s = 16>>
// CHECK: kernel.kernel @attention_ascend
// CHECK-SAME: <name = "UB", tile = <s = 16>

kernel.kernel @attention_x86 dims [b = 8, g = 4, s = 512, t = 2048, d = 128, e = 128] (%q: tensor<8x4x512x128xbf16>, %k: tensor<8x2048x128xbf16>,
    %v: tensor<8x2048x128xbf16>) -> tensor<8x4x512x128xbf16>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #x86} {
  %0 = kernel.contract "qk" over [b, g, s, t, d] (%q[b, g, s, d], %k[b, t, d]) -> [b, g, s, t]
      : (tensor<8x4x512x128xbf16>, tensor<8x2048x128xbf16>) -> tensor<8x4x512x2048xf32>
  %1 = kernel.map "scale" over [b, g, s, t] (%0[b, g, s, t]) -> [b, g, s, t] : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512x2048xf32> {
  ^bb0(%a: f32):
    %factor = arith.constant 0.088388346 : f32
    %8 = arith.mulf %a, %factor : f32
    kernel.yield %8 : f32
  }
  %2 = kernel.reduce "rowmax" maximumf over [b, g, s, t] (%1[b, g, s, t]) -> [b, g, s]
      : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %3 = kernel.map "p" over [b, g, s, t] (%1[b, g, s, t], %2[b, g, s]) -> [b, g, s, t]
      : (tensor<8x4x512x2048xf32>, tensor<8x4x512xf32>) -> tensor<8x4x512x2048xf32> {
  ^bb0(%a: f32, %max: f32):
    %8 = arith.subf %a, %max : f32
    %9 = math.exp %8 : f32
    kernel.yield %9 : f32
  }
  %4 = kernel.map "pb" over [b, g, s, t] (%3[b, g, s, t]) -> [b, g, s, t] : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512x2048xbf16> {
  ^bb0(%a: f32):
    %8 = arith.truncf %a : f32 to bf16
    kernel.yield %8 : bf16
  }
  %5 = kernel.reduce "rowsum" add over [b, g, s, t] (%3[b, g, s, t]) -> [b, g, s]
      : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %6 = kernel.contract "pv" over [b, g, s, e, t] (%4[b, g, s, t], %v[b, t, e]) -> [b, g, s, e]
      : (tensor<8x4x512x2048xbf16>, tensor<8x2048x128xbf16>) -> tensor<8x4x512x128xf32>
  %7 = kernel.map "out" over [b, g, s, e] (%6[b, g, s, e], %5[b, g, s]) -> [b, g, s, e]
      : (tensor<8x4x512x128xf32>, tensor<8x4x512xf32>) -> tensor<8x4x512x128xbf16> {
  ^bb0(%a: f32, %sum: f32):
    %8 = arith.divf %a, %sum : f32
    %9 = arith.truncf %8 : f32 to bf16
    kernel.yield %9 : bf16
  }
  kernel.yield %7 : tensor<8x4x512x128xbf16>
}

kernel.kernel @attention_a800 dims [b = 8, g = 4, s = 512, t = 2048, d = 128, e = 128] (%q: tensor<8x4x512x128xbf16>, %k: tensor<8x2048x128xbf16>,
    %v: tensor<8x2048x128xbf16>) -> tensor<8x4x512x128xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #a800} {
  %0 = kernel.contract "qk" over [b, g, s, t, d] (%q[b, g, s, d], %k[b, t, d]) -> [b, g, s, t]
      : (tensor<8x4x512x128xbf16>, tensor<8x2048x128xbf16>) -> tensor<8x4x512x2048xf32>
  %1 = kernel.map "scale" over [b, g, s, t] (%0[b, g, s, t]) -> [b, g, s, t] : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512x2048xf32> {
  ^bb0(%a: f32):
    %factor = arith.constant 0.088388346 : f32
    %8 = arith.mulf %a, %factor : f32
    kernel.yield %8 : f32
  }
  %2 = kernel.reduce "rowmax" maximumf over [b, g, s, t] (%1[b, g, s, t]) -> [b, g, s]
      : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %3 = kernel.map "p" over [b, g, s, t] (%1[b, g, s, t], %2[b, g, s]) -> [b, g, s, t]
      : (tensor<8x4x512x2048xf32>, tensor<8x4x512xf32>) -> tensor<8x4x512x2048xf32> {
  ^bb0(%a: f32, %max: f32):
    %8 = arith.subf %a, %max : f32
    %9 = math.exp %8 : f32
    kernel.yield %9 : f32
  }
  %4 = kernel.map "pb" over [b, g, s, t] (%3[b, g, s, t]) -> [b, g, s, t] : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512x2048xbf16> {
  ^bb0(%a: f32):
    %8 = arith.truncf %a : f32 to bf16
    kernel.yield %8 : bf16
  }
  %5 = kernel.reduce "rowsum" add over [b, g, s, t] (%3[b, g, s, t]) -> [b, g, s]
      : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %6 = kernel.contract "pv" over [b, g, s, e, t] (%4[b, g, s, t], %v[b, t, e]) -> [b, g, s, e]
      : (tensor<8x4x512x2048xbf16>, tensor<8x2048x128xbf16>) -> tensor<8x4x512x128xf32>
  %7 = kernel.map "out" over [b, g, s, e] (%6[b, g, s, e], %5[b, g, s]) -> [b, g, s, e]
      : (tensor<8x4x512x128xf32>, tensor<8x4x512xf32>) -> tensor<8x4x512x128xbf16> {
  ^bb0(%a: f32, %sum: f32):
    %8 = arith.divf %a, %sum : f32
    %9 = arith.truncf %8 : f32 to bf16
    kernel.yield %9 : bf16
  }
  kernel.yield %7 : tensor<8x4x512x128xbf16>
}

kernel.kernel @attention_ascend dims [b = 8, g = 4, s = 512, t = 2048, d = 128, e = 128] (%q: tensor<8x4x512x128xbf16>, %k: tensor<8x2048x128xbf16>,
    %v: tensor<8x2048x128xbf16>) -> tensor<8x4x512x128xbf16>
    attributes {aicc.device = "ascend-910b", aicc.schedule = #ascend} {
  %0 = kernel.contract "qk" over [b, g, s, t, d] (%q[b, g, s, d], %k[b, t, d]) -> [b, g, s, t]
      : (tensor<8x4x512x128xbf16>, tensor<8x2048x128xbf16>) -> tensor<8x4x512x2048xf32>
  %1 = kernel.map "scale" over [b, g, s, t] (%0[b, g, s, t]) -> [b, g, s, t] : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512x2048xf32> {
  ^bb0(%a: f32):
    %factor = arith.constant 0.088388346 : f32
    %8 = arith.mulf %a, %factor : f32
    kernel.yield %8 : f32
  }
  %2 = kernel.reduce "rowmax" maximumf over [b, g, s, t] (%1[b, g, s, t]) -> [b, g, s]
      : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %3 = kernel.map "p" over [b, g, s, t] (%1[b, g, s, t], %2[b, g, s]) -> [b, g, s, t]
      : (tensor<8x4x512x2048xf32>, tensor<8x4x512xf32>) -> tensor<8x4x512x2048xf32> {
  ^bb0(%a: f32, %max: f32):
    %8 = arith.subf %a, %max : f32
    %9 = math.exp %8 : f32
    kernel.yield %9 : f32
  }
  %4 = kernel.map "pb" over [b, g, s, t] (%3[b, g, s, t]) -> [b, g, s, t] : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512x2048xbf16> {
  ^bb0(%a: f32):
    %8 = arith.truncf %a : f32 to bf16
    kernel.yield %8 : bf16
  }
  %5 = kernel.reduce "rowsum" add over [b, g, s, t] (%3[b, g, s, t]) -> [b, g, s]
      : (tensor<8x4x512x2048xf32>) -> tensor<8x4x512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %6 = kernel.contract "pv" over [b, g, s, e, t] (%4[b, g, s, t], %v[b, t, e]) -> [b, g, s, e]
      : (tensor<8x4x512x2048xbf16>, tensor<8x2048x128xbf16>) -> tensor<8x4x512x128xf32>
  %7 = kernel.map "out" over [b, g, s, e] (%6[b, g, s, e], %5[b, g, s]) -> [b, g, s, e]
      : (tensor<8x4x512x128xf32>, tensor<8x4x512xf32>) -> tensor<8x4x512x128xbf16> {
  ^bb0(%a: f32, %sum: f32):
    %8 = arith.divf %a, %sum : f32
    %9 = arith.truncf %8 : f32 to bf16
    kernel.yield %9 : bf16
  }
  kernel.yield %7 : tensor<8x4x512x128xbf16>
}
