// RUN: aicc-opt %s --split-input-file --verify-diagnostics --load-device=ids=nvidia-a800 --check-schedule

// workers-have-queues: A grid of 128 tiles has no use for as many workers; 108 take them one after another.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, workers = 128>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, workers = 108>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'workers-have-queues': expected fewer workers than the 128 tiles of band "grid"; found 128 (a worker that finds no second tile}}
kernel.kernel @workers_have_queues dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @workers_have_queues_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// workers-have-queues: The threads of a CTA all run at once.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>, workers = 2>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'workers-have-queues': expected workers of 0 in band "units", whose tiles run on "warp" at once; found 2}}
kernel.kernel @workers_have_queues dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @workers_have_queues_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// units-share-evenly: Warps of 48 rows leave the last one of 128 rows with 32.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 48, n = 64>>],
  computations = [<name = "mm", registers = <m = 16, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 32, n = 64>>],
  computations = [<name = "mm", registers = <m = 32, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'units-share-evenly': expected m of band "units" that divides the 128 around it; found 48 (the units inside one run the same program}}
kernel.kernel @units_share_evenly dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @units_share_evenly_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// registers-hold-tiles: Sixteen warps leave 128 registers to each lane, too few for 64 x 64 sums.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 256, n = 256>>,
           <name = "shared", tile = <k = 16>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 256, n = 128>>,
           <name = "shared", tile = <k = 16>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 104 registers a lane for the register tile of "mm"; found 160: 128 sums, 16 of columns, 16 of rows}}
kernel.kernel @registers_hold_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @registers_hold_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// registers-hold-tiles: Threads that are units of their own share the same registers: 1024 of them have 64 each.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 256, n = 256>>,
           <name = "shared", tile = <k = 8>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "thread", tile = <m = 8, n = 8>>],
  computations = [<name = "mm", registers = <m = 8, n = 8, k = 1>, instruction = "fma.rn.f32">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 8>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "thread", tile = <m = 8, n = 8>>],
  computations = [<name = "mm", registers = <m = 8, n = 8, k = 1>, instruction = "fma.rn.f32">]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 40 registers a lane for the register tile of "mm"; found 80: 64 sums, 8 of columns, 8 of rows}}
kernel.kernel @registers_hold_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xf32>, %w: tensor<4096x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xf32>, tensor<4096x4096xf32>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @registers_hold_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xf32>, %w: tensor<4096x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xf32>, tensor<4096x4096xf32>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// registers-hold-tiles: A matrix instruction computes whole shapes: 8 rows take as many registers as 16, and swapped they do not.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 8, n = 384>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "warp", tile = <m = 8, n = 384>>],
  computations = [<name = "mm", registers = <m = 8, n = 384, k = 32>, instruction = "mma.m16n8k32.s8">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 8, n = 384>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "warp", tile = <m = 8, n = 384>>],
  computations = [<name = "mm", registers = <m = 8, n = 384, k = 32>, instruction = "mma.m16n8k32.s8", swap = true>]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 231 registers a lane for the register tile of "mm"; found 292: 192 sums, 96 of columns, 4 of rows}}
kernel.kernel @registers_hold_tiles dims [m = 8, n = 4096, k = 4096] (%x: tensor<8x4096xi8>, %w: tensor<4096x4096xi8>) -> tensor<8x4096xi32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<8x4096xi8>, tensor<4096x4096xi8>) -> tensor<8x4096xi32>
  kernel.yield %0 : tensor<8x4096xi32>
}
kernel.kernel @registers_hold_tiles_twin dims [m = 8, n = 4096, k = 4096] (%x: tensor<8x4096xi8>, %w: tensor<4096x4096xi8>) -> tensor<8x4096xi32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<8x4096xi8>, tensor<4096x4096xi8>) -> tensor<8x4096xi32>
  kernel.yield %0 : tensor<8x4096xi32>
}

// -----

// swaps-turn-instructions: A multiply-add of single numbers is the same turned.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 8>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "thread", tile = <m = 8, n = 8>>],
  computations = [<name = "mm", registers = <m = 8, n = 8, k = 1>, instruction = "fma.rn.f32", swap = true>]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 8>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>>, buffers = 2>]>,
           <name = "units", parallel = "thread", tile = <m = 8, n = 8>>],
  computations = [<name = "mm", registers = <m = 8, n = 8, k = 1>, instruction = "fma.rn.f32">]>

// expected-error @below {{violates rule 'swaps-turn-instructions': expected no swap of "mm" for fma.rn.f32, or a matrix instruction whose rows and columns differ; found 1 x 1 (only an instruction}}
kernel.kernel @swaps_turn_instructions dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xf32>, %w: tensor<4096x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xf32>, tensor<4096x4096xf32>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @swaps_turn_instructions_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xf32>, %w: tensor<4096x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xf32>, tensor<4096x4096xf32>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// instructions-divide-tiles: Turned, the 16 rows of the instruction lie along the columns.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 8, n = 64>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 8, n = 8>>],
  computations = [<name = "mm", registers = <m = 8, n = 8, k = 16>, instruction = "mma.m16n8k16.bf16", swap = true>]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 8, n = 64>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 8, n = 16>>],
  computations = [<name = "mm", registers = <m = 8, n = 16, k = 16>, instruction = "mma.m16n8k16.bf16", swap = true>]>

