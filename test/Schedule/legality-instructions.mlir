// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule

// instructions-exist: An instruction is one of the device's.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "tdpbf16ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "vdpbf16ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'instructions-exist': expected an instruction of "x86-64-avx512" for "mm"; found "tdpbf16ps" (an instruction that the device does not have}}
kernel.kernel @instructions_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @instructions_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// instruction-types-match: An instruction has the contraction's types, or wider ones that hold them exactly.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "vfmadd231pd">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "vfmadd231ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'instruction-types-match': expected bf16 x bf16 into f32 for "mm"; found vfmadd231pd on f64 x f64 into f64 (an instruction multiplies and accumulates in fixed types)}}
kernel.kernel @instruction_types_match dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @instruction_types_match_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// instructions-divide-tiles: A register tile holds whole matrix instructions.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 8>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'instructions-divide-tiles': expected a register tile of "mm" in multiples of 16 x 8 x 16 for mma.m16n8k16.bf16; found 64 x 64 x 8 (an instruction computes its whole shape}}
kernel.kernel @instructions_divide_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @instructions_divide_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// vectors-are-filled: Columns of a register tile fill whole vectors.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 24>, instruction = "vfmadd231ps">,
                  <name = "round", registers = <m = 6, n = 24>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 32>, instruction = "vfmadd231ps">,
                  <name = "round", registers = <m = 6, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'vectors-are-filled': expected columns of "mm" in multiples of 16 lanes; found 24 (an accumulator holds neighbours}}
kernel.kernel @vectors_are_filled dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @vectors_are_filled_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// paired-operands-interleave: What multiplies pairs reads them from neighbouring places.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "vdpbf16ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 2>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "vdpbf16ps">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'paired-operands-interleave': expected a stage of arg1 with blocks that end in k = 2 for vdpbf16ps; found #schedule.layout<outer = ["n", "k"], block = <n = 64>> (the instruction reads neighbours}}
kernel.kernel @paired_operands_interleave dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @paired_operands_interleave_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// Neighbours along the columns are read as they lie: rows of a pair are interleaved in registers.
kernel.kernel @paired_operands_in_place dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<computations = [<name = "mm", registers = <m = 6, n = 64, k = 2>, instruction = "vdpbf16ps">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n]
      : (tensor<512x4096xbf16>, tensor<4096x4096xbf16>) -> tensor<512x4096xf32>
  kernel.yield %0 : tensor<512x4096xf32>
}

// -----

// async-copies-exist: Asynchronous stages need a copy engine.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg0", how = async, layout = <outer = ["m", "k"], block = <>>, buffers = 2>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'async-copies-exist': expected a level with an asynchronous copy for the stage of "arg0"; found "L2" of "x86-64-avx512", which has none (without a copy engine}}
kernel.kernel @async_copies_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @async_copies_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// shifted-operands-are-corrected: Signed rows of vpdpbusd need the sums of the columns in their layout.
#bad = #schedule.tree<
  bands = [<name = "memory", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 4>>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 64, k = 4>, instruction = "vpdpbusd">]>
#good = #schedule.tree<
  bands = [<name = "memory", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 64, k = 4>, shift = 128>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 64, k = 4>, instruction = "vpdpbusd">]>

// expected-error @below {{violates rule 'shifted-operands-are-corrected': expected shift = 128 in the layout of arg1 for "mm"; found 0 (an instruction that reads}}
kernel.kernel @shifted_operands_are_corrected dims [m = 64, n = 512, k = 256] (%x: tensor<64x256xi8>, %w: tensor<512x256xi8> {aicc.weight}) -> tensor<64x512xi32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<64x256xi8>, tensor<512x256xi8>) -> tensor<64x512xi32>
  kernel.yield %0 : tensor<64x512xi32>
}
kernel.kernel @shifted_operands_are_corrected_twin dims [m = 64, n = 512, k = 256] (%x: tensor<64x256xi8>, %w: tensor<512x256xi8> {aicc.weight}) -> tensor<64x512xi32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<64x256xi8>, tensor<512x256xi8>) -> tensor<64x512xi32>
  kernel.yield %0 : tensor<64x512xi32>
}

// -----

// shifted-operands-are-corrected: The sums of a part of k would be added for every part.
#bad = #schedule.tree<
  bands = [<name = "memory", tile = <k = 128>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 64, k = 4>, shift = 128>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 64, k = 4>, instruction = "vpdpbusd">]>

// expected-error @below {{expected the whole of k where arg1 is packed with its sums; found a part of it, cut at band "memory"}}
kernel.kernel @sums_of_parts dims [m = 64, n = 512, k = 256] (%x: tensor<64x256xi8>, %w: tensor<512x256xi8>) -> tensor<64x512xi32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<64x256xi8>, tensor<512x256xi8>) -> tensor<64x512xi32>
  kernel.yield %0 : tensor<64x512xi32>
}
