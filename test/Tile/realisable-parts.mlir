// RUN: aicc-opt %s --split-input-file --verify-diagnostics --load-device=ids=x86-64-avx512 --lower-kernels

// What reads the sums of a softmax in parts waits until its parts are one, be the exponential a power of two below a map of the
// maximum.
// expected-error @below {{schedule is legal, but the lowering cannot obey it yet: out reads sum, which is reduced in parts, before they are one}}
kernel.kernel @early dims [m = 4, n = 96, k = 64, c = 16] (%q: tensor<4x64xf32>, %w: tensor<96x64xf32>, %v: tensor<96x16xf32>) -> tensor<4x16xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 48>, stages = [
        <operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>,
        <operand = "max", how = packed, layout = <outer = ["m"], block = <>>>,
        <operand = "guard", how = packed, layout = <outer = ["m"], block = <>>>,
        <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>,
        <operand = "sum", how = packed, layout = <outer = ["m"], block = <>>>,
        <operand = "values", how = packed, layout = <outer = ["m", "c"], block = <>>>]>],
      computations = [<name = "mm", registers = <m = 4, n = 16>, attach = "L2">, <name = "max", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "guard", registers = <m = 4>, attach = "L2">, <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, n = 16>, attach = "L2">, <name = "values", registers = <m = 4, c = 16>>,
                      <name = "out", registers = <m = 4, c = 16>, attach = "registers">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%q[m, k], %w[n, k]) -> [m, n] : (tensor<4x64xf32>, tensor<96x64xf32>) -> tensor<4x96xf32>
  %1 = kernel.reduce "max" maxnumf over [m, n] (%0[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %2 = kernel.map "guard" over [m] (%1[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    %zero = arith.constant 0.0 : f32
    %least = arith.constant 0xFF800000 : f32
    %e = arith.cmpf oeq, %a, %least : f32
    %s = arith.select %e, %zero, %a : f32
    kernel.yield %s : f32
  }
  %3 = kernel.map "exp" over [m, n] (%0[m, n], %2[m]) -> [m, n] : (tensor<4x96xf32>, tensor<4xf32>) -> tensor<4x96xf32> {
  ^bb0(%a: f32, %b: f32):
    %factor = arith.constant 1.44269502 : f32
    %d = arith.subf %a, %b : f32
    %p = arith.mulf %d, %factor : f32
    %e = math.exp2 %p : f32
    kernel.yield %e : f32
  }
  %4 = kernel.reduce "sum" add over [m, n] (%3[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %5 = kernel.contract "values" over [m, n, c] (%3[m, n], %v[n, c]) -> [m, c] : (tensor<4x96xf32>, tensor<96x16xf32>) -> tensor<4x16xf32>
  %6 = kernel.map "out" over [m, c] (%5[m, c], %4[m]) -> [m, c] : (tensor<4x16xf32>, tensor<4xf32>) -> tensor<4x16xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.divf %a, %b : f32
    kernel.yield %d : f32
  }
  kernel.yield %6 : tensor<4x16xf32>
}

// -----

// A running maximum whose exponential is of another form makes no parts that can be made one.
// expected-error @below {{exp reads max inside band L2, which cuts its n, and they are no softmax whose parts are made one}}
kernel.kernel @other dims [m = 4, n = 96] (%x: tensor<4x96xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 48>, stages = [
        <operand = "max", how = packed, layout = <outer = ["m"], block = <>>>,
        <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, n = 16>>]>} {
  %0 = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %1 = kernel.map "exp" over [m, n] (%x[m, n], %0[m]) -> [m, n] : (tensor<4x96xf32>, tensor<4xf32>) -> tensor<4x96xf32> {
  ^bb0(%a: f32, %b: f32):
    %half = arith.constant 0.5 : f32
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    %h = arith.mulf %e, %half : f32
    kernel.yield %h : f32
  }
  %2 = kernel.reduce "sum" add over [m, n] (%1[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %2 : tensor<4xf32>
}
