# Factors of s8 and tf32 whose reduced dimension is not contiguous are turned in registers on their way to shared memory:
# four neighbours a load, chunks of 16 bytes a store; the right numbers, no race, no conflict of banks. Rows that are no multiple
# of four elements go element by element.
# RUN: %python %s %t | FileCheck %s
# CHECK:      s8 128x128x256: turned, 0 bank conflicts
# CHECK-NEXT: s8 130x136x200: turned, 0 bank conflicts
# CHECK-NEXT: s8 17x36x96: turned, 0 bank conflicts
# CHECK-NEXT: tf32 128x128x64: turned, 0 bank conflicts
# CHECK-NEXT: tf32 64x100x50: turned, 0 bank conflicts
# CHECK-NEXT: s8 64x66x64: element by element
# CHECK-NEXT: tf32 64x66x64: element by element
import json
import subprocess
import sys

SCRATCH = sys.argv[1]
CASES = [("s8", 128, 128, 256), ("s8", 130, 136, 200), ("s8", 17, 36, 96), ("tf32", 128, 128, 64), ("tf32", 64, 100, 50),
         ("s8", 64, 66, 64), ("tf32", 64, 66, 64)]


def module(kind, m, n, k):
    """Y = X W with W as [K, N]."""
    element, total, zero = ("i8", "i32", "0") if kind == "s8" else ("f32", "f32", "0.0")
    y = f"tensor<{m}x{n}x{total}>"
    return f"""func.func @main(%x: tensor<{m}x{k}x{element}>, %w: tensor<{k}x{n}x{element}>) -> {y} {{
  %zero = arith.constant {zero} : {total}
  %empty = tensor.empty() : {y}
  %start = linalg.fill ins(%zero : {total}) outs(%empty : {y}) -> {y}
  %y = linalg.matmul ins(%x, %w : tensor<{m}x{k}x{element}>, tensor<{k}x{n}x{element}>) outs(%start : {y}) -> {y}
  return %y : {y}
}}
"""


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main():
    for kind, m, n, k in CASES:
        source = SCRATCH + ".mlir"
        with open(source, "w", encoding="utf-8") as file:
            file.write(module(kind, m, n, k))
        options = ["--target", "nvidia-a100", *(["--allow-tf32"] if kind == "tf32" else [])]
        ptx = run("aicc", "compile", source, *options, "--emit=ptx", "-o", "-")
        assert "mma.sync" in ptx, f"{kind} {m}x{n}x{k} is not on the tensor cores"
        report = json.loads(run("aicc", "run", source, *options, "--emulate", "--check", "--json"))
        emulation = report["emulation"]
        assert report["check"]["passed"] and not any(found["error"] for found in emulation["findings"]), report
        by_element = "st.shared.b8" if kind == "s8" else "st.shared.b32"
        if n % 4:
            assert by_element in ptx
            print(f"{kind} {m}x{n}x{k}: element by element")
            continue
        assert by_element not in ptx and ("prmt" in ptx) == (kind == "s8"), ptx
        print(f"{kind} {m}x{n}x{k}: turned, {emulation['bank_conflicts']} bank conflicts")


main()
