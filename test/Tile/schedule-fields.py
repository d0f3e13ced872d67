"""Every field of a schedule has an effect: changed alone, it changes the lowered kernel, or check-schedule names the rule
that it breaks.

RUN: %python %s %t | FileCheck %s
"""
import os
import re
import subprocess
import sys

# A product with a bias: each field stands in it once, as `name = value`.
TREE = """#schedule.tree<
  bands = [<name = "threads", parallel = "threads", tile = <n = 96>>,
           <name = "memory", tile = <k = 32>, order = ["k"],
            stages = [<operand = "arg1", how = packed, layout = <outer = ["n", "k"], block = <n = 32, k = 2>>>,
                      <operand = "mm", how = packed, layout = <outer = ["m", "n"], block = <>>, type = f32>,
                      <operand = "arg0", how = packed, layout = <outer = ["k", "m"], block = <k = 2>>>]>,
           <name = "L2", tile = <m = 12, n = 32>, order = ["n", "m"]>],
  computations = [<name = "mm", registers = <m = 6, n = 32, k = 2>, unroll = 2, instruction = "vdpbf16ps">,
                  <name = "act", registers = <m = 6, n = 32>, attach = "registers">]>"""
KERNEL = """kernel.kernel @gemm dims [m = 20, n = 192, k = 80]
    (%x: tensor<20x80xbf16>, %w: tensor<192x80xbf16> {aicc.weight}, %b: tensor<192xf32>) -> tensor<20x192xf32>
    attributes {aicc.schedule = TREE} {
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[n, k]) -> [m, n]
      : (tensor<20x80xbf16>, tensor<192x80xbf16>) -> tensor<20x192xf32>
  %1 = kernel.map "act" over [m, n] (%0[m, n], %b[n]) -> [m, n]
      : (tensor<20x192xf32>, tensor<192xf32>) -> tensor<20x192xf32> {
  ^bb0(%a: f32, %c: f32):
    %2 = arith.addf %a, %c : f32
    kernel.yield %2 : f32
  }
  kernel.yield %1 : tensor<20x192xf32>
}
"""
PASSES = """load-device{ids=x86-64-avx512},check-schedule,lower-kernels,
  func.func(tile-bands,stage-operands,peel-edges,canonicalize,vectorise-tiles,lower-packs),
  plan-scratch,func.func(canonicalize,cse)"""

