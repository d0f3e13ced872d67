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

// -----

// Parts of 48 elements, each with a maximum and a sum of its own. The cases below differ from it in one thing.
kernel.kernel @parts dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, n] (%x[m, n], %max[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [m, n] (%exp[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}

// -----

// One memory band goes over the parts: a second one around it would make parts of parts.
// expected-error @below {{band L3 cuts n around the band that goes over its parts}}
kernel.kernel @second_band dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L3", tile = <n = 96>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>]>,
               <name = "L2", tile = <n = 48>, stages = [<operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, n] (%x[m, n], %max[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [m, n] (%exp[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}

// -----

// What parts are made of runs inside the band that goes over them: the guard of a maximum has no maximum to read outside.
// expected-error @below {{guard runs outside the band that goes over the parts of n}}
kernel.kernel @outside dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L3", tile = <m = 2>, stages = [<operand = "guard", how = packed, layout = <outer = ["m"], block = <>>>]>,
               <name = "L2", tile = <n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 2, n = 16>, attach = "L2">,
                      <name = "guard", registers = <m = 2>, attach = "L3">, <name = "exp", registers = <m = 2, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 2, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %guard = kernel.map "guard" over [m] (%max[m]) -> [m] : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    %zero = arith.constant 0.0 : f32
    %least = arith.constant 0xFF800000 : f32
    %e = arith.cmpf oeq, %a, %least : f32
    %s = arith.select %e, %zero, %a : f32
    kernel.yield %s : f32
  }
  %exp = kernel.map "exp" over [m, n] (%x[m, n], %guard[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [m, n] (%exp[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}

// -----

// A part is multiplied by one factor, which only sums of its weights allow: of a product there would be a power.
// expected-error @below {{sum is reduced in parts, and is no sum of exp}}
kernel.kernel @product dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, n] (%x[m, n], %max[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" mul over [m, n] (%exp[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}

// -----

// Parallel units share out the parts of a band inside them: one that cuts no further has no loop over parts.
// expected-error @below {{band threads splits n over parallel units, and no band inside cuts it}}
kernel.kernel @units dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "threads", parallel = "threads", tile = <n = 96>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>]>,
               <name = "L2", tile = <m = 2>, stages = [<operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 2, n = 16>, attach = "L2">, <name = "exp", registers = <m = 2, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 2, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, n] (%x[m, n], %max[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [m, n] (%exp[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}

// -----

// Parts are made one row by row of the maximum: a sum over all rows has no factor of its own.
// expected-error @below {{total is summed up in parts, and has other rows than max}}
kernel.kernel @rows dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<f32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "total", registers = <m = 4, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, n] (%x[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, n] (%x[m, n], %max[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "total" add over [m, n] (%exp[m, n]) -> [] : (tensor<4x192xf32>) -> tensor<f32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<f32>
}

// -----

// Parts begin where what a mask leaves may begin: at whole vectors of 16.
// expected-error @below {{parts of 40 of n are no multiple of the 16 at which what the mask leaves begins}}
kernel.kernel @masked dims [m = 4, n = 192] (%x: tensor<4x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 40>, stages = [<operand = "mask", how = packed, layout = <outer = ["m", "n"], block = <>>>, <operand = "max", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["m", "n"], block = <>>>]>],
      computations = [<name = "mask", registers = <m = 4, n = 16>, attach = "L2">, <name = "max", registers = <m = 4, n = 16>, attach = "L2">,
                      <name = "exp", registers = <m = 4, n = 16>, attach = "L2">, <name = "sum", registers = <m = 4, n = 16>>]>} {
  %masked = kernel.map "mask" over [m, n] (%x[m, n]) -> [m, n] : (tensor<4x192xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32):
    %least = arith.constant 0xFF800000 : f32
    %i = kernel.index "m" : i32
    %j = kernel.index "n" : i32
    %seen = arith.cmpi sle, %j, %i : i32
    %s = arith.select %seen, %a, %least : f32
    kernel.yield %s : f32
  }
  %max = kernel.reduce "max" maxnumf over [m, n] (%masked[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, n] (%masked[m, n], %max[m]) -> [m, n] : (tensor<4x192xf32>, tensor<4xf32>) -> tensor<4x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [m, n] (%exp[m, n]) -> [m] : (tensor<4x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}

// -----

// Where parts are made one, loops go over the rows by the tiles of the bands around the parts: no register tile ends inside them.
// expected-error @below {{the register tile of out has 16 of m, which does not divide the 8 of the bands around the parts of n that it reads}}
kernel.kernel @cut_rows dims [b = 4, m = 32, n = 192] (%x: tensor<4x32x192xf32>) -> tensor<4x32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <m = 8, n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["b", "m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["b", "m", "n"], block = <>>>, <operand = "sum", how = packed, layout = <outer = ["b", "m"], block = <>>>]>],
      computations = [<name = "max", registers = <b = 1, m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <b = 1, m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <b = 1, m = 4, n = 16>>, <name = "out", registers = <b = 1, m = 16>, attach = "root">]>} {
  %max = kernel.reduce "max" maxnumf over [b, m, n] (%x[b, m, n]) -> [b, m] : (tensor<4x32x192xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [b, m, n] (%x[b, m, n], %max[b, m]) -> [b, m, n] : (tensor<4x32x192xf32>, tensor<4x32xf32>) -> tensor<4x32x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [b, m, n] (%exp[b, m, n]) -> [b, m] : (tensor<4x32x192xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %out = kernel.map "out" over [b, m] (%sum[b, m], %max[b, m]) -> [b, m] : (tensor<4x32xf32>, tensor<4x32xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = math.log %a : f32
    %e = arith.addf %d, %b : f32
    kernel.yield %e : f32
  }
  kernel.yield %out : tensor<4x32xf32>
}

// -----

// What is made of merged parts, itself or through others, runs in the loops over the rows: a sum over some of them would be made by
// several threads.
// expected-error @below {{total is made of what is reduced in parts, and has other rows than max}}
kernel.kernel @late_sum dims [b = 4, m = 32, n = 192] (%x: tensor<4x32x192xf32>) -> tensor<32xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["b", "m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["b", "m", "n"], block = <>>>, <operand = "sum", how = packed, layout = <outer = ["b", "m"], block = <>>>]>],
      computations = [<name = "max", registers = <b = 1, m = 4, n = 16>, attach = "L2">, <name = "exp", registers = <b = 1, m = 4, n = 16>, attach = "L2">,
                      <name = "sum", registers = <b = 1, m = 4, n = 16>>, <name = "out", registers = <b = 1, m = 16>, attach = "root">, <name = "total", registers = <m = 16>, attach = "root">]>} {
  %max = kernel.reduce "max" maxnumf over [b, m, n] (%x[b, m, n]) -> [b, m] : (tensor<4x32x192xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [b, m, n] (%x[b, m, n], %max[b, m]) -> [b, m, n] : (tensor<4x32x192xf32>, tensor<4x32xf32>) -> tensor<4x32x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [b, m, n] (%exp[b, m, n]) -> [b, m] : (tensor<4x32x192xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %out = kernel.map "out" over [b, m] (%sum[b, m], %max[b, m]) -> [b, m] : (tensor<4x32xf32>, tensor<4x32xf32>) -> tensor<4x32xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = math.log %a : f32
    %e = arith.addf %d, %b : f32
    kernel.yield %e : f32
  }
  %total = kernel.reduce "total" add over [b, m] (%out[b, m]) -> [m] : (tensor<4x32xf32>) -> tensor<32xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %total : tensor<32xf32>
}

// -----

// A maximum over two dimensions has parts along one of them. Each has to hold all of the other one.
// expected-error @below {{exp reads max inside band L2, which cuts its n, and they are no softmax whose parts are made one}}
kernel.kernel @two_dims dims [m = 4, j = 2, n = 192] (%x: tensor<4x2x192xf32>) -> tensor<4xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #schedule.tree<
      bands = [<name = "L2", tile = <j = 1, n = 48>, stages = [<operand = "max", how = packed, layout = <outer = ["m"], block = <>>>, <operand = "exp", how = packed, layout = <outer = ["m", "j", "n"], block = <>>>]>],
      computations = [<name = "max", registers = <m = 4, j = 1, n = 16>, attach = "L2">, <name = "exp", registers = <m = 4, j = 1, n = 16>, attach = "L2">,
                      <name = "sum", registers = <m = 4, j = 1, n = 16>>]>} {
  %max = kernel.reduce "max" maxnumf over [m, j, n] (%x[m, j, n]) -> [m] : (tensor<4x2x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %exp = kernel.map "exp" over [m, j, n] (%x[m, j, n], %max[m]) -> [m, j, n] : (tensor<4x2x192xf32>, tensor<4xf32>) -> tensor<4x2x192xf32> {
  ^bb0(%a: f32, %b: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    kernel.yield %e : f32
  }
  %sum = kernel.reduce "sum" add over [m, j, n] (%exp[m, j, n]) -> [m] : (tensor<4x2x192xf32>) -> tensor<4xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %sum : tensor<4xf32>
}