// expected-error @below {{violates rule 'instructions-divide-tiles': expected a register tile of "mm" in multiples of 16 x 8 x 16 for mma.m16n8k16.bf16, swapped; found 8 x 8 x 16}}
kernel.kernel @instructions_divide_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @instructions_divide_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// async-copies-are-aligned: Rows of 1001 elements of bf16 begin at odd multiples of two bytes, and the smallest copy moves four.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>, swizzle = 64>>, <operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <>, swizzle = 64>>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'async-copies-are-aligned': expected rows of "arg0" in memory that are multiples of 4 bytes; found 2002 bytes (an asynchronous copy moves whole chunks}}
kernel.kernel @async_copies_are_aligned dims [m = 512, n = 4096, k = 1001] (%x: tensor<512x1001xbf16>, %w: tensor<4096x1001xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x1001xbf16>, tensor<4096x1001xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @async_copies_are_aligned_twin dims [m = 512, n = 4096, k = 1001] (%x: tensor<512x1001xbf16>, %w: tensor<4096x1001xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x1001xbf16>, tensor<4096x1001xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// async-copies-are-aligned: A copy of chunks does not transpose: weights that lie [n, k] are staged [n, k].
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["k", "n"], block = <>, swizzle = 128>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'async-copies-are-aligned': expected a layout of "arg1" whose innermost dimension is k, as it lies in memory; found #schedule.layout}}
kernel.kernel @async_copies_are_aligned dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @async_copies_are_aligned_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// swizzles-fit-rows: Rows of 96 bytes neither fill a run of 64 bytes nor share one.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 48>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 48>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 32>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 32>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'swizzles-fit-rows': expected rows of "arg0" that are a multiple or a part of the 64 bytes of its swizzle, and fill whole runs of it; found rows of 96 bytes in 12288 (chunks change places}}
kernel.kernel @swizzles_fit_rows dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @swizzles_fit_rows_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// instruction-types-match: f32 is rounded to tf32 only where the kernel allows it.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 8>, instruction = "mma.m16n8k8.tf32">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 128>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 128>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 8>, instruction = "mma.m16n8k8.tf32">]>

// expected-error @below {{violates rule 'instruction-types-match': expected f32 x f32 into f32 for "mm", or aicc.allow_tf32 on the kernel; found mma.m16n8k8.tf32 on tf32 x tf32 into f32}}
kernel.kernel @instruction_types_match dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xf32>, %w: tensor<4096x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xf32>, tensor<4096x4096xf32>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @instruction_types_match_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xf32>, %w: tensor<4096x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good, aicc.allow_tf32} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xf32>, tensor<4096x4096xf32>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// parallel-sums-are-staged: CTAs that share the reduced dimension keep their parts of the sums in memory, in the type of the sums.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128, k = 1024>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128, k = 1024>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'parallel-sums-are-staged': expected a stage of "mm" at parallel band "grid", which cuts its reduced dimension k; found no such stage}}
kernel.kernel @parallel_sums_are_staged dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @parallel_sums_are_staged_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// stages-keep-types: Parts of sums are never rounded.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128, k = 1024>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f16>]>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128, k = 1024>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'stages-keep-types': expected type f32 for the buffer of "mm"; found f16}}
kernel.kernel @stages_keep_types dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @stages_keep_types_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// raster-groups-tiles: A group as wide as the grid is the plain order.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, order = ["n", "m"], raster = 4>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, order = ["n", "m"], raster = 3>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'raster-groups-tiles': expected raster below the 4 tiles of band "grid" along m; found 4 (one group of all tiles}}
kernel.kernel @raster_groups_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}
kernel.kernel @raster_groups_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// raster-groups-tiles: Tiles in one row, 4 of m and 1 of n, have one order, whatever the groups.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 128>, order = ["n", "m"], raster = 2>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>, swizzle = 64>, buffers = 3>, <operand = "arg1", how = async, layout = <outer = ["n", "k"], block = <>, swizzle = 64>, buffers = 3>]>,
           <name = "units", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">]>

// expected-error @below {{violates rule 'raster-groups-tiles': expected raster of 1 in band "grid", whose 4 tiles lie in one row; found 2}}
kernel.kernel @raster_groups_tiles_1 dims [m = 512, n = 128, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<128x4096xbf16>) -> tensor<512x128xf32>
    attributes {aicc.device = "nvidia-a800", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<128x4096xbf16>) -> tensor<512x128xf32>
  kernel.yield %0 : tensor<512x128xf32>
}
