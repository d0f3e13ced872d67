#!/usr/bin/env python3
"""Writes fused graphs and decoder blocks (scripts/generate-graph.py) as modules, and the workload that lists them.

    scripts/write-graph-workload.py build/graphs --dtype bf16 '_block' && aicc bench build/graphs/workload.json --peer pytorch
    scripts/write-graph-workload.py build/graphs --small        small sizes, every row

Patterns are regular expressions, one of which is found in a row's name. The row softcap_attention is in attention.json."""
import argparse
import json
import os
import re
import subprocess
import sys

GENERATOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "generate-graph.py")

# The small set of a quick look.
FAST = ("swiglu_mlp.small", "o_proj_residual_rmsnorm", "ernie_block.decode")

# Rows that benchmarks/workloads/attention.json has, by another name.
IN_ATTENTION = ("softcap_attention",)


def is_common(line, dtype):
    """4-bit weights are what bf16 models have: libraries have no kernel of their own for them in f32, and take 80 times as long."""
    return dtype != "f32" or "w4" not in line.split()[0]


def generate(*words):
    return subprocess.run([sys.executable, GENERATOR, *words], check=True, capture_output=True, text=True).stdout


def entry_of(line, dtype, options):
    """One row: its module written, its fields words for peers."""
    row, *fields = line.split()
    small = ["--small"] if options.small else []
    module = f"{row}.{dtype}.mlir"
    generate(row, "--dtype", dtype, *small, "-o", os.path.join(options.folder, module))
    graph = row.split(".")[0]
    return {"id": row if len(options.dtype) == 1 else f"{row}.{dtype}", "module": module, "dtypes": [dtype], "graph": graph,
            "group": "blocks" if graph.endswith("_block") else "fused", "peer": dict(field.split("=") for field in fields)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where the modules and workload.json are written")
    parser.add_argument("patterns", nargs="*", help="of rows; without any, all")
    parser.add_argument("--dtype", type=lambda text: text.split(","), default=["bf16"], help="types, separated by commas")
    parser.add_argument("--small", action="store_true", help="sizes for tests in place of the published ones")
    options = parser.parse_intermixed_args()
    os.makedirs(options.folder, exist_ok=True)
    lines = generate("--list", *(["--small"] if options.small else [])).splitlines()
    wanted = [line for line in lines if line.split()[0] not in IN_ATTENTION
              and (not options.patterns or any(re.search(pattern, line.split()[0]) for pattern in options.patterns))]
    if not wanted:
        sys.exit("write-graph-workload: no row matches; scripts/generate-graph.py --list shows them")
    entries = [entry_of(line, dtype, options) for line in wanted for dtype in options.dtype if is_common(line, dtype)]
    with open(os.path.join(options.folder, "workload.json"), "w", encoding="utf-8") as file:
        fast = [entry["id"] for entry in entries if entry["id"].startswith(FAST)]
        json.dump({"fast": fast, "modules": entries}, file, indent=1)


main()
