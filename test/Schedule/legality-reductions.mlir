// RUN: aicc-opt %s --split-input-file --verify-diagnostics \
// RUN:   --load-device=ids=x86-64-avx512,nvidia-a800,ascend-910b --check-schedule

// stages-keep-types: A buffer has its tensor's type: sums are not rounded between blocks.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64, k = 512>, order = ["m", "n", "k"], stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = bf16>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64, k = 512>, order = ["m", "n", "k"], stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'stages-keep-types': expected type f32 for the buffer of "mm"; found bf16 (values are rounded where the kernel casts them}}
kernel.kernel @stages_keep_types dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @stages_keep_types_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// The packed factors of contractions may be wider, which hold the same values: what they are extended to once, here for
// multiply-adds in f32. Weights that were packed before may not, nor what something else reads as well.
#wide = #schedule.tree<
  bands = [<name = "L2", tile = <>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>, instruction = "vfmadd231ps">]>
#narrow = #schedule.tree<
  bands = [<name = "L2", tile = <>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <>>, type = f16>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>, instruction = "vfmadd231ps">]>
#before = #schedule.tree<
  bands = [<name = "L2", tile = <>, stages = [<operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32>, instruction = "vfmadd231ps">]>
#pairs = #schedule.tree<
  bands = [<name = "L2", tile = <>, stages = [<operand = "arg0", how = packed, layout = <outer = ["m", "k"], block = <k = 2>>, type = f32>,
                                   <operand = "arg1", how = prepacked, layout = <outer = ["n", "k"], block = <n = 32, k = 2>>>]>],
  computations = [<name = "mm", registers = <m = 6, n = 32, k = 2>, instruction = "vdpbf16ps">]>
kernel.kernel @wide dims [m = 48, n = 64, k = 128] (%x: tensor<48x128xbf16>, %w: tensor<64x128xbf16> {aicc.weight}) -> tensor<48x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #wide} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<48x128xbf16>, tensor<64x128xbf16>) -> tensor<48x64xf32>
  kernel.yield %0 : tensor<48x64xf32>
}
// expected-error @below {{violates rule 'stages-keep-types': expected type bf16 for the buffer of "arg0"; found f16}}
kernel.kernel @narrow dims [m = 48, n = 64, k = 128] (%x: tensor<48x128xbf16>, %w: tensor<64x128xbf16> {aicc.weight}) -> tensor<48x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #narrow} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<48x128xbf16>, tensor<64x128xbf16>) -> tensor<48x64xf32>
  kernel.yield %0 : tensor<48x64xf32>
}
// expected-error @below {{violates rule 'stages-keep-types': expected type bf16 for the buffer of "arg1"; found f32}}
kernel.kernel @before dims [m = 48, n = 64, k = 128] (%x: tensor<48x128xbf16>, %w: tensor<64x128xbf16> {aicc.weight}) -> tensor<48x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #before} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<48x128xbf16>, tensor<64x128xbf16>) -> tensor<48x64xf32>
  kernel.yield %0 : tensor<48x64xf32>
}
// expected-error @below {{violates rule 'stages-keep-types': expected type bf16 for the buffer of "arg0"; found f32}}
kernel.kernel @read_by_another dims [m = 48, n = 64, k = 128] (%x: tensor<48x128xbf16>, %w: tensor<64x128xbf16> {aicc.weight}) -> (tensor<48x64xf32>, tensor<48x128xbf16>)
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #wide} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<48x128xbf16>, tensor<64x128xbf16>) -> tensor<48x64xf32>
  %1 = kernel.map "negated" over [m, k] (%x[m, k]) -> [m, k] : (tensor<48x128xbf16>) -> tensor<48x128xbf16> {
  ^bb0(%a: bf16):
    %2 = arith.negf %a : bf16
    kernel.yield %2 : bf16
  }
  kernel.yield %0, %1 : tensor<48x64xf32>, tensor<48x128xbf16>
}
// An instruction reads what lies in the copy.
// expected-error @below {{violates rule 'instruction-types-match': expected f32 x bf16 into f32 for "mm"; found vdpbf16ps on bf16 x bf16 into f32}}
kernel.kernel @pairs dims [m = 48, n = 64, k = 128] (%x: tensor<48x128xbf16>, %w: tensor<64x128xbf16> {aicc.weight}) -> tensor<48x64xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #pairs} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n] : (tensor<48x128xbf16>, tensor<64x128xbf16>) -> tensor<48x64xf32>
  kernel.yield %0 : tensor<48x64xf32>
}

// -----

// parallel-sums-are-staged: Units that share a sum each keep a part of it.
#bad = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <k = 2048>>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "root">]>
#good = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <k = 2048>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "root">]>

