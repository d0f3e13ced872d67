#!/usr/bin/env python3
"""Prints docs/PerformanceNVIDIA.md from what gpu-check.py wrote.

    format-report.py gpu-check.json > docs/PerformanceNVIDIA.md"""
import json
import math
import sys

HEAD = """# Products on an NVIDIA GPU

Measured on {name} ({multiprocessors} multiprocessors, compute capability {capability}, CUDA {cuda}) by `scripts/gpu-check` ([how](HowTo/CheckOnAGpu.md)),
with PyTorch {torch}; `scripts/gpu-check/format-report.py` prints this page. Every row is on random data, checked against f64 products
(every element; *error* is the largest difference as a share of what is allowed), then timed in turns with `torch.matmul` (cuBLAS; for int8
`torch._int_mm`): medians of seven turns by the driver's events, warm, weights as they are ([N, K]), without packing. A turn is up to 100 calls that
were recorded once, as a CUDA graph: what it takes to enqueue a call counts for neither. Default schedules, compiled for {target}. f32 is f32 in
both: no tf32.
"""

# What only some chips have, by their compute capability.
NOTES = {"9.0": """
aicc's kernels use `mma.sync`; cuBLAS uses `wgmma` here, which only this generation has and whose rate is 1.6 times that of `mma.sync` on paper.
"""}


def kind_of(row):
    return "M >= 128" if row["M"] >= 128 else "16 <= M < 128" if row["M"] >= 16 else "M < 16"


def mean(values):
    return math.exp(sum(math.log(value) for value in values) / len(values))


def summary(rows):
    lines = ["| | rows | cuBLAS's time / aicc's, geometric mean | worst | best |", "|---|---|---|---|---|"]
    groups = {}
    for row in rows:
        if row.get("of_cublas"):
            groups.setdefault((row["dtype"], kind_of(row)), []).append(row["of_cublas"])
    for (dtype, kind), ratios in sorted(groups.items()):
        lines.append(f"| {dtype}, {kind} | {len(ratios)} | {mean(ratios):.2f} | {min(ratios):.2f} | {max(ratios):.2f} |")
    return lines


def table(rows):
    lines = ["| row | M x N x K | type | ms | TFLOP/s | cuBLAS ms | cuBLAS / aicc | error |", "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        ratio = f"{row['of_cublas']:.2f}" if row.get("of_cublas") else "-"
        theirs = (f"{row['cublas_ms']:.4f}" if row.get("cublas_ms") else "-") + " | " + ratio
        lines.append(f"| {row['name'].rsplit('.', 1)[0]} | {row['M']} x {row['N']} x {row['K']} | {row['dtype']} | {row['ms']:.4f} | "
                     f"{row['tflops']:.1f} | {theirs} | {row['of_tolerance']:.2f} |")
    return lines


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    rows, device = report["rows"], report["device"]
    wrong = [row["name"] for row in rows if row.get("mark") != "measured" or not row.get("passed")]
    if device["emulated"] or wrong:
        sys.exit(f"format-report: expected rows that were measured and passed; found {', '.join(wrong) or 'an emulator'}")
    timed = [row for row in rows if row["timed"]]
    checked = len(rows) - len(timed)
    cuda = f"{device['cuda'] // 1000}.{device['cuda'] % 1000 // 10}"
    print(HEAD.format(**dict(device, cuda=cuda), torch=report["torch"], target=f"`{timed[0]['target']}`"), end="")
    print(NOTES.get(device["capability"], ""))
    print("\n".join(summary(timed)))
    print("\n" + "\n".join(table(timed)))
    if checked:
        print(f"\n{checked} rows more, compiled for other parts, whose limits differ, were right; their times would not be those parts'.")


if __name__ == "__main__":
    main()
