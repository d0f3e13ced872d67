#!/usr/bin/env python3
"""Compiles the rows of a workload file for NVIDIA devices into a folder, with rows.json, as gpu-check.py expects them.

    compile-rows.py AICC WORKLOAD.json FOLDER [--fast] [--timed DEVICE] [--capped DEVICE …]"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys

RESULT = {"f32": "f32", "f16": "f16", "bf16": "bf16", "i8": "i32"}

MODULE = """func.func @main(%x: tensor<{M}x{K}x{dtype}>, %w: tensor<{N}x{K}x{dtype}>) -> tensor<{M}x{N}x{result}> {{
  %zero = arith.constant {zero} : {sum}
  %empty = tensor.empty() : tensor<{M}x{N}x{sum}>
  %start = linalg.fill ins(%zero : {sum}) outs(%empty : tensor<{M}x{N}x{sum}>) -> tensor<{M}x{N}x{sum}>
  %y = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                      affine_map<(m, n, k) -> (m, n)>]
    ins(%x, %w : tensor<{M}x{K}x{dtype}>, tensor<{N}x{K}x{dtype}>) outs(%start : tensor<{M}x{N}x{sum}>) -> tensor<{M}x{N}x{sum}>
{tail}}}
"""


def module(row):
    sums = "i32" if row["dtype"] == "i8" else "f32"
    kind = "tensor<{M}x{N}x{result}>".format(**row)
    if row["result"] == sums:
        tail = f"  return %y : {kind}\n"
    else:
        tail = f"  %r = arith.truncf %y : tensor<{row['M']}x{row['N']}x{sums}> to {kind}\n  return %r : {kind}\n"
    return MODULE.format(**row, sum=sums, zero="0" if sums == "i32" else "0.0", tail=tail)


def rows_of(workload, fast):
    """Each row in its own types, bf16 rows in f16 too; 4-bit weights are not for this target yet."""
    for entry in workload["gemm"]:
        if fast and entry["id"] not in workload["fast"]:
            continue
        kinds = [kind for kind in entry["dtypes"] if kind in RESULT]
        if "bf16" in kinds:
            kinds.append("f16")
        for kind in kinds:
            yield {"name": f"{entry['id']}.{kind}", "M": entry["M"], "N": entry["N"], "K": entry["K"], "dtype": kind,
                   "result": RESULT[kind]}


def compile_row(aicc, row, folder):
    row["file"] = f"{row['target']}.{row['name']}.so"
    source = os.path.join(folder, f"{row['target']}.{row['name']}.mlir")
    with open(source, "w", encoding="utf-8") as file:
        file.write(module(row))
    command = [aicc, "compile", source, "--target", row["target"], "-o", os.path.join(folder, row["file"]), "--prefix", "row"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    os.remove(source)
    if done.returncode:
        print(f"{row['name']} for {row['target']} is left out: {done.stderr.strip().splitlines()[0]}", file=sys.stderr)
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("aicc")
    parser.add_argument("workload")
    parser.add_argument("folder")
    parser.add_argument("--fast", action="store_true", help="only the rows that the file lists as fast")
    parser.add_argument("--timed", default="nvidia-a100", help="device whose artifacts are timed")
    parser.add_argument("--capped", nargs="*", default=[], help="devices whose artifacts are checked only; fast rows")
    options = parser.parse_args()
    with open(options.workload, encoding="utf-8") as file:
        workload = json.load(file)
    rows = [dict(row, target=options.timed, timed=True) for row in rows_of(workload, options.fast)]
    for target in options.capped:
        rows += [dict(row, target=target, timed=False) for row in rows_of(workload, True)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(lambda row: compile_row(options.aicc, row, options.folder), rows))
    compiled = [row for row, succeeded in zip(rows, done) if succeeded]
    version = subprocess.run([options.aicc, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    with open(os.path.join(options.folder, "rows.json"), "w", encoding="utf-8") as file:
        json.dump({"compiler": version, "rows": compiled}, file, indent=1)
    print(f"{len(compiled)} of {len(rows)} rows compiled")
    return 0 if compiled else 1


if __name__ == "__main__":
    sys.exit(main())
