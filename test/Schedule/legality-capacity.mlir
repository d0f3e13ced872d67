// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule

// scratchpads-hold-stages: All buffers of a scratchpad fit at once: 7 x (8 + 16) KiB do not, 6 do.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 7>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 7>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 6>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 6>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'scratchpads-hold-stages': expected at most 166912 bytes staged in "shared"; found 172032 with 7 buffers of "arg1" (a scratchpad has no memory behind it}}
kernel.kernel @scratchpads_hold_stages dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
kernel.kernel @scratchpads_hold_stages_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}

// -----

// scratchpad-runs-are-aligned: Copies into shared memory move 16 bytes: 4 elements of bf16 are too few.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "shared", tile = <k = 4>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 4>>,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "shared", tile = <k = 8>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 4>>,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'scratchpad-runs-are-aligned': expected runs of "arg0" that are multiples of 16 bytes in "shared"; found 8 bytes (the copy engine moves whole aligned chunks)}}
kernel.kernel @scratchpad_runs_are_aligned dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
kernel.kernel @scratchpad_runs_are_aligned_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}

// -----

// registers-hold-tiles: On a CPU, sums, one step's columns and a broadcast stay in the vector registers but one: 7x64 spills, 6x64 does not.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 7, n = 64>>,
                  <name = "round", registers = <m = 7, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 31 vector registers for the register tile of "mm"; found 33: 28 sums, 4 of columns, 1 of rows (a spill in the innermost loop}}
kernel.kernel @registers_hold_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
kernel.kernel @registers_hold_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}

// -----

// registers-hold-tiles: Siblings keep two sums a point, and the columns of both for a step.
#bad = #schedule.tree<
  computations = [<name = "gate", registers = <m = 6, n = 64>>,
                  <name = "up", registers = <m = 6, n = 64>>,
                  <name = "mul", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "gate", registers = <m = 6, n = 32>>,
                  <name = "up", registers = <m = 6, n = 32>>,
                  <name = "mul", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 31 vector registers for the register tile of "gate"; found 57: 48 sums, 8 of columns, 1 of rows}}
kernel.kernel @registers_hold_tiles dims [m = 96, n = 512, k = 512] (%x: tensor<96x512xf32>, %g: tensor<512x512xf32>, %u: tensor<512x512xf32>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %g[n, k]) -> [m, n]
      : (tensor<96x512xf32>, tensor<512x512xf32>) -> tensor<96x512xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %u[n, k]) -> [m, n]
      : (tensor<96x512xf32>, tensor<512x512xf32>) -> tensor<96x512xf32>
  %2 = kernel.map "mul" over [m, n] (%0[m, n], %1[m, n]) -> [m, n]
      : (tensor<96x512xf32>, tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32, %b: f32):
    %3 = arith.mulf %a, %b : f32
    kernel.yield %3 : f32
  }
  kernel.yield %2 : tensor<96x512xf32>
}
kernel.kernel @registers_hold_tiles_twin dims [m = 96, n = 512, k = 512] (%x: tensor<96x512xf32>, %g: tensor<512x512xf32>, %u: tensor<512x512xf32>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "gate" over [m, n, k] (%x[m, k], %g[n, k]) -> [m, n]
      : (tensor<96x512xf32>, tensor<512x512xf32>) -> tensor<96x512xf32>
  %1 = kernel.contract "up" over [m, n, k] (%x[m, k], %u[n, k]) -> [m, n]
      : (tensor<96x512xf32>, tensor<512x512xf32>) -> tensor<96x512xf32>
  %2 = kernel.map "mul" over [m, n] (%0[m, n], %1[m, n]) -> [m, n]
      : (tensor<96x512xf32>, tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32, %b: f32):
    %3 = arith.mulf %a, %b : f32
    kernel.yield %3 : f32
  }
  kernel.yield %2 : tensor<96x512xf32>
}

// -----

// registers-hold-tiles: On a GPU, sums and fragments are spread over the lanes of a warp: 128 x 64 would need 256 registers a lane for sums alone.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 128, n = 64>>],
  computations = [<name = "mm", registers = <m = 128, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 128, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 231 registers a lane for the register tile of "mm"; found 304: 256 sums, 16 of columns, 32 of rows}}
kernel.kernel @registers_hold_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
kernel.kernel @registers_hold_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
