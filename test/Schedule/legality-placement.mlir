// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule

// values-reach-readers: What an outer band reads is staged there or further out.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "L2">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "L2">]>

// expected-error @below {{violates rule 'values-reach-readers': expected a stage of "mm" at or outside "L2", where the units of both it and "round" can address it; found not staged (registers and inner buffers are gone}}
kernel.kernel @values_reach_readers dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @values_reach_readers_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// values-reach-readers: A vector core cannot address the scratchpads of a cube core: they meet in memory, through L2.
#bad = #schedule.tree<
  bands = [<name = "cores", parallel = "cube", tile = <m = 128, n = 1024>>,
           <name = "L1", tile = <n = 128>>,
           <name = "L0C", tile = <>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "vectors", parallel = "vector", tile = <m = 64>>,
           <name = "UB", tile = <m = 16>>],
  computations = [<name = "mm", registers = <m = 128, n = 128, k = 64>, instruction = "cube.16x16x16.bf16", attach = "L0C">,
                  <name = "round", registers = <m = 1, n = 128>>]>
#good = #schedule.tree<
  bands = [<name = "cores", parallel = "cube", tile = <m = 128, n = 1024>>,
           <name = "L2", tile = <n = 128>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "L0C", tile = <>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "vectors", parallel = "vector", tile = <m = 64>>,
           <name = "UB", tile = <m = 16>>],
  computations = [<name = "mm", registers = <m = 128, n = 128, k = 64>, instruction = "cube.16x16x16.bf16", attach = "L0C">,
                  <name = "round", registers = <m = 1, n = 128>>]>

// expected-error @below {{found staged at "L0C"}}
kernel.kernel @values_reach_readers dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "ascend-910b", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  %1 = kernel.map "round" over [m, n] (%0[m, n]) -> [m, n] : (tensor<512x4096xf32>) -> tensor<512x4096xbf16> {
  ^bb0(%a: f32):
    %2 = arith.truncf %a : f32 to bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %1 : tensor<512x4096xbf16>
}
kernel.kernel @values_reach_readers_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
    attributes {aicc.device = "ascend-910b", aicc.schedule = #good} {
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

// chained-tiles-agree: A value that stays in registers is read in the tile in which it was made.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'chained-tiles-agree': expected register tile of "round" with n = 64 as in "mm", or "mm" staged; found n = 32 (a value passed on in registers}}
kernel.kernel @chained_tiles_agree dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @chained_tiles_agree_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// sibling-tiles-agree: Siblings have one register tile.
#bad = #schedule.tree<
  computations = [<name = "gate", registers = <m = 6, n = 32>>,
                  <name = "up", registers = <m = 6, n = 16>>,
                  <name = "mul", registers = <m = 6, n = 32>, attach = "root">]>
#good = #schedule.tree<
  computations = [<name = "gate", registers = <m = 6, n = 32>>,
                  <name = "up", registers = <m = 6, n = 32>>,
                  <name = "mul", registers = <m = 6, n = 32>, attach = "root">]>

// expected-error @below {{violates rule 'sibling-tiles-agree': expected equal register tiles of the siblings "gate" and "up"; found n = 32 and 16 (siblings share one register loop}}
kernel.kernel @sibling_tiles_agree dims [m = 96, n = 512, k = 512] (%x: tensor<96x512xf32>, %g: tensor<512x512xf32>, %u: tensor<512x512xf32>) -> tensor<96x512xf32>
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
kernel.kernel @sibling_tiles_agree_twin dims [m = 96, n = 512, k = 512] (%x: tensor<96x512xf32>, %g: tensor<512x512xf32>, %u: tensor<512x512xf32>) -> tensor<96x512xf32>
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

// prologue-fills-its-stage: What is staged for inner loops is not made inside them.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "expand", how = packed, layout = <outer = ["n", "k"], block = <n = 64>>, type = f32>]>],
  computations = [<name = "expand", registers = <n = 64, k = 1>, attach = "registers">,
                  <name = "mm", registers = <m = 6, n = 64>>]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "expand", how = packed, layout = <outer = ["n", "k"], block = <n = 64>>, type = f32>]>],
  computations = [<name = "expand", registers = <n = 64, k = 1>, attach = "L2">,
                  <name = "mm", registers = <m = 6, n = 64>>]>

