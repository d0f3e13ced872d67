#!/usr/bin/env python3
"""Prints reports of `aicc run --json` as one table; the status is non-zero where a run failed or was wrong."""
import json
import pathlib
import sys

HEADER = ["module", "kernels", "compile", "run (median)", "GFLOP/s", "of FMA peak", "check"]


def format_duration(milliseconds):
    return f"{milliseconds / 1000:.2f} s" if milliseconds >= 1000 else f"{milliseconds:.3g} ms"


def format_row(path):
    """One report as (cells, whether the run was right)."""
    name = pathlib.Path(path).stem
    try:
        with open(path, encoding="utf-8") as file:
            run = json.load(file)
        kernels = run["kernels"] if isinstance(run["kernels"], int) else len(run["kernels"])
        check, peak = run.get("check"), run.get("peak_gflops")
        passed = bool(check and check["passed"])
        verdict = "not checked" if not check else "passed" if passed else "FAILED"
        if check and check.get("of_tolerance") is not None:
            verdict += f" ({check['of_tolerance']:.2f} of the tolerance)"
        return [
            name, str(kernels), format_duration(run["compile_ms"]), format_duration(run["ms"]["median"]),
            f"{run['gflops']:.1f}", f"{100 * run['gflops'] / peak:.0f} %" if peak else "not measured", verdict,
        ], passed
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [name] + ["-"] * 5 + [f"no report ({type(error).__name__}: {error})"], False


def main():
    rows = [format_row(path) for path in sys.argv[1:]]
    table = [HEADER] + [cells for cells, _ in rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADER))]
    table.insert(1, ["-" * width for width in widths])
    for row in table:
        cells = (f"{cell:<{w}}" if column in (0, 6) else f"{cell:>{w}}"
                 for column, (cell, w) in enumerate(zip(row, widths)))
        print("| " + " | ".join(cells) + " |")
    return 0 if rows and all(passed for _, passed in rows) else 1


sys.exit(main())
