// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule

// dimensions-exist: A tile cuts dimensions of the kernel.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <q = 64>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'dimensions-exist': expected one of "m", "n", "k" in the tile of band "L2"; found "q" (a loop runs over a dimension of the kernel)}}
kernel.kernel @dimensions_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @dimensions_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// computations-exist: An inner band belongs to a computation of the kernel.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "gelu", registers = <m = 6>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'computations-exist': expected one of "mm", "round"; found "gelu"}}
kernel.kernel @computations_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @computations_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// contractions-have-tiles: A contraction needs an inner band of its own.
#bad = #schedule.tree<
  computations = [<name = "round", registers = <m = 6, n = 64>>]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'contractions-have-tiles': expected an inner band for the contraction "mm"; found none}}
kernel.kernel @contractions_have_tiles dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @contractions_have_tiles_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// anchors-exist: Some computation runs in the innermost band.
#bad = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>, attach = "registers">,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'anchors-exist': expected an inner band without attach; found none}}
kernel.kernel @anchors_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @anchors_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// staged-tensors-exist: A stage names an operand or a computation.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg7", how = in_place>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "arg0", how = in_place>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'staged-tensors-exist': expected an operand or a computation of the kernel in a stage of band "L2"; found "arg7"}}
kernel.kernel @staged_tensors_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @staged_tensors_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// in-place-tensors-exist: An intermediate lies nowhere, so that it cannot be used in place.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "mm", how = in_place>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>, stages = [<operand = "round", how = in_place>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'in-place-tensors-exist': expected an operand or a result of the kernel staged in place; found the intermediate "mm" (what is not copied must lie in memory already}}
kernel.kernel @in_place_tensors_exist dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @in_place_tensors_exist_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// memory-bands-nest: Bands name memory levels of the device from the outside inwards.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>>,
           <name = "L3", tile = <m = 6>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 64>>,
           <name = "L1", tile = <m = 6>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'memory-bands-nest': expected one of "L1" as band inside those before it; found "L3" (data moves inwards}}
kernel.kernel @memory_bands_nest dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @memory_bands_nest_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// parallel-bands-nest: Parallel bands name resources of the device from the outside inwards.
#bad = #schedule.tree<
  bands = [<name = "warps", parallel = "warp", tile = <m = 64, n = 64>>,
           <name = "late", parallel = "cta", tile = <m = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "late", parallel = "cta", tile = <m = 64, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>

// expected-error @below {{as parallel resource of band "late"; found "cta" (the device's units contain one another}}
kernel.kernel @parallel_bands_nest dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @parallel_bands_nest_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// tasks-fit-units: A parallel band has at most as many tiles as units.
#bad = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 1024>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 2048>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'tasks-fit-units': expected at most 2 tiles on "threads"; found 4 (each unit runs one tile}}
kernel.kernel @tasks_fit_units dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @tasks_fit_units_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// tasks-fit-units: The tiles of a grid are unbounded, those of the warps in one CTA are not.
#bad = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 16, n = 32>>],
  computations = [<name = "mm", registers = <m = 16, n = 32>>]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "warps", parallel = "warp", tile = <m = 16, n = 64>>],
  computations = [<name = "mm", registers = <m = 16, n = 32>>]>

// expected-error @below {{violates rule 'tasks-fit-units': expected at most 32 tiles on "warp"; found 64}}
kernel.kernel @tasks_fit_units dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @tasks_fit_units_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// scratchpads-have-owners: A scratchpad is a band inside the unit that owns it.
#bad = #schedule.tree<
  bands = [<name = "shared", tile = <m = 128, n = 256, k = 32>, order = ["m", "n", "k"], stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>>>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = 128, n = 256>>,
           <name = "shared", tile = <k = 32>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>>>]>,
           <name = "warps", parallel = "warp", tile = <m = 64, n = 64>>],
  computations = [<name = "mm", registers = <m = 64, n = 64, k = 16>, instruction = "mma.m16n8k16.bf16">,
                  <name = "round", registers = <m = 64, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'scratchpads-have-owners': expected a parallel band over "cta" around band "shared"; found none (a scratchpad belongs to one unit}}
kernel.kernel @scratchpads_have_owners dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @scratchpads_have_owners_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// tiles-nest: A tile is at most as large as the tile around it.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>>],
  computations = [<name = "mm", registers = <m = 128, n = 16>>,
                  <name = "round", registers = <m = 8, n = 16>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96>>],
  computations = [<name = "mm", registers = <m = 8, n = 16>>,
                  <name = "round", registers = <m = 8, n = 16>, attach = "registers">]>

// expected-error @below {{violates rule 'tiles-nest': expected m of at most 96 in the registers of "mm"; found 128 (a loop cannot process more}}
kernel.kernel @tiles_nest dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @tiles_nest_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// short-tiles-come-last: Inside a cut, tiles divide; only a whole dimension may end in a short tile: 512 is no multiple of 144.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 144>>],
  computations = [<name = "mm", registers = <m = 7, n = 32>>,
                  <name = "round", registers = <m = 7, n = 32>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 144>>],
  computations = [<name = "mm", registers = <m = 8, n = 32>>,
                  <name = "round", registers = <m = 8, n = 32>, attach = "registers">]>

// expected-error @below {{violates rule 'short-tiles-come-last': expected m in the registers of "mm" that divides the 144 of band "L2"; found 7 (only the last tile of a whole dimension may be short}}
kernel.kernel @short_tiles_come_last dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @short_tiles_come_last_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// staged-tensors-exist: An operand is staged as its contraction reads it, whoever else does so in another way.
#good = #schedule.tree<
  bands = [<name = "L2", tile = <n = 32>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32>>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 32>>, <name = "place", registers = <m = 4, n = 32>, attach = "registers">]>
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <n = 32>, stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "m"], block = <n = 32>>>]>],
  computations = [<name = "mm", registers = <m = 4, n = 32>>, <name = "place", registers = <m = 4, n = 32>, attach = "registers">]>

kernel.kernel @read_twice_twin dims [m = 64, n = 32, k = 64] (%x: tensor<64x64xf32>, %w: tensor<64x32xf32>) -> tensor<64x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n] : (tensor<64x64xf32>, tensor<64x32xf32>) -> tensor<64x32xf32>
  %1 = kernel.map "place" over [m, n] (%0[m, n], %w[m, n]) -> [m, n] : (tensor<64x32xf32>, tensor<64x32xf32>) -> tensor<64x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %2 = arith.addf %a, %b : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<64x32xf32>
}
// expected-error @below {{violates rule 'staged-tensors-exist': expected a layout of "arg1" that orders its dimension k}}
kernel.kernel @read_twice dims [m = 64, n = 32, k = 64] (%x: tensor<64x64xf32>, %w: tensor<64x32xf32>) -> tensor<64x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n] : (tensor<64x64xf32>, tensor<64x32xf32>) -> tensor<64x32xf32>
  %1 = kernel.map "place" over [m, n] (%0[m, n], %w[m, n]) -> [m, n] : (tensor<64x32xf32>, tensor<64x32xf32>) -> tensor<64x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %2 = arith.addf %a, %b : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<64x32xf32>
}
