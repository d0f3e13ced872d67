"""What each exported module of a folder is raised to, one line a graph.attention.

Usage: describe-raised.py FOLDER. Runs the passes of aicc up to raise-attention on FOLDER/*/*.mlir.
"""
import pathlib
import re
import subprocess
import sys

PASSES = ("builtin.module(inline,symbol-dce,lower-tosa,"
          "func.func(simplify-powers,generalise-named-ops,raise-attention))")


def describe(line):
    """Layout, sizes of queries and keys, element type, operands and flags; the scale in five digits."""
    words = re.findall(r"\b(mask|sinks)\(", line)
    words += [f"{name} {value}" for name, value in re.findall(r"\b(offset|window) = (\d+)", line)]
    words += ["causal"] * ("causal" in line)
    words += [f"softcap {float(value):g}" for value in re.findall(r"softcap = (\S+)", line)]
    scale = float(re.search(r"scale = (\S+)", line)[1])
    query, key = re.findall(r"tensor<([\dx]+)x(\w+)>", line.split("} :")[1])[:2]
    layout = "bshd" if "layout<bshd>" in line else "bhsd"
    return f"{layout} {query[0]} on {key[0]} {query[1]}, scale {scale:.5g}" + "".join(", " + word for word in words)


def main(folder):
    for path in sorted(pathlib.Path(folder).glob("*/*.mlir")):
        run = subprocess.run(["aicc-opt", str(path), "--pass-pipeline=" + PASSES], capture_output=True, text=True, check=True)
        found = [describe(line) for line in run.stdout.splitlines() if "= graph.attention" in line]
        for text in found or ["not raised"]:
            print(f"{path.parent.name}/{path.stem}: {text}")


if __name__ == "__main__":
    main(sys.argv[1])