// expected-error @below {{violates rule 'prologue-fills-its-stage': expected "expand" attached to "L2", where its result is staged; found attached to "registers" (a staged operand is complete before}}
kernel.kernel @prologue_fills_its_stage dims [m = 96, n = 512, k = 512] (%x: tensor<96x512xf32>, %w: tensor<512x512xi8>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%w[n, k]) -> [n, k] : (tensor<512x512xi8>) -> tensor<512x512xf32> {
  ^bb0(%a: i8):
    %2 = arith.sitofp %a : i8 to f32
    kernel.yield %2 : f32
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<96x512xf32>, tensor<512x512xf32>) -> tensor<96x512xf32>
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @prologue_fills_its_stage_twin dims [m = 96, n = 512, k = 512] (%x: tensor<96x512xf32>, %w: tensor<512x512xi8>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%w[n, k]) -> [n, k] : (tensor<512x512xi8>) -> tensor<512x512xf32> {
  ^bb0(%a: i8):
    %2 = arith.sitofp %a : i8 to f32
    kernel.yield %2 : f32
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<96x512xf32>, tensor<512x512xf32>) -> tensor<96x512xf32>
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// prepacked-is-weight: Only arguments marked aicc.weight are packed beforehand.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg0", how = prepacked, layout = <outer = ["m", "k"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'prepacked-is-weight': expected operand "arg0" marked aicc.weight; found an operand without the mark (only a weight keeps its value}}
kernel.kernel @prepacked_is_weight dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @prepacked_is_weight_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// readers-run-later: What runs behind the loops cannot be read in them.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 4, n = 16>>, <name = "init", registers = <m = 4, n = 16>, attach = "root">,
                  <name = "scale", registers = <m = 4, n = 16>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 4, n = 16>>, <name = "init", registers = <m = 4, n = 16>, attach = "root">,
                  <name = "scale", registers = <m = 4, n = 16>, attach = "root">]>

// expected-error @below {{violates rule 'readers-run-later': expected "scale" attached to "root", where "init" runs behind all bands; found attached to "registers" (what runs behind}}
kernel.kernel @readers_run_later dims [m = 8, n = 32, k = 16] (%x: tensor<8x16xf32>, %w: tensor<32x16xf32>) -> tensor<8x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x16xf32>, tensor<32x16xf32>) -> tensor<8x32xf32>
  %1 = kernel.map "init" over [m, n] (%0[m, n]) -> [m, n] : (tensor<8x32xf32>) -> tensor<8x32xf32> {
  ^bb0(%a: f32):
    %3 = arith.negf %a : f32
    kernel.yield %3 : f32
  }
  %2 = kernel.map "scale" over [m, n] (%1[m, n]) -> [m, n] : (tensor<8x32xf32>) -> tensor<8x32xf32> {
  ^bb0(%a: f32):
    %3 = arith.mulf %a, %a : f32
    kernel.yield %3 : f32
  }
  kernel.yield %2 : tensor<8x32xf32>
}
kernel.kernel @readers_run_later_twin dims [m = 8, n = 32, k = 16] (%x: tensor<8x16xf32>, %w: tensor<32x16xf32>) -> tensor<8x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<8x16xf32>, tensor<32x16xf32>) -> tensor<8x32xf32>
  %1 = kernel.map "init" over [m, n] (%0[m, n]) -> [m, n] : (tensor<8x32xf32>) -> tensor<8x32xf32> {
  ^bb0(%a: f32):
    %3 = arith.negf %a : f32
    kernel.yield %3 : f32
  }
  %2 = kernel.map "scale" over [m, n] (%1[m, n]) -> [m, n] : (tensor<8x32xf32>) -> tensor<8x32xf32> {
  ^bb0(%a: f32):
    %3 = arith.mulf %a, %a : f32
    kernel.yield %3 : f32
  }
  kernel.yield %2 : tensor<8x32xf32>
}