# (field, what stands in TREE, what stands there instead)
CHANGES = [
    # CHECK: band.tile: other code
    ("band.tile", "<m = 12, n = 32>", "<m = 18, n = 32>"),
    # CHECK: band.tile of a parallel band: other code
    ("band.tile of a parallel band", "<n = 96>", "<n = 128>"),
    # CHECK: band.order: other code
    ("band.order", 'order = ["n", "m"]', 'order = ["m", "n"]'),
    # CHECK: band.parallel: rule tasks-fit-units
    ("band.parallel", '<name = "memory", tile', '<name = "memory", parallel = "threads", tile'),
    # CHECK: band.name: other code
    ("band.name", '<name = "memory"', '<name = "L3"'),
    # CHECK: band.raster: rule raster-orders-waves
    ("band.raster", "tile = <n = 96>>", "tile = <n = 96>, raster = 2>"),
    # CHECK: band.stages: other code
    ("band.stages", ''',
                      <operand = "arg0", how = packed, layout = <outer = ["k", "m"], block = <k = 2>>>''', ""),
    # CHECK: stage.operand: rule paired-operands-interleave
    ("stage.operand", 'operand = "arg1"', 'operand = "arg2"'),
    # CHECK: stage.how, prepacked: other code
    ("stage.how, prepacked", 'operand = "arg1", how = packed', 'operand = "arg1", how = prepacked'),
    # CHECK: stage.how, asynchronous: rule async-copies-exist
    ("stage.how, asynchronous", 'operand = "arg1", how = packed', 'operand = "arg1", how = async, buffers = 2'),
    # CHECK: stage.buffers: rule buffers-overlap-copies
    ("stage.buffers", 'operand = "arg1", how = packed', 'operand = "arg1", how = packed, buffers = 2'),
    # CHECK: stage.type: rule stages-keep-types
    ("stage.type", "type = f32", "type = bf16"),
    # CHECK: stage.ahead: other code
    ("stage.ahead", "block = <n = 32, k = 2>>>", "block = <n = 32, k = 2>>, ahead = 1>"),
    # CHECK: layout.outer: other code
    ("layout.outer", 'outer = ["n", "k"]', 'outer = ["k", "n"]'),
    # CHECK: layout.outer of a result: other code
    ("layout.outer of a result", 'outer = ["m", "n"]', 'outer = ["n", "m"]'),
    # CHECK: layout.block: other code
    ("layout.block", "block = <n = 32, k = 2>", "block = <n = 96, k = 2>"),
    # CHECK: layout.block, its order: rule paired-operands-interleave
    ("layout.block, its order", "block = <n = 32, k = 2>", "block = <k = 2, n = 32>"),
    # CHECK: layout.block of a result: other code
    ("layout.block of a result", 'outer = ["m", "n"], block = <>', 'outer = ["m", "n"], block = <n = 32>'),
    # CHECK: layout.swizzle: rule swizzles-have-banks
    ("layout.swizzle", "block = <n = 32, k = 2>", "block = <n = 32, k = 2>, swizzle = 128"),
    # CHECK: computation.registers: other code
    ("computation.registers", "n = 32, k = 2>, unroll", "n = 16, k = 2>, unroll"),
    # CHECK: computation.registers, a reduced dimension: other code
    ("computation.registers, a reduced dimension", "n = 32, k = 2>, unroll", "n = 32, k = 4>, unroll"),
    # CHECK: computation.registers, their order: other code
    ("computation.registers, their order", "<m = 6, n = 32, k = 2>, unroll", "<n = 32, m = 6, k = 2>, unroll"),
    # CHECK: computation.unroll: other code
    ("computation.unroll", "unroll = 2", "unroll = 4"),
    # CHECK: computation.unroll without a loop: rule unrolled-loops-exist
    ("computation.unroll without a loop", 'attach = "registers"', 'unroll = 2, attach = "registers"'),
    # CHECK: computation.prefetch: other code
    ("computation.prefetch", "unroll = 2", "unroll = 2, prefetch = 64"),
    # CHECK: computation.prefetch without a loop: rule prefetched-loads-exist
    ("computation.prefetch without a loop", 'attach = "registers"', 'prefetch = 64, attach = "registers"'),
    # CHECK: computation.instruction: other code
    ("computation.instruction", 'instruction = "vdpbf16ps"', 'instruction = "vfmadd231ps"'),
    # CHECK: computation.instruction, another device's: rule instructions-exist
    ("computation.instruction, another device's", 'instruction = "vdpbf16ps"', 'instruction = "tdpbf16ps"'),
    # CHECK: computation.attach, a band: other code
    ("computation.attach, a band", 'attach = "registers"', 'attach = "L2"'),
]


def lower(folder, tree):
    """(code without the schedule that it was made by, the violated rule or nothing)"""
    path = os.path.join(folder, "kernel.mlir")
    with open(path, "w", encoding="utf-8") as file:
        file.write(KERNEL.replace("TREE", tree))
    pipeline = f"builtin.module({''.join(PASSES.split())})"
    run = subprocess.run(["aicc-opt", path, "--pass-pipeline=" + pipeline], capture_output=True, text=True, check=False)
    rule = re.search(r"violates rule '([a-z-]+)'", run.stderr)
    if run.returncode and not rule:
        return run.stderr, "none, but it fails"
    return re.sub(r"aicc.schedule = #schedule.tree<.*?>\]>", "", run.stdout), rule and rule.group(1)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    code, rule = lower(folder, TREE)
    # CHECK-NOT: as it is
    if rule:
        print("as it is:", rule, code)
    for field, old, new in CHANGES:
        assert TREE.count(old) == 1, f"{field}: {old} stands {TREE.count(old)} times in the schedule"
        changed, rule = lower(folder, TREE.replace(old, new))
        print(f"{field}:", f"rule {rule}" if rule else "other code" if changed != code else "the same code")
        if rule == "none, but it fails":
            print(changed)


main(sys.argv[1])