// expected-error @below {{violates rule 'parallel-sums-are-staged': expected a stage of "mm" at parallel band "threads", which cuts its reduced dimension k; found no such stage (two units would write one sum}}
kernel.kernel @parallel_sums_are_staged dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @parallel_sums_are_staged_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// partial-results-survive: A band that cuts k inside m and n loops of its own keeps the sums somewhere.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64, k = 512>, order = ["m", "n", "k"]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64, k = 512>, order = ["m", "n", "k"], stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'partial-results-survive': expected a stage of "mm" in f32 at or outside band "L2", which cuts its reduced dimension k; found none, while tiles of the result change}}
kernel.kernel @partial_results_survive dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @partial_results_survive_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// sums-count-once: What does not depend on p is summed up once, not once for each block of p.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 6, p = 64, k = 512>, order = ["m", "k", "p"], stages = [<operand = "sum", how = packed, layout = <outer = ["m"], block = <>>>]>],
  computations = [<name = "sum", registers = <m = 6, k = 64>, attach = "L2">,
                  <name = "spread", registers = <m = 6, p = 64>>]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 6, p = 64, k = 512>, order = ["m", "p", "k"], stages = [<operand = "sum", how = packed, layout = <outer = ["m"], block = <>>>]>],
  computations = [<name = "sum", registers = <m = 6, k = 64>, attach = "L2">,
                  <name = "spread", registers = <m = 6, p = 64>>]>

// expected-error @below {{violates rule 'sums-count-once': expected the loop over p, which "sum" does not have, around the loop over its reduced dimension k at band "L2"; found it inside}}
kernel.kernel @sums_count_once dims [m = 512, p = 4096, k = 4096] (%x: tensor<512x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.reduce "sum" add over [m, k] (%x[m, k]) -> [m] : (tensor<512x4096xf32>) -> tensor<512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %1 = kernel.map "spread" over [m, p] (%0[m]) -> [m, p] : (tensor<512xf32>) -> tensor<512x4096xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %1 : tensor<512x4096xf32>
}
kernel.kernel @sums_count_once_twin dims [m = 512, p = 4096, k = 4096] (%x: tensor<512x4096xf32>) -> tensor<512x4096xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.reduce "sum" add over [m, k] (%x[m, k]) -> [m] : (tensor<512x4096xf32>) -> tensor<512xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %1 = kernel.map "spread" over [m, p] (%0[m]) -> [m, p] : (tensor<512xf32>) -> tensor<512x4096xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  kernel.yield %1 : tensor<512x4096xf32>
}

// -----

// partial-results-survive: The loop over blocks of k runs inside the loops over the tiles that one buffer holds.
#bad = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64, k = 512>, order = ["m", "k", "n"], stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L2", tile = <m = 96, n = 64, k = 512>, order = ["m", "n", "k"], stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>

// expected-error @below {{violates rule 'partial-results-survive': expected a stage of "mm" in f32 at or outside band "L2"}}
kernel.kernel @partial_results_survive dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @partial_results_survive_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// readers-wait-for-merge: What reads a sum that units share runs after they are done.
#bad = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <k = 2048>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <k = 2048>, stages = [<operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>]>],
  computations = [<name = "mm", registers = <m = 6, n = 64>>,
                  <name = "round", registers = <m = 6, n = 64>, attach = "root">]>

// expected-error @below {{violates rule 'readers-wait-for-merge': expected "round" attached outside band "threads" or to root, since it reads "mm", whose reduced dimension k the band cuts; found it runs inside the band (no unit has the whole sum}}
kernel.kernel @readers_wait_for_merge dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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
kernel.kernel @readers_wait_for_merge_twin dims [m = 512, n = 4096, k = 4096] (%x: tensor<512x4096xbf16>, %w: tensor<4096x4096xbf16> {aicc.weight}) -> tensor<512x4096xbf16>
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

// running-values-rescale: A quotient by an unfinished sum cannot be corrected later.
#bad = #schedule.tree<
  bands = [<name = "L1", tile = <m = 8, n = 64>, order = ["m", "n"]>],
  computations = [<name = "total", registers = <m = 8, n = 16>>,
                  <name = "share", registers = <m = 8, n = 16>, attach = "registers">]>
#good = #schedule.tree<
  bands = [<name = "L1", tile = <m = 8, n = 64>, order = ["m", "n"]>],
  computations = [<name = "total", registers = <m = 8, n = 16>>,
                  <name = "share", registers = <m = 8, n = 16>, attach = "root">]>

// expected-error @below {{violates rule 'running-values-rescale': expected "total" complete before "share" reads it, or a running maximum under exp whose readers sum over n; found band "L1" cuts n around both (what was computed from an unfinished reduction}}
kernel.kernel @running_values_rescale dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #bad} {
  %0 = kernel.reduce "total" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %1 = kernel.map "share" over [m, n] (%x[m, n], %0[m]) -> [m, n] : (tensor<96x512xf32>, tensor<96xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32, %b: f32):
    %2 = arith.divf %a, %b : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
kernel.kernel @running_values_rescale_twin dims [m = 96, n = 512] (%x: tensor<96x512xf32>) -> tensor<96x512xf32>
    attributes {aicc.device = "x86-64-avx512", aicc.schedule = #good} {
  %0 = kernel.reduce "total" add over [m, n] (%x[m, n]) -> [m] : (tensor<96x512xf32>) -> tensor<96xf32> {
  ^bb0(%a: f32):
    kernel.yield %a : f32
  }
  %1 = kernel.map "share" over [m, n] (%x[m, n], %0[m]) -> [m, n] : (tensor<96x512xf32>, tensor<96xf32>) -> tensor<96x512xf32> {
  ^bb0(%a: f32, %b: f32):
    %2 = arith.divf %a, %b : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<96x512xf32>
}
