// RUN: aicc-opt %s --split-input-file --verify-diagnostics --load-device=ids=x86-64-avx512 --check-schedule

// raster-orders-waves: Tiles that run at once, one a thread, have no order.
#bad = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 256>, raster = 8>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 256>>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'raster-orders-waves': expected raster of 1 in band "threads", whose tiles run on "threads" at once; found 8}}
kernel.kernel @raster_orders_waves_0 dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @raster_orders_waves_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// buffers-overlap-copies: A copy that is waited for fills one buffer.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>>, buffers = 2>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'buffers-overlap-copies': expected one buffer for the stage of "arg1", or an asynchronous copy; found 2 buffers with how = packed}}
kernel.kernel @buffers_overlap_copies_1 dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @buffers_overlap_copies_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// swizzles-have-banks: A cache has no banks to spread chunks over.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>, swizzle = 128>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'swizzles-have-banks': expected a swizzle of 0 for the stage of "arg1" in "L2"; found 128}}
kernel.kernel @swizzles_have_banks_2 dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @swizzles_have_banks_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// unrolled-loops-exist: A map has no loop to unroll.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, unroll = 4, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 32>, unroll = 4>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'unrolled-loops-exist': expected unroll of 1 for "act", which reduces nothing; found 4}}
kernel.kernel @unrolled_loops_exist_3 dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @unrolled_loops_exist_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// prefetched-loads-exist: A map has no later step to ask for.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, prefetch = 64, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 32>, prefetch = 64>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'prefetched-loads-exist': expected prefetch of 0 for "act", which reduces nothing; found 64}}
kernel.kernel @prefetched_loads_exist dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @prefetched_loads_exist_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// prefetched-loads-exist: Lanes that run along what is reduced ask for nothing, but for the rows of later tiles where the
// contraction has loops of its own in a band.
#bad = #schedule.tree<computations = [<name = "mm", registers = <m = 4, n = 16, k = 16>, prefetch = 64>]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 4>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 4, n = 16, k = 16>, prefetch = 1024, attach = "L2">,
                  <name = "act", registers = <m = 4, n = 16>>]>

// expected-error @below {{violates rule 'prefetched-loads-exist': expected prefetch of 0 for "mm", which runs along what it reduces; found 64}}
kernel.kernel @prefetched_loads_exist_along dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  kernel.yield %0 : tensor<96x512xf32>
}
kernel.kernel @prefetched_loads_exist_along_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// next-parts-exist: Loops around a packed operand that has none of their dimensions come to no other part of it.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 24>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>]>

// expected-error @below {{violates rule 'next-parts-exist': expected ahead = 0 for the stage of "arg1" in band "L2", or a loop that moves on to a next part of it; found ahead = 1 and no such loop}}
kernel.kernel @next_parts_exist_packed dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  kernel.yield %0 : tensor<96x512xf32>
}
kernel.kernel @next_parts_exist_packed_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  kernel.yield %0 : tensor<96x512xf32>
}

// -----

// next-parts-exist: A thread whose columns are one panel has no next one.
#bad = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 32>>, <name = "memory", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>]>
#good = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 32>>, <name = "memory", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 16>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 16>>]>

// expected-error @below {{violates rule 'next-parts-exist': expected ahead = 0 for the stage of "arg1" in band "memory", or a loop that moves on to a next part of it; found ahead = 1 and no such loop}}
kernel.kernel @next_parts_exist_panel dims [m = 96, n = 64, k = 256] (%x: tensor<96x256xf32>, %w: tensor<64x256xf32> {aicc.weight}) -> tensor<96x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<64x256xf32>) -> tensor<96x64xf32>
  kernel.yield %0 : tensor<96x64xf32>
}
kernel.kernel @next_parts_exist_panel_twin dims [m = 96, n = 64, k = 256] (%x: tensor<96x256xf32>, %w: tensor<64x256xf32> {aicc.weight}) -> tensor<96x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<64x256xf32>) -> tensor<96x64xf32>
  kernel.yield %0 : tensor<96x64xf32>
}

// -----

// next-parts-exist: Nor has an operand in place that its band reads as a whole.
#bad = #schedule.tree<
  bands = [<name = "L1", tile = <m = 24>, stages = [<operand = "arg1", how = in_place, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>]>
#good = #schedule.tree<
  bands = [<name = "L1", tile = <k = 64>, stages = [<operand = "arg1", how = in_place, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>]>

// expected-error @below {{violates rule 'next-parts-exist': expected ahead = 0 for the stage of "arg1" in band "L1", or a loop that moves on to a next part of it; found ahead = 1 and no such loop}}
kernel.kernel @next_parts_exist_in_place dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  kernel.yield %0 : tensor<96x512xf32>
}
kernel.kernel @next_parts_exist_in_place_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  kernel.yield %0 : tensor<96x512xf32>
}

// -----

// next-parts-exist: What is computed inside the bands is not waiting in memory to be asked for.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 24>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, ahead = 1>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 24>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'next-parts-exist': expected ahead = 0 for the stage of "mm" in band "L2", or a loop that moves on to a next part of it; found ahead = 1 and no such loop}}
kernel.kernel @next_parts_exist_result dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @next_parts_exist_result_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// tiles-stay-in-blocks: A register tile does not cross the end of a block.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 48>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 64>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'tiles-stay-in-blocks': expected a register tile of "mm" whose n divides the block of 48 of "arg1"; found 32}}
kernel.kernel @tiles_stay_in_blocks_4 dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @tiles_stay_in_blocks_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// tiles-stay-in-blocks: Tiles of a reduced dimension start on blocks: 129 is odd.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32, k = 2>>>]>,
           <name = "L1", tile = <k = 129>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32, k = 2>>>]>,
           <name = "L1", tile = <k = 128>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>>,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'tiles-stay-in-blocks': expected k of band "L1" in multiples of 2, the block of "arg1"; found 129}}
kernel.kernel @tiles_stay_in_blocks_5 dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @tiles_stay_in_blocks_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}

// -----

// chained-lanes-agree: Lanes that run along a reduced dimension end in one sum a row, which no register tile passes on.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 4, n = 16, k = 16>>,
                  <name = "act", registers = <m = 4, n = 16>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 4, n = 16, k = 16>>,
                  <name = "act", registers = <m = 4, n = 16>, attach = "root">]>

// expected-error @below {{violates rule 'chained-lanes-agree': expected "act" attached outside the registers of "mm", whose lanes run along what it reduces; found attached to "registers"}}
kernel.kernel @chained_lanes_agree dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @chained_lanes_agree_twin dims [m = 96, n = 512, k = 256] (%x: tensor<96x256xf32>, %w: tensor<512x256xf32> {aicc.weight}) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<96x256xf32>, tensor<512x256xf32>) -> tensor<96x512xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<96x512xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
