// RUN: aicc-opt %s --split-input-file --verify-diagnostics --load-device=ids=x86-64-avx512 --check-schedule

// step-tiles-agree: What a step reads is what is expanded in it.
#bad = #schedule.tree<
  computations = [<name = "expand", registers = <n = 64, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'step-tiles-agree': expected register tile of "expand" with n = 32, as a step of "mm" reads it; found n = 64 (a step expands}}
kernel.kernel @step_tiles_agree dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}
kernel.kernel @step_tiles_agree_twin dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}

// -----

// scaled-sums-are-linear: A square of the code cannot be taken out of a sum.
#bad = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "step">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'scaled-sums-are-linear': expected "expand" at "sums" to be the number of one code of i4, then multiplied by}}
kernel.kernel @scaled_sums_are_linear dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.mulf %3, %3 : f32
    %5 = arith.extf %b : f16 to f32
    %6 = arith.subf %5, %4 : f32
    %7 = arith.truncf %6 : f32 to bf16
    kernel.yield %7 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}
kernel.kernel @scaled_sums_are_linear_twin dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.mulf %3, %3 : f32
    %5 = arith.extf %b : f16 to f32
    %6 = arith.subf %5, %4 : f32
    %7 = arith.truncf %6 : f32 to bf16
    kernel.yield %7 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}

// -----

// scaled-sums-are-linear: A number that bf16 does not hold is rounded in place of the product, but not before an addition.
#bad = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'scaled-sums-are-linear'}}
kernel.kernel @scaled_sums_are_rounded_once dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = kernel.lookup %a in dense<[-1.0, -0.7, -0.525, -0.395, -0.284, -0.185, -0.0911, 0.0, 0.0796, 0.161, 0.246, 0.338, 0.441, 0.563, 0.723, 1.0]> : tensor<16xf32> : i4 -> f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.addf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}
kernel.kernel @scaled_sums_are_rounded_once_twin dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = kernel.lookup %a in dense<[-1.0, -0.7, -0.525, -0.395, -0.284, -0.185, -0.0911, 0.0, 0.0796, 0.161, 0.246, 0.338, 0.441, 0.563, 0.723, 1.0]> : tensor<16xf32> : i4 -> f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}

// -----

// scaled-sums-are-linear: A scale an element is no scale of a group.
#bad = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "step">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'scaled-sums-stay-in-groups'}}
kernel.kernel @scales_by_element dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x512xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x512xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}
kernel.kernel @scales_by_element_twin dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x512xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x512xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}

// -----

// scaled-sums-stay-in-groups: An iteration of 48 elements would hold parts of two groups of 64.
#bad = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 24, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 32, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'scaled-sums-stay-in-groups': expected iterations of "mm" (steps times unroll) that divide the 64 of k that share a scale; found 48 (a sum over two groups has two scales)}}
kernel.kernel @iterations_divide_groups dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}
kernel.kernel @iterations_divide_groups_twin dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}

// -----

// scaled-sums-stay-in-groups: A block of 80 ends inside an iteration of 32, whose group the next block would begin in.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <k = 80>>],
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <k = 96>>],
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 4, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'scaled-sums-stay-in-groups': expected k of band "L2" in multiples of 32}}
kernel.kernel @blocks_hold_iterations dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}
kernel.kernel @blocks_hold_iterations_twin dims [m = 4, n = 128, k = 512] (%x: tensor<4x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<4x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<4x512xbf16>, tensor<128x512xbf16>) -> tensor<4x128xf32>
  kernel.yield %1 : tensor<4x128xf32>
}

// -----

// registers-hold-tiles: Of sums that are scaled those of one group count, which steps add to; twelve rows stay, fourteen do not.
#bad = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 14, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>
#good = #schedule.tree<
  computations = [<name = "expand", registers = <n = 32, k = 2>, attach = "sums">,
                  <name = "mm", registers = <m = 12, n = 32, k = 2>, unroll = 16, instruction = "vdpbf16ps">]>

// expected-error @below {{violates rule 'registers-hold-tiles': expected at most 31 vector registers for the register tile of "mm"; found 32: 28 sums, 3 of columns, 1 of rows}}
kernel.kernel @registers_hold_scaled dims [m = 14, n = 128, k = 512] (%x: tensor<14x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<14x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<14x512xbf16>, tensor<128x512xbf16>) -> tensor<14x128xf32>
  kernel.yield %1 : tensor<14x128xf32>
}
kernel.kernel @registers_hold_scaled_twin dims [m = 14, n = 128, k = 512] (%x: tensor<14x512xbf16>, %q: tensor<128x512xi4> {aicc.weight},
    %s: tensor<128x8xf16> {aicc.weight}) -> tensor<14x128xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.map "expand" over [n, k] (%q[n, k], %s[n, k floordiv 64]) -> [n, k]
      : (tensor<128x512xi4>, tensor<128x8xf16>) -> tensor<128x512xbf16> {
  ^bb0(%a: i4, %b: f16):
    %3 = arith.sitofp %a : i4 to f32
    %4 = arith.extf %b : f16 to f32
    %5 = arith.mulf %3, %4 : f32
    %6 = arith.truncf %5 : f32 to bf16
    kernel.yield %6 : bf16
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[n, k]) -> [m, n]
      : (tensor<14x512xbf16>, tensor<128x512xbf16>) -> tensor<14x128xf32>
  kernel.yield %1 : tensor<14x128xf32>
}
