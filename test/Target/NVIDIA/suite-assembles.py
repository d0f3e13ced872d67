# Every f16, bf16 and s8 row of the workload file assembles for sm_80 and sm_89, without registers in memory, with the
# tensor cores' instructions, for weights stored both ways; and lowering takes at most 1.5 s a kernel.
# REQUIRES: ptxas
# RUN: %python %s %aicc_src/benchmarks/workloads/gemm.json %t.mlir
import json
import os
import re
import subprocess
import sys

WORKLOADS, MODULE = sys.argv[1:]
DEVICES = {"nvidia-a800": "sm_80", "nvidia-l20": "sm_89"}
INSTRUCTIONS = {"bf16": ("mma.m16n8k16.bf16", 16, 2), "f16": ("mma.m16n8k16.f16", 16, 2), "i8": ("mma.m16n8k32.s8", 32, 1)}


def tiles(extent, unit, units):
    """The tile of a block and of a warp: units of them, or the dimension where it is short."""
    return (extent, extent) if extent < unit * units else (unit * units, unit)


def swizzle(row):
    return next((size for size in (128, 64, 32) if row % size == 0), 0)


def stage(operand, order, row, is_async):
    how = "async" if is_async else "packed"
    layout = f'outer = [{order}], block = <>' + (f", swizzle = {swizzle(row)}" if swizzle(row) else "")
    return f'<operand = "{operand}", how = {how}, layout = <{layout}>' + (", buffers = 3>" if is_async else ">")


def module(row, element, is_transposed, device):
    """Y = X W behind a bias (s8: behind a scale), rounded; W lies as [N, K] or as [K, N]."""
    m, n, k = row["M"], row["N"], row["K"]
    name, depth, size = INSTRUCTIONS[element]
    swap = m < 16
    block_m, unit_m = tiles(m, 8 if swap else 64, 1 if swap else 2)
    block_n, unit_n = tiles(n, 32 if swap else 64, 4 if swap else 2)
    chunk = min(k, 64 if element == "i8" else 32)
    # s8 factors are multiplied with the depth inside, which a weight that lies otherwise is turned to on its way.
    inner_w = "k" if is_transposed or element == "i8" else "n"
    async_x = k * size % 4 == 0
    async_w = (k if is_transposed else n) * size % 4 == 0 and (is_transposed or element != "i8")
    order_w = '"n", "k"' if inner_w == "k" else '"k", "n"'
    row_w = (chunk if inner_w == "k" else block_n) * size
    total = "i32" if element == "i8" else "f32"
    result = "f32" if element == "i8" else element
    shape_w, access = (f"{n}x{k}", "n, k") if is_transposed else (f"{k}x{n}", "k, n")
    body = (
        "%f = arith.sitofp %p : i32 to f32\n%r = arith.mulf %f, %q : f32"
        if element == "i8"
        else f"%s = arith.addf %p, %q : f32\n%r = arith.truncf %s : f32 to {element}"
    )
    shared = f"k = {chunk}" if chunk < k else ""
    arguments = f"%x: tensor<{m}x{k}x{element}>, %w: tensor<{shape_w}x{element}>, %b: tensor<{n}xf32>"
    types = f"tensor<{m}x{k}x{element}>, tensor<{shape_w}x{element}>, tensor<{n}xf32>"
    y = f"tensor<{m}x{n}x{result}>"
    return f"""
#s = #schedule.tree<
  bands = [<name = "grid", parallel = "cta", tile = <m = {block_m}, n = {block_n}>, order = ["n", "m"]>,
           <name = "shared", tile = <{shared}>, stages = [
             {stage("arg0", '"m", "k"', chunk * size, async_x)}, {stage("arg1", order_w, row_w, async_w)}]>,
           <name = "warps", parallel = "warp", tile = <m = {unit_m}, n = {unit_n}>>],
  computations = [<name = "mm", registers = <m = {unit_m}, n = {unit_n}, k = {min(k, depth)}>,
                   instruction = "{name}"{", swap = true" if swap else ""}>,
                  <name = "behind", registers = <m = {unit_m}, n = {unit_n}>, attach = "registers">]>
kernel.kernel @gemm dims [m = {m}, n = {n}, k = {k}] ({arguments}) -> {y}
    attributes {{aicc.device = "{device}", aicc.schedule = #s}} {{
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[{access}]) -> [m, n]
      : (tensor<{m}x{k}x{element}>, tensor<{shape_w}x{element}>) -> tensor<{m}x{n}x{total}>
  %1 = kernel.map "behind" over [m, n] (%0[m, n], %b[n]) -> [m, n] : (tensor<{m}x{n}x{total}>, tensor<{n}xf32>) -> {y} {{
  ^bb0(%p: {total}, %q: f32):
    {body}
    kernel.yield %r : {result}
  }}
  kernel.yield %1 : {y}
}}
func.func @main({arguments}) -> {y} {{
  %e = tensor.empty() : {y}
  %y = kernel.call @gemm ins(%x, %w, %b : {types}) outs(%e : {y}) -> {y}
  return %y : {y}
}}
"""


def check(row, element, is_transposed, device):
    """Nothing where all is well, else what is wrong."""
    with open(MODULE, "w", encoding="utf-8") as file:
        file.write(module(row, element, is_transposed, device))
    ptx = MODULE + ".ptx"
    start = sum(os.times()[2:4])
    subprocess.run(["aicc", "compile", MODULE, "-o", ptx, "--target", device, "--emit=ptx"], check=True)
    seconds = sum(os.times()[2:4]) - start
    # Processor time of the child, since tests share the machine.
    assembled = subprocess.run(
        ["ptxas", "-v", "-arch=" + DEVICES[device], ptx, "-o", MODULE + ".cubin"], capture_output=True, text=True, check=False
    )
    with open(ptx, encoding="utf-8") as file:
        text = file.read()
    if assembled.returncode:
        return assembled.stderr
    if not re.search(r"0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads", assembled.stderr):
        return assembled.stderr
    for wanted in ("mma.sync.aligned", "ldmatrix.sync.aligned"):
        if wanted not in text:
            return "no " + wanted
    return "" if seconds <= 1.5 else f"{seconds:.2f} s"


def main():
    with open(WORKLOADS, encoding="utf-8") as file:
        rows = json.load(file)["gemm"]
    failures = count = 0
    for row in rows:
        elements = [element for element in row["dtypes"] if element in ("bf16", "i8")]
        # Rows in bf16 are multiplied in f16 too.
        elements += ["f16"] if "bf16" in elements else []
        for element in elements:
            for is_transposed in (True, False):
                for device in DEVICES:
                    count += 1
                    message = check(row, element, is_transposed, device)
                    if message:
                        failures += 1
                        print(f'{row["id"]} {element} {"nk" if is_transposed else "kn"} {device}: {message}')
    print(f"{count - failures} of {count} kernels assembled")
    return 1 if failures or not count else 0


sys.exit(main())
