"""Compiles the rows of a workload file under the default schedules of one device, and assembles them.

    suite_rows.py gemm.json DEVICE ARCHITECTURE SCRATCH

Y = X W^T, behind a bias in f16 and bf16, behind a scale in s8; weights lie as [N, K], of the rows for quick runs also as
[K, N]. Says which rows spill, lack the tensor cores' instructions, or take longer than 1.5 s to lower (of the processor's
time, since tests share a machine). Exit status 1 where one does.
"""
import json
import os
import re
import subprocess
import sys

MOST_SECONDS = 1.5


def module(row, element, is_transposed, device):
    m, n, k = row["M"], row["N"], row["K"]
    total, result = ("i32", "f32") if element == "i8" else ("f32", element)
    shape_w, access = (f"{n}x{k}", "n, k") if is_transposed else (f"{k}x{n}", "k, n")
    body = (
        "%f = arith.sitofp %p : i32 to f32\n    %r = arith.mulf %f, %q : f32"
        if element == "i8"
        else f"%s = arith.addf %p, %q : f32\n    %r = arith.truncf %s : f32 to {element}"
    )
    x, w, b = f"tensor<{m}x{k}x{element}>", f"tensor<{shape_w}x{element}>", f"tensor<{n}xf32>"
    sums, y = f"tensor<{m}x{n}x{total}>", f"tensor<{m}x{n}x{result}>"
    return f"""
kernel.kernel @gemm dims [m = {m}, n = {n}, k = {k}] (%x: {x}, %w: {w}, %b: {b}) -> {y}
    attributes {{aicc.device = "{device}"}} {{
  %0 = kernel.contract "mm" over [m, n, k] (%x[m, k], %w[{access}]) -> [m, n] : ({x}, {w}) -> {sums}
  %1 = kernel.map "behind" over [m, n] (%0[m, n], %b[n]) -> [m, n] : ({sums}, {b}) -> {y} {{
  ^bb0(%p: {total}, %q: f32):
    {body}
    kernel.yield %r : {result}
  }}
  kernel.yield %1 : {y}
}}
func.func @main(%x: {x}, %w: {w}, %b: {b}) -> {y} {{
  %e = tensor.empty() : {y}
  %y = kernel.call @gemm ins(%x, %w, %b : {x}, {w}, {b}) outs(%e : {y}) -> {y}
  return %y : {y}
}}
"""


def child_seconds():
    return sum(os.times()[2:4])


def check(text, device, architecture, scratch):
    """Nothing where all is well, else what is wrong."""
    source, ptx = scratch + ".mlir", scratch + ".ptx"
    with open(source, "w", encoding="utf-8") as file:
        file.write(text)
    start = child_seconds()
    compiled = subprocess.run(
        ["aicc", "compile", source, "-o", ptx, "--target", device, "--emit=ptx"], capture_output=True, text=True, check=False
    )
    seconds = child_seconds() - start
    if compiled.returncode:
        return compiled.stderr
    assembled = subprocess.run(
        ["ptxas", "-v", "-arch=" + architecture, ptx, "-o", scratch + ".cubin"], capture_output=True, text=True, check=False
    )
    spills = re.findall(r"(\d+) bytes stack frame, (\d+) bytes spill stores, (\d+) bytes spill loads", assembled.stderr)
    if assembled.returncode or not spills or any(int(number) for numbers in spills for number in numbers):
        return assembled.stderr
    with open(ptx, encoding="utf-8") as file:
        code = file.read()
    missing = [wanted for wanted in ("mma.sync.aligned", "ldmatrix.sync.aligned") if wanted not in code]
    if missing:
        return "no " + ", ".join(missing)
    return "" if seconds <= MOST_SECONDS else f"took {seconds:.2f} s to lower"


def cases(rows):
    for row in rows:
        elements = [element for element in row["dtypes"] if element in ("bf16", "i8")]
        # What is multiplied in bf16 is so in f16 too.
        for element in elements + (["f16"] if "bf16" in elements else []):
            for is_transposed in (True, False) if row["fast"] else (True,):
                yield row, element, is_transposed


def main():
    workloads, device, architecture, scratch = sys.argv[1:]
    with open(workloads, encoding="utf-8") as file:
        workload = json.load(file)
    for row in workload["gemm"]:
        row["fast"] = row["id"] in workload["fast"]
    count = failures = 0
    for row, element, is_transposed in cases(workload["gemm"]):
        count += 1
        message = check(module(row, element, is_transposed, device), device, architecture, scratch)
        failures += bool(message)
        if message:
            print(f'{row["id"]} {element} {"nk" if is_transposed else "kn"}: {message}')
    print(f"{count - failures} of {count} kernels assembled for {architecture}")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
