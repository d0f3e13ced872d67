// RUN: aicc-opt %s --split-input-file --verify-diagnostics --load-device=ids=x86-64-avx512 --lower-kernels

// A sum that no band keeps has one place in memory. Units that share out a dimension which it lacks would all write it, in several steps.
// expected-error @below {{schedule is legal, but the lowering cannot obey it yet: units of band threads share out c, which sum does not have: all of them would reduce it in one place}}
kernel.kernel @one_place dims [m = 4, n = 96, c = 32] (%x: tensor<4x96xf32>, %w: tensor<4x32xf32>) -> tensor<4x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <c = 16>>,
               <name = "L2", tile = <m = 2>, stages = [<operand = "inverse", how = packed, layout = <outer = ["m"], block = <>>>]>],
      computations = [<name = "sum", registers = <m = 2, n = 16>, attach = "L2">, <name = "inverse", registers = <m = 2>, attach = "L2">,
                      <name = "out", registers = <m = 2, c = 16>>]>} {
  %sum = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %inverse = kernel.map "inverse" over [m] (%sum[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    %one = arith.constant 1.0 : f32
    %d = arith.divf %one, %a : f32
    kernel.yield %d : f32
  }
  %out = kernel.map "out" over [m, c] (%w[m, c], %inverse[m]) -> [m, c] : (tensor<4x32xf32>, tensor<4xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.mulf %a, %b : f32
    kernel.yield %d : f32
  }
  kernel.yield %out : tensor<4x32xf32>
}

// -----

// Where a band keeps it, each unit has its own.
kernel.kernel @own_places dims [m = 4, n = 96, c = 32] (%x: tensor<4x96xf32>, %w: tensor<4x32xf32>) -> tensor<4x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <c = 16>>,
               <name = "L2", tile = <m = 2>, stages = [<operand = "sum", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "inverse", how = packed, layout = <outer = ["m"], block = <>>>]>],
      computations = [<name = "sum", registers = <m = 2, n = 16>, attach = "L2">, <name = "inverse", registers = <m = 2>, attach = "L2">,
                      <name = "out", registers = <m = 2, c = 16>>]>} {
  %sum = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %inverse = kernel.map "inverse" over [m] (%sum[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    %one = arith.constant 1.0 : f32
    %d = arith.divf %one, %a : f32
    kernel.yield %d : f32
  }
  %out = kernel.map "out" over [m, c] (%w[m, c], %inverse[m]) -> [m, c] : (tensor<4x32xf32>, tensor<4xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.mulf %a, %b : f32
    kernel.yield %d : f32
  }
  kernel.yield %out : tensor<4x32xf32>
}

// -----

// A result of the kernel has the caller's place, which all units share.
// expected-error @below {{schedule is legal, but the lowering cannot obey it yet: units of band threads share out c, which sum does not have: all of them would reduce it in one place}}
kernel.kernel @result dims [m = 4, n = 96, c = 32] (%x: tensor<4x96xf32>, %w: tensor<4x32xf32>) -> (tensor<4xf32>, tensor<4x32xf32>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <c = 16>>, <name = "L2", tile = <m = 2>>],
      computations = [<name = "sum", registers = <m = 2, n = 16>, attach = "L2">, <name = "out", registers = <m = 2, c = 16>>]>} {
  %sum = kernel.reduce "sum" add over [m, n] (%x[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %out = kernel.map "out" over [m, c] (%w[m, c]) -> [m, c] : (tensor<4x32xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32):
    %d = arith.addf %a, %a : f32
    kernel.yield %d : f32
  }
  kernel.yield %sum, %out : tensor<4xf32>, tensor<4x32xf32>
}

// -----

// Threads that share out the values of a softmax in parts would all make the maximum and the sum of each part.
// expected-error @below {{schedule is legal, but the lowering cannot obey it yet: units of band threads share out c, which max does not have: all of them would reduce it in one place}}
kernel.kernel @parts dims [m = 4, n = 96, k = 64, c = 32] (%q: tensor<4x64xf32>, %w: tensor<96x64xf32>, %v: tensor<96x32xf32>) -> tensor<4x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <c = 16>>, <name = "L2", tile = <n = 48>, stages = [
        <operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>>,
        <operand = "max", how = packed, layout = <outer = ["m"], block = <>>>,
        <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>,
        <operand = "sum", how = packed, layout = <outer = ["m"], block = <>>>,
        <operand = "values", how = packed, layout = <outer = ["m", "c"], block = <>>>]>],
      computations = [<name = "mm", registers = <m = 4, n = 16>, attach = "L2">, <name = "max", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, n = 16>, attach = "L2">, <name = "values", registers = <m = 4, c = 16>>,
                      <name = "out", registers = <m = 4, c = 16>, attach = "root">]>} {
  %0 = kernel.contract "mm" over [m, n, k] (%q[m, k], %w[n, k]) -> [m, n] : (tensor<4x64xf32>, tensor<96x64xf32>) -> tensor<4x96xf32>
  %1 = kernel.reduce "max" maxnumf over [m, n] (%0[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %3 = kernel.map "exp" over [m, n] (%0[m, n], %1[m]) -> [m, n] : (tensor<4x96xf32>, tensor<4xf32>) -> tensor<4x96xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %4 = kernel.reduce "sum" add over [m, n] (%3[m, n]) -> [m] : (tensor<4x96xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %5 = kernel.contract "values" over [m, n, c] (%3[m, n], %v[n, c]) -> [m, c] : (tensor<4x96xf32>, tensor<96x32xf32>) -> tensor<4x32xf32>
  %6 = kernel.map "out" over [m, c] (%5[m, c], %4[m]) -> [m, c] : (tensor<4x32xf32>, tensor<4xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.divf %a, %b : f32
    kernel.yield %d : f32
  }
  kernel.yield %6 : tensor<4x32xf32>
}
