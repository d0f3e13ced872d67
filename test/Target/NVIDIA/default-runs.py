"""Default schedules give right results in the emulator, without races, reads past an end, or bank conflicts of ldmatrix.

RUN: %python %s %t | FileCheck %s
CHECK-NOT: FAILS
CHECK: 16 modules run
"""
import os
import subprocess
import sys

GEMM = """func.func @main(%x: tensor<{m}x{k}x{t}>, %w: tensor<{w}x{t}>) -> tensor<{m}x{n}x{s}> {{
  %zero = arith.constant {zero} : {s}
  %e = tensor.empty() : tensor<{m}x{n}x{s}>
  %init = linalg.fill ins(%zero : {s}) outs(%e : tensor<{m}x{n}x{s}>) -> tensor<{m}x{n}x{s}>
  %0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> ({wi})>,
                                        affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<{m}x{k}x{t}>, tensor<{w}x{t}>) outs(%init : tensor<{m}x{n}x{s}>) -> tensor<{m}x{n}x{s}>
  return %0 : tensor<{m}x{n}x{s}>
}}
"""


def gemm(m, n, k, t, layout):
    s = "i32" if t == "i8" else "f32"
    return GEMM.format(m=m, n=n, k=k, t=t, s=s, zero="0" if s == "i32" else "0.0",
                       w=f"{n}x{k}" if layout == "nk" else f"{k}x{n}", wi="n, k" if layout == "nk" else "k, n")


# Whole tiles, edges, rows that begin nowhere, few rows (swapped), one row, and sums that are split.
CASES = [((128, 128, 128), "bf16", "nk", "a100"), ((128, 96, 64), "f16", "kn", "l20"), ((100, 70, 72), "bf16", "kn", "h20"),
         ((64, 65, 33), "bf16", "nk", "a100"), ((8, 256, 128), "bf16", "nk", "h20"), ((24, 128, 512), "f16", "nk", "a800"),
         ((1, 192, 256), "bf16", "nk", "rtx4090d"), ((1, 100, 72), "f16", "kn", "a100"), ((16, 64, 2048), "bf16", "nk", "a100"),
         ((64, 64, 128), "i8", "nk", "a100"), ((40, 48, 96), "i8", "kn", "l20"), ((7, 50, 33), "i8", "nk", "h100"),
         ((64, 96, 64), "f32", "nk", "a100"), ((33, 40, 72), "f32", "kn", "h200"), ((64, 64, 64), "tf32", "nk", "a100"),
         ((48, 40, 72), "tf32", "kn", "h800")]


def run(path, shape, element, layout, device):
    with open(path, "w", encoding="utf-8") as file:
        file.write(gemm(*shape, "f32" if element == "tf32" else element, layout))
    flags = ["--allow-tf32"] if element == "tf32" else []
    return subprocess.run(["aicc", "run", path, "--target", "nvidia-" + device, "--emulate", "--check", *flags],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    for number, case in enumerate(CASES):
        done = run(os.path.join(sys.argv[1], f"case{number}.mlir"), *case)
        if done.returncode or "passed" not in done.stdout or "ldmatrix" in done.stdout:
            print(case, "FAILS", done.stdout)
    print(len(CASES), "modules run")


if __name__ == "__main__":
    main()
