// RUN: aicc-opt %s --split-input-file --verify-diagnostics --load-device=ids=x86-64-avx512,x86-64-avx2 --lower-kernels

// The loops of maps that feed sums are hot: their register tiles hold whole vectors of what is innermost, or all of it.
// expected-error @below {{schedule is legal, but the lowering cannot obey it yet: the register tile of exp has 4 of n, which fills no whole vectors of 16 lanes}}
kernel.kernel @fed dims [m = 24, n = 96, k = 64] (%x: tensor<24x64xf32>, %w: tensor<64x96xf32>) -> tensor<24x96xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      computations = [<name = "exp", registers = <k = 16, n = 4>, attach = "registers">,
                      <name = "mm", registers = <m = 2, n = 4, k = 16>>]>} {
  %0 = kernel.map "exp" over [k, n] (%w[k, n]) -> [k, n] : (tensor<64x96xf32>) -> tensor<64x96xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  %1 = kernel.contract "mm" over [m, n, k] (%x[m, k], %0[k, n]) -> [m, n] : (tensor<24x64xf32>, tensor<64x96xf32>) -> tensor<24x96xf32>
  kernel.yield %1 : tensor<24x96xf32>
}

// -----

// So are those of a computation that is attached to a band, where its register tile names no size and the band cuts one.
// expected-error @below {{the register tile of act has 24 of n, which fills no whole vectors of 16 lanes}}
kernel.kernel @attached dims [m = 24, n = 96, k = 64] (%x: tensor<24x64xf32>, %w: tensor<64x96xf32>) -> tensor<24x96xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 24>>],
      computations = [<name = "mm", registers = <m = 2, n = 4, k = 16>>, <name = "act", registers = <m = 1>, attach = "L2">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n] : (tensor<24x64xf32>, tensor<64x96xf32>) -> tensor<24x96xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<24x96xf32>) -> tensor<24x96xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<24x96xf32>
}

// -----

// The same without the cut.
kernel.kernel @whole dims [m = 24, n = 96, k = 64] (%x: tensor<24x64xf32>, %w: tensor<64x96xf32>) -> tensor<24x96xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <m = 12>>],
      computations = [<name = "mm", registers = <m = 2, n = 4, k = 16>>, <name = "act", registers = <m = 1>, attach = "L2">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[k, n]) -> [m, n] : (tensor<24x64xf32>, tensor<64x96xf32>) -> tensor<24x96xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n]) -> [m, n] : (tensor<24x96xf32>) -> tensor<24x96xf32> {
  ^bb0(%a: f32):
    %2 = math.exp %a : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<24x96xf32>
}

// -----

// Vectors of a register tile are unrolled: more than 256 only take longer to compile.
// expected-error @below {{the register tile of act has 260 vectors; expected at most 256, which are unrolled}}
kernel.kernel @unrolled dims [m = 130, n = 64] (%x: tensor<130x64xf64>) -> tensor<130x64xf64>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      computations = [<name = "act", registers = <m = 65, n = 32>>]>} {
  %0 = kernel.map "act" over [m, n] (%x[m, n]) -> [m, n] : (tensor<130x64xf64>) -> tensor<130x64xf64> {
  ^bb0(%a: f64):
    %1 = math.exp %a : f64
    kernel.yield %1 : f64
  }
  kernel.yield %0 : tensor<130x64xf64>
}

// -----

// Vectors of half the width are twice as many.
// expected-error @below {{the register tile of act has 288 vectors; expected at most 256}}
kernel.kernel @fewer dims [m = 96, n = 64] (%x: tensor<96x64xf32>) -> tensor<96x64xf32>
    attributes {aicc.device = "x86-64-avx2", aicc.schedule = #schedule.tree<
      computations = [<name = "act", registers = <m = 72, n = 32>>]>} {
  %0 = kernel.map "act" over [m, n] (%x[m, n]) -> [m, n] : (tensor<96x64xf32>) -> tensor<96x64xf32> {
  ^bb0(%a: f32):
    %1 = math.absf %a : f32
    kernel.yield %1 : f32
  }
  kernel.yield %0 : tensor<96x64xf32>
}
